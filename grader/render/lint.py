"""The findings of `grade lint` as text."""

import math
from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from grader.printable import counted
from grader.proof.findings import Findings, Margin
from grader.proof.margins import SEEDS_FOR_SLOW
from grader.proof.slipping import Slipped, Slipping
from grader.render.words import spoken
from grader.slips.operators import OPERATORS


def render(findings: Findings) -> Group:
    """The margins and the problems of one exercise."""
    parts: list[Text | Table] = [Text(findings.name, "bold").append(_proved(findings), "not bold")]
    if findings.margins:
        parts += [Text(), _margins(findings.margins)]
    if slow := findings.margins[findings.quick :]:
        titles = ", ".join(repr(margin.check.title) for margin in slow)
        parts += [
            Text(),
            Text(f"Slow, so mistakes were asked with {SEEDS_FOR_SLOW} seeds only: {titles}"),
        ]
    parts += [Text(f"✗ {problem}", "red") for problem in findings.problems]
    parts += [Text(f"! {warning}", "yellow") for warning in findings.warnings]
    parts += [Text(f"• {note}") for note in findings.notes]
    if not findings.problems:
        parts += [Text(), Text("✓ no problems", "green")]
    return Group(*parts, Text())


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
    return Group(*parts, Text())


def _shares(found: Sequence[Slipped]) -> list[str]:
    costly = [one for one in found if not one.keeps_full_marks]
    explained = sum(bool(one.causes) for one in costly)
    others = sum(bool(one.causes) and one.slip.operator.name not in one.causes for one in costly)
    alone = sum(one.costs == {one.slip.function} for one in costly)
    return [str(number) for number in (len(found), len(costly), explained, others, alone)]


def _margins(margins: list[Margin]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("in units of the tolerance")
    table.add_column("noise", justify="right", no_wrap=True)
    table.add_column("nearest", justify="right", no_wrap=True)
    table.add_column("mistake", style="dim", overflow="fold")
    for margin in margins:
        nearest = "-" if not margin.nearest_mistake else _times(margin.nearest)
        name = spoken(margin.nearest_mistake)
        table.add_row(margin.check.title, f"{margin.noise:.3f}", nearest, name)
    return table


def _times(distance: float) -> str:
    return "not a number" if math.isinf(distance) else f"{distance:.3g}"
