"""The report: all verdicts on one submission, the same record for every output."""

from typing import Literal

import msgspec
from msgspec import Struct

Outcome = Literal["passed", "failed", "raised", "timeout", "out_of_memory", "crashed", "missing"]
Status = Literal["graded", "not_graded"]
Isolation = Literal["full", "no-namespaces", "none"]


class Verdict(Struct, frozen=True):
    """One check judged.

    `observed` is what happened; `feedback` what is known about it, which is the text of the named
    `mistake` where one explains everything that was seen, and `observed` where nothing more is
    known. `file` and `line` point into the submission where it raised.
    """

    check: str
    function: str
    visibility: Literal["shown", "hidden"]
    outcome: Outcome
    score: float
    max_score: float
    observed: str
    feedback: str
    hint: str = ""
    mistake: str | None = None
    file: str | None = None
    line: int | None = None


class Report(Struct, frozen=True, kw_only=True):
    """All verdicts for one submission.

    `remarks` say what is true of the whole file, such as a statement that was passed over.
    `not_graded` is never the student's doing by itself: `reason` says what stood in the way.
    """

    schema: int = 1
    exercise: str | None
    submission: str
    status: Status
    sha256: str = ""
    reason: str | None = None
    score: float = 0.0
    max_score: float = 0.0
    seed: int = 0
    isolation: Isolation = "none"
    verdicts: tuple[Verdict, ...] = ()
    remarks: tuple[str, ...] = ()
    output: str = ""
    seconds: float = 0.0

    @property
    def full_marks(self) -> bool:
        """Whether every check passed and every point was earned."""
        passed = all(verdict.outcome == "passed" for verdict in self.verdicts)
        return self.status == "graded" and passed and self.score == self.max_score


def not_graded(submission: str, reason: str) -> Report:
    """The report on a submission that could not be graded, which is not a score of 0."""
    return Report(exercise=None, submission=submission, status="not_graded", reason=reason)


def to_json(reports: Report | list[Report]) -> str:
    """One report as a JSON object, several as a list."""
    text: str = msgspec.json.format(msgspec.json.encode(reports), indent=2).decode()
    return text + "\n"
