"""The report: all verdicts on one submission, the same record for every output; and pictures."""

from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec import Struct

Outcome = Literal["passed", "failed", "raised", "timeout", "out_of_memory", "crashed", "missing"]
Status = Literal["graded", "not_graded"]
Isolation = Literal["full", "no-namespaces", "none"]
Event = Literal[
    "returned",  # and what was seen is not what the check expects
    "no_gradient",
    "raised",
    "not_written",  # as in the stub
    "syntax_error",  # so nothing in the file could be called
    "missing",
    "not_a_function",
    "misfit",  # the function does not take these arguments
    "timed_out",
    "not_called",  # the time was used up before
    "left_out",  # it uses a wrong function
    "out_of_memory",
    "crashed",
]
CauseKind = Literal[
    "mistake",  # written by an author
    "slip",  # one small change in right code, made by an operator
    "trait",  # a regularity of the answers themselves
    "error",  # an error whose meaning is known
]
RemarkKind = Literal[
    "unreadable",  # a syntax error
    "skipped",  # a statement that raised
    "package_missing",
    "not_run",  # a cell that a magic writes to a file
    "stuck",  # a statement that never ended, or ended the process
    "output_cut",  # in reports of earlier versions
    "more",  # how many remarks were left out
    "completed",  # what the file leaves out comes from the solution
    "beside",  # files that were handed in with it, and not used
]


class Verdict(Struct, frozen=True):
    """One check judged.

    `observed` says what happened and `feedback` what is known about it: the text of the named
    `mistake` if there is one, else the meaning of what happened, else `observed` again. `file` and
    `line` are where the submission raised.

    `event` is what kind of thing happened, or None if the check passed. `happened` says it without
    the arguments of the call, so that it is the same for every check that ended like this. `gist`
    and `advice` are the first and the last sentence of the mistake's text. `similar` is a function
    of the submission whose name is close to a missing one. `waits_for` is a function that is wrong
    and that the function of this check uses, so that nothing is known of the check yet.
    `same_error_as` is an earlier function that stops at the same error, and tells it. Reports of
    earlier versions lack these.
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
    event: Event | None = None
    happened: str = ""
    gist: str = ""
    advice: str = ""
    similar: str = ""
    waits_for: str = ""
    same_error_as: str = ""


class Cause(Struct, frozen=True):
    """Why a function loses points: it shows what this mistake, slip or trait shows.

    `name` is one of the author's mistakes, of the operators that make slips, of the traits, or the
    type of an error. `text` says it to the student, `contrast` which check passes and which is the
    first that fails; `checks` are the titles of the checks that it explains. Without any, the shown
    checks pass and the hidden ones will ask for this.
    """

    function: str
    kind: CauseKind
    name: str
    text: str
    checks: tuple[str, ...] = ()
    contrast: str = ""


class Remark(Struct, frozen=True):
    """Something about the file as a whole, and the line that it is about, if it is about one."""

    text: str
    kind: RemarkKind | None = None  # unknown in reports of earlier versions
    file: str | None = None
    line: int | None = None


class Report(Struct, frozen=True, kw_only=True):
    """All verdicts for one submission.

    `remarks` are about the file as a whole, such as a statement that was skipped. `remarked` has
    the same remarks with their kind and place; reports of earlier versions lack it.
    `causes` has at most one cause for each function. For a function without one, `alike` is a
    digest of what it showed: where two are equal, two submissions behave alike.
    `output` is what the submission printed, without what Python and PyTorch `warned`; where it was
    cut off, its last line says so.
    A submission that is `not_graded` has no score, not even 0; `reason` says what went wrong.
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
    causes: tuple[Cause, ...] = ()
    alike: dict[str, str] = {}
    remarks: tuple[str, ...] = ()
    remarked: tuple[Remark, ...] = ()
    output: str = ""
    warned: tuple[str, ...] = ()
    seconds: float = 0.0
    hidden_checks_ask_for: str = ""  # beside other numbers, as the end of a sentence

    @property
    def full_marks(self) -> bool:
        """Whether every check passed and every point was earned."""
        passed = all(verdict.outcome == "passed" for verdict in self.verdicts)
        return self.status == "graded" and passed and self.score == self.max_score

    @property
    def unreadable(self) -> bool:
        """Whether there was nothing to grade because Python could not read the file."""
        syntax_error = any(remark.kind == "unreadable" for remark in self.remarked)
        return syntax_error and all(verdict.outcome != "passed" for verdict in self.verdicts)

    @property
    def all_remarks(self) -> tuple[Remark, ...]:
        """The remarks with what is known of each: of an earlier version's, only the text."""
        return self.remarked or tuple(map(Remark, self.remarks))

    @property
    def all_causes(self) -> tuple[Cause, ...]:
        """The causes; of an earlier version's report, the mistakes that its verdicts name."""
        if self.causes:
            return self.causes
        found: dict[tuple[str, str], list[Verdict]] = {}
        for one in self.verdicts:
            if one.mistake:
                found.setdefault((one.function, one.mistake), []).append(one)
        return tuple(
            Cause(function, "mistake", name, its[0].feedback, tuple(one.check for one in its))
            for (function, name), its in found.items()
        )


@dataclass(frozen=True)
class Picture:
    """A drawing of what a submission showed: a title, the same in words (`alt`), and an SVG.

    Pages show the SVG as it is. It holds nothing but numbers and words of figures.py, no text of a
    submission; no style, no script, no reference to elsewhere. Its ids are its own.
    """

    title: str
    alt: str
    svg: str


@dataclass(frozen=True)
class Undrawn:
    """Figures of which nothing can be drawn: their titles, and a sentence that says why."""

    titles: tuple[str, ...]
    reason: str


Drawing = Picture | Undrawn


def remarking(report: Report, *remarks: Remark) -> Report:
    """The same report with further remarks."""
    return msgspec.structs.replace(
        report,
        remarks=(*report.remarks, *(remark.text for remark in remarks)),
        remarked=(*report.all_remarks, *remarks),
    )


def not_graded(submission: str, reason: str) -> Report:
    """The report on a submission that could not be graded. It has no score, not even 0."""
    return Report(exercise=None, submission=submission, status="not_graded", reason=reason)


def to_json(reports: Report | list[Report]) -> str:
    """One report as a JSON object, several as a list."""
    text: str = msgspec.json.format(msgspec.json.encode(reports), indent=2).decode()
    return text + "\n"
