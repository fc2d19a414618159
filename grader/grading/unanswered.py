"""Why the solution does not answer a check, in words for its author."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Unanswered:
    """A check without an answer: `seen` is what the solution showed to a question of it."""

    exercise: Exercise
    solution: Example
    check: Check
    question: Question
    seen: Observation
    sighting: Sighting

    def error(self) -> ExerciseBroken:
        """The error, with the file and line where the cause is."""
        details, file, line = self._details()
        name = self.exercise.name
        text = (
            f"The solution of {name} does not answer its own checks. `grade lint {name}` says why."
        )
        return ExerciseBroken(text, file=file, line=line, check=self.check.title, details=details)

    def _details(self) -> tuple[str, Path, int | None]:
        """The cause in words, and the file and line where it is."""
        file = (self.exercise.hidden or Path()) / SOLUTION
        checks = self.exercise.file_of(self.check)
        asking = f"the check {self.check.title!r} ({checks}, line {self.check.line})"
        function = self.check.call.function
        note = next(iter(self.sighting.notes), None)
        match self.seen:
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
                calls = f"{sentence(asking)} calls {self.question}"
                text = f"{calls}, but {file} defines {function}{one_line(signature)}. Change one."
                return text, checks, self.check.line or None
        explain = explainer(self.exercise, self.solution)
        asked = Asked(self.check, (self.question,), None, (self.seen,))
        account = explain(asked, Shortfall(0, self.seen))
        text = f"{file} does not answer {asking}: {account.observed}"
        return text, file, _line(account.file, account.line)


def explainer(exercise: Exercise, example: Example) -> Explainer:
    """What puts into words why a check of an author's file falls short."""
    submission = Submission(f"{example.name}.py", example.sources, "")
    return Explainer(submission, (), exercise.parameters(), exercise.memory_limit_mib)


def _line(file: str | None, line: int | None) -> int | None:
    """A line of the solution, None if it is another file's."""
    return line if file == SOLUTION else None
