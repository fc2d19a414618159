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
from grader.observations import Misfit, Missing, Note, Observation, Sighting
from grader.printable import one_line
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
    file = (exercise.hidden or Path()) / SOLUTION
    place = f"{check.title!r} ({exercise.file_of(check)}, line {check.line})"
    function = check.call.function
    note = next(iter(sighting.notes), None)
    match seen:
        case Missing() if note is not None:
            return _of_note(file, note, f"so {function} is missing, which {place} calls")
        case Missing():
            text = f"{file} defines no function {function}, which the check {place} calls."
            return ExerciseBroken(f"{text} Add it, or rename it there.", file=file)
        case Misfit(signature):
            text = f"The check {place} calls {question}, but {file} defines "
            text += f"{function}{one_line(signature)}. Change one of them."
            at = exercise.file_of(check)
            return ExerciseBroken(text, file=at, line=check.line or None, check=check.title)
    account = Explainer(
        Submission(SOLUTION, solution.sources, ""),
        sighting.functions,
        exercise.parameters(),
        exercise.memory_limit_mib,
    )(Asked(check, (question,), None, (seen,)), Shortfall(0, seen))
    text = f"{file} does not answer the check {place}: {account.observed}"
    line = account.line if account.file == SOLUTION else None
    return ExerciseBroken(text, file=file, line=line, check=check.title)


def _of_note(file: Path, note: Note, so: str) -> ExerciseBroken:
    """A statement at the top level that raised."""
    line = note.line if note.file == SOLUTION else None
    where = "" if line is None else f"line {line} "
    what = did(note).removesuffix(".")
    return ExerciseBroken(f"{file}: {where}{what}, {so}.", file=file, line=line)
