"""A class at a glance as text: readable at 80 columns, and without colour."""

from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.classroom.attempt import Student
from grader.classroom.tables import Bin, Named, Rate, Summary
from grader.printable import one_line
from grader.render.words import spoken

SCORE_BAR = 48
CHECK_BAR = 10
MAX_MISTAKES = 12
INDENT = (0, 0, 0, 2)


def render(summary: Summary) -> RenderableType:
    """A summary as something rich can print; nothing of a student's is taken as markup."""
    parts: list[RenderableType] = [_counts(summary)]
    if summary.graded:
        parts += [_centre(summary), *_part("Scores", _scores(summary.scores))]
    if summary.checks:
        parts += _part("Checks, and how many pass them", *_checks(summary.checks))
    if summary.mistakes:
        parts += _part("Mistakes, and how many made them", *_mistakes(summary.mistakes))
    if summary.not_graded:
        left = summary.students - summary.graded - len(summary.not_graded)
        reasons = [_reason(*one) for one in summary.not_graded]
        parts += _part("Not graded", *reasons, *_more(left))
    if summary.slowest:
        parts += _part("Slowest", _slowest(summary.slowest))
    if summary.isolation:
        parts += [Text(), Text(f"isolation: {', '.join(summary.isolation)}", "dim")]
    return Group(*parts)


def _part(title: str, *lines: RenderableType) -> list[RenderableType]:
    return [Text(), Text(title, "bold"), *(Padding(line, INDENT) for line in lines)]


def _counts(summary: Summary) -> Text:
    missing = summary.students - summary.graded
    text = Text(f"{summary.students} {_plural('student', summary.students)}", "bold")
    return text.append(f": {summary.graded} graded, {missing} not graded", "not bold")


def _centre(summary: Summary) -> Text:
    mean, median = round(summary.mean or 0, 1), round(summary.median or 0, 1)
    return Text(
        f"mean {mean:g} and median {median:g} of {summary.max_score:g} points, "
        f"full marks: {summary.full_marks}"
    )


def _scores(bins: tuple[Bin, ...]) -> Table:
    """A bar for each range of points, as long as it is common."""
    most = max(one.students for one in bins)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for one in bins:
        table.add_row(one.points, str(one.students), _bar(one.students, most, SCORE_BAR))
    return table


def _checks(checks: tuple[Rate, ...]) -> list[RenderableType]:
    """A table for each function: its checks, with a bar as long as they are passed."""
    order = list(dict.fromkeys(one.function for one in checks))
    parts: list[RenderableType] = []
    by_function = sorted(checks, key=lambda one: order.index(one.function))
    for function, rates in groupby(by_function, key=lambda one: one.function):
        table = Table.grid(expand=True, padding=(0, 1))
        table.add_column(ratio=1)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(width=CHECK_BAR, no_wrap=True)
        for one in rates:
            share = Text(f"{one.passed} of {one.of}")
            table.add_row(Text(one.title), share, _bar(one.passed, one.of, CHECK_BAR))
        parts += [Text(function, "bold dim"), table]
    return parts


def _mistakes(mistakes: tuple[Named, ...]) -> list[RenderableType]:
    """The most frequent ones, each with the first sentence of its feedback."""
    parts: list[RenderableType] = []
    for one in mistakes[:MAX_MISTAKES]:
        parts += [
            Text(spoken(one.name)).append(f": {one.students}", "bold"),
            Padding(Text(one.gist, "dim"), INDENT),
        ]
    return [*parts, *_more(len(mistakes) - MAX_MISTAKES)]


def _more(left: int) -> list[RenderableType]:
    return [Text(f"… and {left} more", "dim")] if left > 0 else []


def _reason(student: Student, reason: str) -> Text:
    return Text(_who(student), "yellow").append(f": {one_line(reason)}", "none")


def _slowest(slowest: tuple[tuple[Student, float], ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    for student, seconds in slowest:
        table.add_row(Text(_who(student)), Text(f"{seconds:.1f} s"))
    return table


def _who(student: Student) -> str:
    """The name that people know, with the id behind it."""
    identity, name = one_line(student.student, 40), one_line(student.name, 40)
    return f"{name} ({identity})" if name and name != identity else identity


def _bar(part: int, whole: int, width: int) -> Text:
    """A bar of at most `width`; a little of it where there is anything at all."""
    length = round(width * part / whole) if whole else 0
    return Text("█" * (max(1, length) if part else 0), "cyan")


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
