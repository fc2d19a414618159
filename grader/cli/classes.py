"""`grade class`: a whole class into a gradebook."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from grader.cli.base import (
    FULL_MARKS,
    INTERRUPTED,
    OUR_FAULT,
    POINTS_MISSING,
    Command,
    exercise_option,
    exercises_option,
    find_folders,
    no_sandbox_option,
    say,
    seed_option,
    show,
    solutions_option,
    time_limit_option,
)
from grader.cli.pages import ClassPages
from grader.errors import ExerciseUnknown, InputError, OutputUnwritable
from grader.writing import replacing

if TYPE_CHECKING:
    from grader.exercise import Exercise, Folders
    from grader.gradebook import Gradebook
    from grader.intake import Intake
    from grader.rejudge import Change
    from grader.sandbox.workers import Workers

GRADEBOOK = "gradebook.db"


@click.command("class", cls=Command, short_help="Grade a class into a gradebook.")
@click.argument("submissions", required=False, type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="DIRECTORY",
    type=click.Path(path_type=Path),
    help="Folder of the gradebook, the tables, the summary and the pages.",
)
@exercise_option
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 256), help="How many at once; one a processor if unsaid."
)
@click.option(
    "--count",
    type=click.Choice(["last", "best"]),
    default="last",
    help="Which of a student's attempts counts.",
)
@click.option(
    "--gradebook",
    metavar="URL",
    help="Write the grades into nbgrader's gradebook too, such as sqlite:///gradebook.db.",
)
@click.option(
    "--assignment", metavar="NAME", help="Its assignment there; called as the exercise if unsaid."
)
@click.option(
    "--html/--no-html",
    "html",
    default=True,
    help="Whether to write class.html, and feedback/ with a page for each student.",
)
@click.option("--rejudge", is_flag=True, help="Judge what is in the gradebook anew; run nothing.")
@click.option("--yes", is_flag=True, help="With --rejudge: keep the changes without asking.")
@click.option("--regrade", is_flag=True, help="Run and grade everything anew.")
@seed_option
@time_limit_option
@no_sandbox_option
@exercises_option
@solutions_option
@click.pass_context
def grade_class(
    ctx: click.Context,
    submissions: Path | None,
    output: Path,
    exercise: str | None,
    jobs: int | None,
    count: Literal["last", "best"],
    gradebook: str | None,
    assignment: str | None,
    html: bool,
    rejudge: bool,
    yes: bool,
    regrade: bool,
    seed: int | None,
    time_limit: float | None,
    no_sandbox: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Grade a class into a gradebook, from which tables, a summary and pages are written.

    The tables are grades.csv and grades.json. class.html shows the instructor what the class makes
    of the exercise; the pages in feedback/, one a student, are there to be handed out.

    SUBMISSIONS is a folder of files (alice.py), a folder with a folder per student, an nbgrader
    course or its submitted/ folder, or a download from Moodle, Canvas or Gradescope (a .zip, or
    unpacked). An unchanged submission is not graded again; one that changed is a further attempt.
    A run that was broken off goes on where it was: run the same command again.

    Exit codes: 0 every submission was graded, 1 some could not be read, 2 wrong use, 3 a fault of
    the grader.
    """
    folders = find_folders(exercises, solutions)
    if gradebook is not None:
        _need_nbgrader(gradebook, output / GRADEBOOK)
    if rejudge:
        if submissions is not None or regrade:
            raise click.UsageError("--rejudge runs nothing: leave SUBMISSIONS and --regrade out.")
        ctx.exit(_rejudge(output, folders, count, yes, html, (gradebook, assignment)))
    if submissions is None:
        raise click.UsageError("Say where the SUBMISSIONS are.")
    _make(output)
    from grader.batch import default_jobs
    from grader.figures import load_matplotlib
    from grader.sandbox.workers import PLAIN, SANDBOXED, start_workers

    jobs = jobs or default_jobs()
    # started first: importing torch takes longest
    workers = start_workers(PLAIN if no_sandbox else SANDBOXED, jobs)
    try:
        if html:
            load_matplotlib()
        intake, loaded = _take_in(submissions, folders, exercise)
        _trust(workers, no_sandbox)
        from grader.gradebook import Gradebook

        with Gradebook(output / GRADEBOOK, loaded.name) as book:
            code = _grade(
                workers,
                book,
                loaded,
                intake,
                jobs=jobs,
                seed=seed,
                time_limit_seconds=time_limit,
                regrade=regrade,
                pictures=html,
            )
            _publish(output, book, loaded, count, workers if html else None)
            _write_to_nbgrader(gradebook, assignment, book, loaded, count)
    finally:
        workers.close()
    ctx.exit(code)


