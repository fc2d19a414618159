"""A class as one page for its instructor: scores, checks, mistakes, and who to look at."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from grader.attempt import Attempt, Student
from grader.grades import Bin, Named, Rate, Summary
from grader.render.jinja import rendered_page
from grader.text import one_line

FOLDER = "feedback"
MAX_NAMES = 12
MAX_SLOWEST = 5


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


def class_page(title: str, summary: Summary, entries: Sequence[Entry]) -> str:
    """The class as a whole HTML document, with a link to the page of each student."""
    graded = [entry for entry in entries if entry.graded]
    unexplained = (one for one in graded if not one.full_marks and not one.mistakes)
    return rendered_page(
        "class.html.j2",
        title=title,
        summary=summary,
        most=_most(summary.scores),
        functions=_by_function(summary.checks),
        mistakes=[_made(one, graded) for one in summary.mistakes],
        unexplained=tuple(unexplained),
        not_graded=[entry for entry in entries if not entry.graded],
        slowest=sorted(graded, key=lambda one: -one.seconds)[:MAX_SLOWEST],
        entries=entries,
        max_names=MAX_NAMES,
    )


def entry(attempt: Attempt) -> Entry:
    """What the page of a class keeps of an attempt."""
    report = attempt.report
    named = dict.fromkeys(one.mistake for one in report.verdicts if one.mistake)
    return Entry(
        student=attempt.student,
        graded=report.status == "graded",
        score=report.score,
        max_score=report.max_score,
        full_marks=report.full_marks,
        seconds=report.seconds,
        mistakes=tuple(named),
        reason=one_line(report.reason or ""),
    )


def called(student: Student) -> str:
    """The name that people know, with the id behind it."""
    identity, name = one_line(student.student, 60), one_line(student.name, 60)
    return f"{name} ({identity})" if name and name != identity else identity


def page_name(student: Student) -> str:
    """The file of a student's page; from the slug alone, which is safe as a name."""
    return f"{FOLDER}/{student.slug}.html"


def _made(named: Named, graded: Iterable[Entry]) -> Made:
    entries = tuple(entry for entry in graded if named.name in entry.mistakes)
    return Made(named.name, named.feedback, entries)


def _most(scores: Sequence[Bin]) -> int:
    return max((one.students for one in scores), default=0)


def _by_function(checks: Sequence[Rate]) -> list[tuple[str, list[Rate]]]:
    order = list(dict.fromkeys(one.function for one in checks))
    ordered = sorted(checks, key=lambda one: order.index(one.function))
    grouped = groupby(ordered, key=lambda one: one.function)
    return [(function, list(rates)) for function, rates in grouped]
