"""Why the solution does not answer a check, in words for its author."""

from pathlib import Path

from grader.checks import Check
from grader.errors import ExerciseBroken
from grader.exercise.examples import SOLUTION, Example
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question
from grader.judging.feedback import Explainer
from grader.judging.judge import Asked, Shortfall
from grader.judging.remarks import did
from grader.observations import Misfit, Missing, Observation, Sighting
from grader.printable import one_line, sentence
from grader.submission.source import Submission


def unanswered(
    exercise: Exercise,
    solution: Example,
    check: Check,
    question: Question,
    seen: Observation,
    sighting: Sighting,
) -> ExerciseBroken:
    """The error that this check has no answer: `seen` is what the solution showed to a question."""
    details, file, line = _details(exercise, solution, check, question, seen, sighting)
    text = (
        f"The solution of {exercise.name} does not answer its own checks. "
        f"`grade lint {exercise.name}` says why."
    )
    return ExerciseBroken(text, file=file, line=line, check=check.title, details=details)


def _details(
    exercise: Exercise,
    solution: Example,
    check: Check,
    question: Question,
    seen: Observation,
    sighting: Sighting,
) -> tuple[str, Path, int | None]:
    """The cause in words, and the file and line where it is."""
    file, checks = (exercise.hidden or Path()) / SOLUTION, exercise.file_of(check)
    asking = f"the check {check.title!r} ({checks}, line {check.line})"
    function = check.call.function
    note = next(iter(sighting.notes), None)
    match seen:
        case Missing() if note is not None:
            line = _line(note.file, note.line)
            where = "" if line is None else f"line {line} "
            what = did(note).removesuffix(".")
            text = f"{file}: {where}{what}, so {function} is missing, which {asking} calls."
            return text, file, line
        case Missing():
            text = f"{file} defines no function {function}, which {asking} calls. Change one."
            return text, file, None
        case Misfit(signature):
            defined = f"{function}{one_line(signature)}"
            text = f"{sentence(asking)} calls {question}, but {file} defines {defined}. Change one."
            return text, checks, check.line or None
    explain = explainer(exercise, solution)
    account = explain(Asked(check, (question,), None, (seen,)), Shortfall(0, seen))
    text = f"{file} does not answer {asking}: {account.observed}"
    return text, file, _line(account.file, account.line)


def explainer(exercise: Exercise, example: Example) -> Explainer:
    """What puts into words why a check of an author's file falls short."""
    submission = Submission(f"{example.name}.py", example.sources, "")
    return Explainer(submission, (), exercise.parameters(), exercise.memory_limit_mib)


def _line(file: str | None, line: int | None) -> int | None:
    """A line of the solution, None if it is another file's."""
    return line if file == SOLUTION else None
