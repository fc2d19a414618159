"""A class as one page for its instructor: scores, checks, mistakes, and who to look at."""

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from grader.classroom.attempt import Attempt, Student
from grader.classroom.tables import Bin, Named, Rate, Summary
from grader.printable import one_line
from grader.render.jinja import rendered_page
from grader.report import Event, Outcome, Report, Verdict

FOLDER = "feedback"
MAX_NAMES = 12
MAX_SLOWEST = 5
UNREAD, UNWRITTEN, LATE, RAISED, ABSENT, UNKNOWN = (
    "Python cannot read it",
    "not written yet",
    "ran out of time",
    "raised an exception or crashed",
    "a function is missing",
    "nothing known explains it",
)
# what is known where no mistake is named, the more telling first, and what is said of it
CAUSES = {
    UNREAD: "There is a syntax error.",
    UNWRITTEN: "A function raises NotImplementedError, as in the stub.",
    LATE: "A call did not end in time, or was not made, for what ran before had used the time up.",
    RAISED: "A call raised, did not take its arguments, ran out of memory, or ended the process.",
    ABSENT: "A function is not there under its name.",
    UNKNOWN: "Points are missing, and no known mistake explains all that was seen.",
}
EVENTS: dict[Event, str] = {"syntax_error": UNREAD, "not_written": UNWRITTEN}
OUTCOMES: dict[Outcome, str] = {
    "timeout": LATE,
    "raised": RAISED,
    "out_of_memory": RAISED,
    "crashed": RAISED,
    "missing": ABSENT,
}


class Entry(NamedTuple):
    """What the page of a class keeps of one student."""

    student: Student
    graded: bool
    score: float
    max_score: float
    full_marks: bool
    seconds: float
    mistakes: tuple[str, ...]
    reason: str
    cause: str  # one of CAUSES where points are missing and no mistake is named
    not_passed: tuple[tuple[str, str], ...]  # titles of checks, each with its function

    @property
    def who(self) -> str:
        """What people call the student, and the id where that is something else."""
        return called(self.student)

    @property
    def href(self) -> str:
        """Where the student's own page is, as the class's page names it."""
        return page_name(self.student)


class Made(NamedTuple):
    """A mistake, what is said about it, and who made it."""

    name: str
    feedback: str
    entries: tuple[Entry, ...]


class Passed(NamedTuple):
    """How many pass a check, and the first of those who do not."""

    rate: Rate
    others: tuple[Entry, ...]

    @property
    def left_out(self) -> int:
        """How many more there are who do not pass it."""
        return self.rate.of - self.rate.passed - len(self.others)


def class_page(title: str, summary: Summary, entries: Sequence[Entry]) -> str:
    """The class as a whole HTML document, with a link to the page of each student."""
    graded = [entry for entry in entries if entry.graded]
    found = ((cause, tuple(one for one in graded if one.cause == cause)) for cause in CAUSES)
    causes = [Made(cause, CAUSES[cause], ones) for cause, ones in found if ones]
    functions = _by_function(_passed(summary.checks, graded))
    return rendered_page(
        "class.html.j2",
        title=title,
        summary=summary,
        most=_most(summary.scores),
        functions=functions,
        names_left_out=any(one.left_out for _, passed in functions for one in passed),
        mistakes=[_made(one, graded) for one in summary.mistakes],
        causes=causes,
        not_graded=[entry for entry in entries if not entry.graded],
        slowest=sorted(graded, key=lambda one: -one.seconds)[:MAX_SLOWEST],
        entries=entries,
        max_names=MAX_NAMES,
    )


def entry(attempt: Attempt) -> Entry:
    """What the page of a class keeps of an attempt."""
    report = attempt.report
    # one text for the whole class: reports are read one by one, each with texts of its own
    named = dict.fromkeys(sys.intern(one.mistake) for one in report.verdicts if one.mistake)
    others = [one for one in report.verdicts if one.outcome != "passed"]
    return Entry(
        student=attempt.student,
        graded=report.status == "graded",
        score=report.score,
        max_score=report.max_score,
        full_marks=report.full_marks,
        seconds=report.seconds,
        mistakes=tuple(named),
        reason=one_line(report.reason or ""),
        cause="" if report.full_marks or named else _cause(report),
        not_passed=tuple((sys.intern(one.check), sys.intern(one.function)) for one in others),
    )


def called(student: Student) -> str:
    """The name that people know, with the id behind it."""
    identity, name = one_line(student.student, 60), one_line(student.name, 60)
    return f"{name} ({identity})" if name and name != identity else identity


def page_name(student: Student) -> str:
    """The file of a student's page; from the slug alone, which is safe as a name."""
    return f"{FOLDER}/{student.slug}.html"


def _cause(report: Report) -> str:
    """What is known of a submission that misses points, and shows no mistake that has a name."""
    if report.unreadable:
        return UNREAD
    known = {_cause_of(one) for one in report.verdicts if one.outcome != "passed"}
    return next((cause for cause in CAUSES if cause in known), UNKNOWN)


def _cause_of(verdict: Verdict) -> str:
    known = EVENTS.get(verdict.event) if verdict.event else None
    return known or OUTCOMES.get(verdict.outcome, UNKNOWN)


def _made(named: Named, graded: Iterable[Entry]) -> Made:
    entries = tuple(entry for entry in graded if named.name in entry.mistakes)
    return Made(named.name, named.feedback, entries)


def _most(scores: Sequence[Bin]) -> int:
    return max((one.students for one in scores), default=0)


def _passed(checks: Sequence[Rate], graded: Iterable[Entry]) -> list[Passed]:
    # after an edit of the exercise, one title may have stood under two functions
    others: dict[tuple[str, str], list[Entry]] = {(one.title, one.function): [] for one in checks}
    for entry in graded:
        for check in entry.not_passed:
            if len(others[check]) < MAX_NAMES:
                others[check].append(entry)
    return [Passed(one, tuple(others[one.title, one.function])) for one in checks]


def _by_function(checks: Sequence[Passed]) -> list[tuple[str, list[Passed]]]:
    order = list(dict.fromkeys(one.rate.function for one in checks))
    ordered = sorted(checks, key=lambda one: order.index(one.rate.function))
    grouped = groupby(ordered, key=lambda one: one.rate.function)
    return [(function, list(passed)) for function, passed in grouped]