def _take_in(
    submissions: Path, folders: Folders, exercise_name: str | None
) -> tuple[Intake, Exercise]:
    from grader import submission
    from grader.classes import find_exercise
    from grader.exercise import recognise
    from grader.intake import collect

    def belongs(name: str, content: bytes) -> bool:
        try:
            recognised = recognise(submission.parse(name, content).text, folders)
        except InputError:
            return False
        return exercise_name in (None, recognised)

    intake = collect(submissions, belongs)
    name = exercise_name or find_exercise(intake.handed_in, folders)
    loaded = _load(name, folders)
    students = f"{len(intake.handed_in)} student{'s' if len(intake.handed_in) != 1 else ''}"
    say(f"{intake.layout}: {students}, {name}")
    for sentence in intake.passed_over:
        say(f"  {sentence}")
    return intake, loaded


def _load(name: str, folders: Folders) -> Exercise:
    from grader.exercise import load

    loaded = load(name, folders)
    if loaded.solution is None:
        raise ExerciseUnknown(
            f"The hidden half of {name} is not here, so there is nothing to grade a class by. "
            "Name the folder that holds it with --solutions."
        )
    return loaded


def _trust(workers: Workers, no_sandbox: bool) -> None:
    """Let the sandbox prove itself before anything is entrusted to it."""
    from grader.sandbox.self_attack import attack_sandbox

    if no_sandbox:
        say("NOT SANDBOXED, as --no-sandbox asks: what a submission does, this user does.")
        return
    for server in workers.servers:
        attack_sandbox(server)
    without = f" ({'; '.join(workers.refused)})" if workers.refused else ""
    say(f"sandbox: {workers.isolation}{without}; it refused every attack of its own test")


def _grade(
    workers: Workers, book: Gradebook, exercise: Exercise, intake: Intake, **options: Any
) -> int:
    from grader.classes import grade_class

    tally = None
    try:
        with _progress("grading", len(intake.handed_in)) as advance:
            for tally in grade_class(exercise, workers, book, intake.handed_in, **options):
                advance(tally.done)
    except KeyboardInterrupt:
        done = tally.done if tally else 0
        say(
            f"\ngrade: stopped; {done} of {len(intake.handed_in)} are in the gradebook. "
            "Run the same command again to go on."
        )
        return INTERRUPTED
    assert tally is not None
    known = f", {tally.known} were graded before and are unchanged" if tally.known else ""
    failed = f", {len(tally.not_graded)} could not be graded" if tally.not_graded else ""
    say(f"{tally.graded} graded{known}{failed}")
    if tally.trouble:
        return OUR_FAULT
    return POINTS_MISSING if tally.not_graded else FULL_MARKS


