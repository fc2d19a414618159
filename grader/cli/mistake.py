"""`grade mistake`: what a student wrote as the beginning of a known mistake."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from grader.classroom.attempt import Attempt
from grader.classroom.gradebook import Gradebook
from grader.cli.base import Command, exercises_option, find_folders, say, solutions_option
from grader.cli.output import write
from grader.cli.publish import GRADEBOOK
from grader.errors import (
    ExerciseUnknown,
    InputError,
    OutputUnwritable,
    SubmissionUnreadable,
    WouldOverwrite,
)
from grader.exercise.examples import MISTAKES, defined
from grader.exercise.folders import hidden_half
from grader.exercise.loading import Exercise, load
from grader.exercise.skeleton import UNWRITTEN
from grader.files import make_folder
from grader.printable import one_line
from grader.report import Event, Report
from grader.submission.excerpt import Excerpt, excerpt

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
MAX_NAME = 80
DOCSTRING = f'''"""{UNWRITTEN}: say in one sentence what this code shows.

Then say why, and end with a question that leads on. Students read this, so it observes.
"""

'''
# what is known for what it is, or left nothing to show
NOT_SHOWN: tuple[Event, ...] = ("missing", "not_a_function", "not_written", "syntax_error")
NEXT = """\
Wrote {file}: {function} as {student} wrote it, without comments.
Next:
  1. Write its feedback in place of {unwritten}.
  2. grade casebook {exercise}
  3. grade class --rejudge --output {output}
"""


@click.command("mistake", cls=Command)
@click.argument("name")
@click.argument("student")
@click.option(
    "--from",
    "output",
    required=True,
    metavar="DIRECTORY",
    type=click.Path(path_type=Path),
    help="Folder that `grade class --output` wrote.",
)
@click.option("--function", metavar="FUNCTION", help="The function, if several lost points.")
@exercises_option
@solutions_option
def mistake(
    name: str,
    student: str,
    output: Path,
    function: str | None,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Begin the known mistake NAME with what STUDENT handed in.

    Writes mistakes/NAME.py into the hidden half of the exercise: the function that lost points for
    no known cause, in the student's newest graded submission, and what it needs. Comments and
    docstrings are left out. NAME says what the code does, such as never_clears_gradients.

    Exit codes: 0 done, 2 wrong usage, 3 an error in the grader.
    """
    if not NAME.fullmatch(name) or len(name) > MAX_NAME:
        raise click.UsageError(
            f"{one_line(name)!r} is not a name for a mistake. Use small letters, digits and "
            "underscores, such as never_clears_gradients."
        )
    folders = find_folders(exercises, solutions)
    with Gradebook.reading(output / GRADEBOOK) as book:
        attempt = book.newest(student)
        exercise = load(book.exercise, folders)
    hidden = hidden_half(exercise.name, folders)
    if hidden is None:
        raise ExerciseUnknown(
            f"The hidden half of {exercise.name} is missing, and mistakes belong there. "
            "Name its folder with --solutions."
        )
    if attempt is None:
        raise InputError(
            f"Nothing that {one_line(student)} handed in was graded. Choose another student of "
            "those who show the same; class.html lists them."
        )
    file = hidden / MISTAKES / f"{name}.py"
    if file.exists():
        raise _exists(file)
    chosen = _function(attempt, exercise, function)
    taken = _excerpt(attempt, exercise, chosen)
    _write(file, DOCSTRING + taken.code)
    for warning in _shared(taken, exercise):
        say(f"grade: {warning}")
    write(
        NEXT.format(
            file=file,
            function=chosen,
            student=attempt.student.called,
            unwritten=UNWRITTEN,
            exercise=exercise.name,
            output=output,
        )
    )


def _function(attempt: Attempt, exercise: Exercise, named: str | None) -> str:
    """The function to copy. Raises InputError if none fits, or several do."""
    who = attempt.student.called
    lost = list(_lost(attempt.report))
    if named is not None and named not in exercise.functions:
        known = ", ".join(exercise.functions)
        raise InputError(f"{exercise.name} has no function {one_line(named)}. It has: {known}.")
    if named is not None and named not in lost:
        others = f" Those that lost points: {', '.join(lost)}." if lost else ""
        raise InputError(f"{named} of {who} has lost no points that its code explains.{others}")
    if named is not None:
        return named
    explained = {cause.function for cause in attempt.report.all_causes}
    left = [function for function in lost if function not in explained]
    if len(left) == 1:
        return left[0]
    if left:
        raise InputError(
            f"Several functions of {who} lost points for no known cause: {', '.join(left)}. "
            "Name one with --function."
        )
    why = "every cause is known" if lost else "no function lost points that its code explains"
    more = " Name a function with --function to describe it all the same." if lost else ""
    raise InputError(f"{who} shows nothing new: {why}.{more}")


def _lost(report: Report) -> Iterator[str]:
    """The functions that lost points and whose code may show why, in the order of the checks."""
    for function in dict.fromkeys(one.function for one in report.verdicts):
        failed = [
            one for one in report.verdicts if one.function == function and one.outcome != "passed"
        ]
        own = (one for one in failed if not one.waits_for and not one.same_error_as)
        if any(one.event not in NOT_SHOWN for one in own):
            yield function


def _excerpt(attempt: Attempt, exercise: Exercise, function: str) -> Excerpt:
    """The code of the function. Raises SubmissionUnreadable if it cannot be taken out."""
    submission = attempt.submission
    sources = [] if submission is None else [text for _, text in submission.python]
    others = [other for other in exercise.functions if other != function]
    taken = excerpt(sources, function, others)
    if taken.problem:
        raise SubmissionUnreadable(
            f"{function} of {attempt.student.called} cannot be copied: {taken.problem}. "
            "Choose another student who shows the same, or write the mistake by hand."
        )
    return taken


def _shared(taken: Excerpt, exercise: Exercise) -> Iterator[str]:
    """What to rename, as it would take the place of something in the solution."""
    names = set() if exercise.solution is None else defined(exercise.solution.text)
    for name in taken.names:
        if name in names and name not in exercise.functions:
            yield f"solution.py defines {name}, too. Rename it in the mistake to keep them apart."


def _write(file: Path, text: str) -> None:
    make_folder(file.parent, "--solutions")
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise _exists(file) from None
    except OSError as error:
        raise OutputUnwritable(f"{file} cannot be written: {error.strerror or error}.") from error


def _exists(file: Path) -> WouldOverwrite:
    return WouldOverwrite(f"{file} already exists and was left as it is. Choose another NAME.")
