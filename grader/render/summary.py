"""A class at a glance as text, readable at 80 columns and without colour."""

import statistics

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.classroom.summary import Alike, Bin, Rate, Shared, Standing, Summary
from grader.printable import counted, one_line
from grader.render.class_words import not_written_up, titled, write_up

SCORE_BAR = 48
CHECK_BAR = 10
MAX_CAUSES = 12
MAX_ALIKE = 5
MAX_NOT_GRADED = 20
MAX_SLOWEST = 3
INDENT = (0, 0, 0, 2)


def render(summary: Summary, output: str = "OUTPUT") -> RenderableType:
    """A summary as something rich can print; text of students is never taken as markup.

    `output` is the folder of the gradebook, for commands to copy.
    """
    parts: list[RenderableType] = [_counts(summary)]
    if summary.graded:
        parts += [_centre(summary), *_final(summary)]
        parts += _part("Scores", _scores(summary.scores))
    if summary.checks:
        parts += _part("Checks, and how many pass", *_checks(summary.functions))
    if summary.causes:
        parts += _part("Causes, and how many students show them", *_causes(summary.causes))
    if summary.alike:
        parts += _part("Alike, without a known cause", *_alike(summary.alike, output))
    if summary.not_graded:
        reasons = [_reason(one) for one in summary.not_graded[:MAX_NOT_GRADED]]
        parts += _part("Not graded", *reasons, *_more(len(summary.not_graded) - MAX_NOT_GRADED))
    if summary.slowest:
        parts += _part("Slowest", _slowest(summary.slowest[:MAX_SLOWEST]))
    if summary.isolation:
        parts += [Text(), Text(f"isolation: {', '.join(summary.isolation)}", "dim")]
    return Group(*parts)


def _part(title: str, *lines: RenderableType) -> list[RenderableType]:
    return [Text(), Text(title, "bold"), *(Padding(line, INDENT) for line in lines)]


def _counts(summary: Summary) -> Text:
    text = Text(counted(summary.students, "student"), "bold")
    not_graded = len(summary.not_graded)
    return text.append(f": {summary.graded} graded, {not_graded} not graded", "not bold")


def _centre(summary: Summary) -> Text:
    mean, median = round(summary.mean or 0, 1), round(summary.median or 0, 1)
    return Text(
        f"mean {mean:g} and median {median:g} of {summary.max_score:g} points, "
        f"full marks: {summary.full_marks}"
    )


def _final(summary: Summary) -> list[RenderableType]:
    """The centre of the final points, where course.toml changes some."""
    points = summary.final_points
    if not points:
        return []
    mean, median = round(statistics.fmean(points), 1), round(statistics.median(points), 1)
    return [Text(f"final points by course.toml: mean {mean:g} and median {median:g}")]


def _scores(bins: tuple[Bin, ...]) -> Table:
    """A bar for each range of points: the more students, the longer."""
    most = max(one.students for one in bins)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for one in bins:
        table.add_row(one.points, str(one.students), _bar(one.students, most, SCORE_BAR))
    return table


def _checks(functions: dict[str, list[Rate]]) -> list[RenderableType]:
    """A table for each function: its checks, with a bar for how many pass."""
    parts: list[RenderableType] = []
    for function, rates in functions.items():
        table = Table.grid(expand=True, padding=(0, 1))
        table.add_column(ratio=1)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(width=CHECK_BAR, no_wrap=True)
        for one in rates:
            share = Text(f"{one.passed} of {one.of}")
            table.add_row(Text(one.title), share, _bar(one.passed, one.of, CHECK_BAR))
        parts += [Text(function, "bold dim"), table]
    return parts


def _causes(causes: tuple[Shared, ...]) -> list[RenderableType]:
    """The most frequent causes, each with the first sentence of its text."""
    parts: list[RenderableType] = []
    for one in causes[:MAX_CAUSES]:
        parts += [
            Text(one_line(titled(one))).append(f": {len(one.shown_by)}", "bold"),
            Padding(Text(one.gist, "dim"), INDENT),
        ]
    return [*parts, *_more(len(causes) - MAX_CAUSES)]


def _alike(groups: tuple[Alike, ...], output: str) -> list[RenderableType]:
    """The largest groups that show the same, each with the command to write it up."""
    parts: list[RenderableType] = []
    for one in groups[:MAX_ALIKE]:
        parts += [
            Text(one.function, "bold").append(f": {not_written_up(one)}", "none"),
            Padding(Text(one.observed, "dim"), INDENT),
            Padding(Text(_on_lines(write_up(one, output)), "cyan"), INDENT),
        ]
    return [*parts, *_more(len(groups) - MAX_ALIKE)]


def _on_lines(command: str) -> str:
    """A command on two lines if it is too long for one, so that it can still be copied."""
    return command.replace(" --function", " \\\n  --function") if len(command) > 76 else command


def _more(left: int) -> list[RenderableType]:
    return [Text(f"… and {left} more", "dim")] if left > 0 else []


def _reason(standing: Standing) -> Text:
    return Text(standing.student.called, "yellow").append(standing.explained, "none")


def _slowest(slowest: tuple[Standing, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    for one in slowest:
        table.add_row(Text(one.student.called), Text(f"{one.seconds:.1f} s"))
    return table


def _bar(part: int, whole: int, width: int) -> Text:
    """A bar of at most `width` blocks, and of at least one unless `part` is 0."""
    length = round(width * part / whole) if whole else 0
    return Text("█" * (max(1, length) if part else 0), "cyan")