@contextlib.contextmanager
def _progress(doing: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar with rate and time left on a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        task = bar.add_task(doing, total=total, rate="")

        def advance(done: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed * 60:.0f} a minute" if speed else ""
            bar.update(task, completed=done, rate=rate)

        yield advance


def _rejudge(
    output: Path,
    folders: Folders,
    count: Literal["last", "best"],
    yes: bool,
    html: bool,
    nbgraders: tuple[str | None, str | None],
) -> int:
    from grader.figures import load_matplotlib
    from grader.gradebook import Gradebook
    from grader.rejudge import Rejudging
    from grader.sandbox.workers import PLAIN, SANDBOXED, start_workers

    with Gradebook.reading(output / GRADEBOOK) as book:
        name = book.exercise
    loaded = _load(name, folders)
    if html:
        loaded.figures()  # which no grade is to be changed for, if they cannot be drawn
        load_matplotlib()
    workers = start_workers(SANDBOXED + PLAIN)  # the solution and the mistakes alone run here
    try:
        with Gradebook(output / GRADEBOOK, name) as book:
            changes = list(Rejudging(loaded, workers, book).changes())
            _tell([change for change in changes if change.reasons], len(changes))
            if any(change.reasons for change in changes) and not (yes or _agreed()):
                say("Nothing was changed.")
                return POINTS_MISSING
            book.rejudged(((one.attempt, one.after) for one in changes), loaded.fingerprint)
            _publish(output, book, loaded, count, workers if html else None)
            _write_to_nbgrader(*nbgraders, book, loaded, count)
    finally:
        workers.close()
    return FULL_MARKS


def _tell(changes: Sequence[Change], total: int) -> None:
    from grader.render.changes import render

    show(render(changes, total))


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        say("Add --yes to keep these changes.")
        return False
    return click.confirm("Keep these changes?", err=True)


def _publish(
    output: Path,
    book: Gradebook,
    exercise: Exercise,
    count: Literal["last", "best"],
    html: Workers | None,
) -> None:
    """Write the tables, the summary and the pages from what the gradebook holds.

    With `html`, which runs the solution for the pictures, pages too.
    """
    from grader.grades import summarise, write_csv, write_json
    from grader.grading import Grading
    from grader.render.summary import render

    checks = [(check.title, check.points) for check in exercise.checks]
    try:
        with replacing(output / "grades.csv") as file:
            write_csv(book.counted(count), checks, file)
        with replacing(output / "grades.json") as file:
            write_json(book.counted(count), {"exercise": exercise.name, "count": count}, file)
        summary = summarise(book.counted(count))
        show(render(summary), output / "summary.txt")
        if html:
            grading = Grading(exercise, html, seed=0, pictures=True)
            pages = ClassPages(output, grading)
            with _progress("writing pages", summary.students + 1) as advance:
                for number in pages.write(summary, book.counted(count)):
                    advance(number)
            if pages.unasked:
                say(
                    f"pictures are missing from {pages.unasked} or more of the pages: those were "
                    "graded without, and --regrade brings them, or had no time left for them"
                )
    except OSError as error:
        raise OutputUnwritable(
            f"{output} cannot be written: {error.strerror or error}. All grades are in its "
            f"{GRADEBOOK}; make room or name another folder, and run the same command again."
        ) from error
    show(render(summary))
    say(f"{output / 'grades.csv'}, grades.json and summary.txt are written")
    if html:
        say(f"{output / 'class.html'} is for the instructor, a page in feedback/ for each student")


def _write_to_nbgrader(
    url: str | None,
    assignment: str | None,
    book: Gradebook,
    exercise: Exercise,
    count: Literal["last", "best"],
) -> None:
    if url is None:
        return
    from grader.nbgrader.gradebook import write_grades
    from grader.text import one_line

    name = assignment or exercise.name
    written = write_grades(url, name, exercise, book.counted(count))
    made = ", which was made" if written.made_assignment else ""
    students = f"{written.students} student{'s' if written.students != 1 else ''}"
    say(f"nbgrader's gradebook has the grades of {students} in the assignment {name}{made}")
    if written.left_out:
        say(f"  left out, as not graded: {', '.join(map(one_line, written.left_out))}")


def _need_nbgrader(url: str, own: Path) -> None:
    from importlib.util import find_spec

    if find_spec("nbgrader") is None:
        raise InputError(
            "--gradebook needs nbgrader, which is not installed. "
            "Install it: pip install 'torchgrade[nbgrader]'."
        )
    if url.startswith("sqlite:///") and Path(url[10:].partition("?")[0]).resolve() == own.resolve():
        raise InputError(
            f"{own} is the gradebook of this command, and --gradebook names nbgrader's. "
            "Name another folder with --output."
        )


def _make(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritable(
            f"The folder {output} cannot be made: {error.strerror}. Name another with --output."
        ) from error
