"""The findings of `grade lint` as text."""

import math
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.printable import counted, joined
from grader.proof.findings import Findings, Margin
from grader.proof.slipping import Slipped, Slipping
from grader.proof.steps import SEEDS_FOR_ALL
from grader.render.words import spoken
from grader.slips.operators import OPERATORS

MAX_IN_DIGITS = 1e6


def render(findings: Findings, here: Path) -> Group:
    """The margins and the problems of one exercise; paths below `here` without that folder."""
    parts: list[RenderableType] = [
        Text(findings.name, "bold").append(_proved(findings), "not bold")
    ]
    if findings.margins:
        parts += [Text(), Text("noise and nearest mistake, in units of the tolerance", "dim")]
        parts += [_margins(findings.margins)]
    if slow := findings.margins[findings.quick :]:
        titles = ", ".join(repr(margin.check.title) for margin in slow)
        parts += [
            Text(),
            Text(f"Slow, so asked with {SEEDS_FOR_ALL} seeds only: {titles}"),
        ]
    listed = Table.grid(padding=(0, 1))
    listed.add_column(no_wrap=True)
    listed.add_column(overflow="fold")
    for mark, style, found in (
        ("✗", "red", findings.problems),
        ("!", "yellow", findings.warnings),
        ("•", "", findings.notes),
    ):
        for one in found:
            listed.add_row(mark, one.text.replace(f"{here}{os.sep}", ""), style=style)
    if listed.row_count:
        parts += [Text(), listed]
    return Group(*parts, Text(), _sum(findings), Text())


def _sum(findings: Findings) -> Text:
    """The last line, which is seen where the rest has scrolled away."""
    warnings = [counted(len(findings.warnings), "warning")] if findings.warnings else []
    if findings.problems:
        return Text(f"✗ {joined([counted(len(findings.problems), 'problem'), *warnings])}", "red")
    nearest = min((one.nearest for one in findings.margins), default=math.inf)
    margins = (
        ""
        if math.isinf(nearest)
        else f": noise up to {max(one.noise for one in findings.margins):.3f}, "
        f"nearest mistake {_times(nearest)}"
    )
    return Text(f"✓ {joined(['no problems', *warnings])}{margins}", "green")


def _proved(findings: Findings) -> str:
    """What there was to prove, to follow the name of the exercise."""
    exercise = findings.exercise
    if exercise is None:
        return ""
    return (
        f": {counted(len(exercise.checks), 'check')}, "
        f"{counted(len(exercise.accepted), 'accepted variant')}, "
        f"{counted(len(exercise.mistakes), 'mistake')}, seeds: {findings.seeds}"
    )


def render_slips(slipping: Slipping) -> Group:
    """The table of the slips of one exercise, and those that no check notices."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    columns = (
        "slips",
        "made",
        "lose points",
        "with a cause",
        "named as another",
        "cost one function",
    )
    for column in columns:
        table.add_column(column, justify="left" if column == "slips" else "right", overflow="fold")
    for operator in OPERATORS:
        found = [one for one in slipping.found if one.slip.operator is operator]
        if found:
            table.add_row(spoken(operator.name), *_shares(found))
    table.add_row("all", *_shares(slipping.found), style="bold")
    parts: list[Text | Table] = [Text(slipping.exercise.name, "bold"), Text(), table]
    if slipping.unnoticed:
        parts += [Text(), Text("Full marks, so equivalent or a hole in the checks:", "yellow")]
    parts += [Text(f"  {one}") for one in slipping.unnoticed]
    unexplained = [one for one in slipping.costly if not one.causes]
    if unexplained:
        parts += [Text(), Text("Lose points but get no cause:", "yellow")]
    parts += [Text(f"  {one}") for one in unexplained]
    holes = counted(len(slipping.unnoticed), "slip")
    keep = "keeps" if len(slipping.unnoticed) == 1 else "keep"
    ending = Text(f"! {holes} {keep} full marks", "yellow")
    if not slipping.unnoticed:
        ending = Text("✓ no slip keeps full marks", "green")
    return Group(*parts, Text(), ending, Text())


def _shares(found: Sequence[Slipped]) -> list[str]:
    costly = [one for one in found if not one.keeps_full_marks]
    explained = sum(bool(one.causes) for one in costly)
    others = sum(bool(one.causes) and one.slip.operator.name not in one.causes for one in costly)
    alone = sum(one.costs == {one.slip.function} for one in costly)
    return [str(number) for number in (len(found), len(costly), explained, others, alone)]


def _margins(margins: list[Margin]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("check")
    table.add_column("noise", justify="right", no_wrap=True)
    table.add_column("nearest", justify="right", no_wrap=True)
    table.add_column("mistake", style="dim", overflow="fold")
    for margin in margins:
        nearest = "-" if not margin.nearest_mistake else _times(margin.nearest)
        name = spoken(margin.nearest_mistake)
        table.add_row(margin.check.title, f"{margin.noise:.3f}", nearest, name)
    return table


def _times(distance: float) -> str:
    if math.isinf(distance):
        return "not a number"
    text = f"{distance:.3g}"
    return f"{float(text):.0f}" if "e" in text and distance < MAX_IN_DIGITS else text
