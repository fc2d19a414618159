"""What judging again changes: whose score, from what to what, and why."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.classroom.rejudge import Rejudged
from grader.printable import counted

MAX_LISTED = 50


def render(changes: Sequence[Rejudged], total: int) -> RenderableType:
    """The attempts whose report changes, out of `total`; those with equal reasons together."""
    if not changes:
        return Text(f"{total} judged again: no report changes.")
    scores = sum(change.before.score != change.after.score for change in changes)
    verb = "changes" if len(changes) == 1 else "change"
    head = f"{counted(len(changes), 'report')} {verb}, {scores} with a different score."
    parts: list[RenderableType] = [Text(f"{total} judged again: {head}")]
    ordered = sorted(changes, key=lambda change: (change.reasons, change.student.slug))
    listed = 0
    for reasons, alike in groupby(ordered, key=lambda change: change.reasons):
        if listed >= MAX_LISTED:
            break
        parts += [Text(), *(Text(f"  {reason}", "bold") for reason in reasons)]
        table = Table.grid(padding=(0, 2))
        for change in alike:
            if listed < MAX_LISTED:
                table.add_row("   ", *_row(change))
            listed += 1
        parts.append(table)
    if len(changes) > MAX_LISTED:
        parts.append(Text(f"\n… and {len(changes) - MAX_LISTED} more", "dim"))
    return Group(*parts)


def _row(change: Rejudged) -> tuple[Text, Text, Text]:
    before, after = change.before, change.after
    return (
        Text(change.student.called),
        Text(f"attempt {change.number}", "dim"),
        Text(f"{before.score:g} of {before.max_score:g} → {after.score:g} of {after.max_score:g}"),
    )
