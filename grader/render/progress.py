"""What a save changed: two reports of one submission, the later beside the one before it."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.report import Report, Verdict

What = Literal["passed", "not passed", "earned", "lost", "other", "new", "gone"]
MAX_EACH = 5
NOTHING = "Nothing changed since the last save."
WORDS: dict[What, tuple[str, str]] = {
    "passed": ("✓ newly passed", "green"),
    "not passed": ("✗ newly not passed", "red"),
    "earned": ("✓ now earns its points", "green"),
    "lost": ("○ earns no points now", "yellow"),
    "other": ("✗ shows something else", "none"),
    "new": ("· a new check", "none"),
    "gone": ("· no check any more", "none"),
}


class Change(NamedTuple):
    """A check whose verdict is not what it was."""

    what: What
    check: str


def changes(before: Report, after: Report) -> list[Change]:
    """The checks whose verdict changed, by kind of change and then in the order of the checks."""
    earlier, later = _by_check(before), _by_check(after)
    found = [
        Change(what, verdict.check)
        for key, verdict in later.items()
        if (what := _what(earlier.get(key), verdict)) is not None
    ]
    found += [Change("gone", verdict.check) for key, verdict in earlier.items() if key not in later]
    order = list(WORDS)
    return sorted(found, key=lambda change: order.index(change.what))


def points(before: Report, after: Report) -> str:
    """The score and how it differs from the one before."""
    now = f"{after.score:g} of {after.max_score:g} points"
    difference = round(after.score - before.score, 6)
    if not difference:
        return f"{now}, as before"
    return f"{now}, {abs(difference):g} {'more' if difference > 0 else 'fewer'} than before"


def render(before: Report | None, after: Report) -> RenderableType:
    """What changed from the report before, where there is one on the same exercise."""
    if before is None:
        return Group()
    if before.exercise != after.exercise:
        return Group(Text(), Text(f"Now it is {after.exercise}; before, it was {before.exercise}."))
    changed = changes(before, after)
    if not changed and before.score == after.score and before.max_score == after.max_score:
        said = "Only the remarks changed" if before.remarks != after.remarks else ""
        return Group(Text(), Text(f"{said} since the last save." if said else NOTHING, "bold"))
    head = Text("Since the last save: ", "bold").append(points(before, after))
    return Group(Text(), head, Padding(_table(changed), (0, 0, 0, 2)))


def _table(changed: Sequence[Change]) -> Table:
    table = Table.grid(padding=(0, 2))
    counts = Counter(change.what for change in changed)
    for what, (words, style) in WORDS.items():
        titles = [change.check for change in changed if change.what == what]
        for title in titles[:MAX_EACH]:
            table.add_row(Text(words, style), Text(title))
        if counts[what] > MAX_EACH:
            table.add_row(Text(words, style), Text(f"… and {counts[what] - MAX_EACH} more", "dim"))
    return table


def _what(before: Verdict | None, after: Verdict) -> What | None:
    if before is None:
        return "new"
    passed, now_passed = before.outcome == "passed", after.outcome == "passed"
    if passed != now_passed:
        return "passed" if now_passed else "not passed"
    if before.score != after.score:
        return "earned" if after.score > before.score else "lost"
    if (before.observed, before.feedback) != (after.observed, after.feedback) and not now_passed:
        return "other"
    return None


def _by_check(report: Report) -> dict[tuple[str, ...], Verdict]:
    """The verdicts by what tells one check from another, be there two of one title."""
    found: dict[tuple[str, ...], Verdict] = {}
    numbers: Counter[tuple[str, ...]] = Counter()
    for verdict in report.verdicts:
        key = (verdict.function, verdict.visibility, verdict.check)
        found[*key, str(numbers[key])] = verdict
        numbers[key] += 1
    return found
