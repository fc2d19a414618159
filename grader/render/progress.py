"""What a save changed: the report on a submission compared with the one before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from grader.render.words import scored
from grader.report import Report, Verdict

Kind = Literal["passed", "failed", "earned", "lost", "other", "new", "gone"]
MAX_EACH = 5
NOTHING = "Nothing changed since the last save."
REMARKS = "Only the remarks changed since the last save."
# for one check, for several checks, and the colour
WORDS: dict[Kind, tuple[str, str, str]] = {
    "passed": ("✓ 1 check newly passes", "✓ {} checks newly pass", "green"),
    "failed": ("✗ 1 check no longer passes", "✗ {} checks no longer pass", "red"),
    "earned": ("✓ 1 check now earns its points", "✓ {} checks now earn their points", "green"),
    "lost": ("○ 1 check earns no points now", "○ {} checks earn no points now", "yellow"),
    "other": ("✗ 1 check fails differently", "✗ {} checks fail differently", "none"),
    "new": ("· 1 check is new", "· {} checks are new", "none"),
    "gone": ("· 1 check is gone", "· {} checks are gone", "none"),
}


class Change(NamedTuple):
    """A check whose verdict changed."""

    kind: Kind
    check: str


def changes(before: Report, after: Report) -> list[Change]:
    """The checks whose verdict changed, sorted by kind of change, then in their own order."""
    earlier, later = _by_check(before), _by_check(after)
    found = [
        Change(kind, verdict.check)
        for key, verdict in later.items()
        if (kind := _kind(earlier.get(key), verdict)) is not None
    ]
    found += [Change("gone", verdict.check) for key, verdict in earlier.items() if key not in later]
    order = list(WORDS)
    return sorted(found, key=lambda change: order.index(change.kind))


class ChangedChecks(NamedTuple):
    """Checks that changed in the same way, with some of their titles; the others are counted."""

    words: str
    style: str
    titles: tuple[str, ...]
    left_out: int


class Progress(NamedTuple):
    """What a save changed: a heading, the checks, and the score compared with the one before."""

    head: str
    groups: tuple[ChangedChecks, ...] = ()
    points: str = ""


def progress(before: Report | None, after: Report) -> Progress | None:
    """What changed since the report before; None if there was none."""
    if before is None:
        return None
    if after.unreadable:
        return Progress(f"Python cannot read the file at the moment. Before: {scored(before)}.")
    if before.exercise != after.exercise:
        return Progress(f"This is now {after.exercise}; before, it was {before.exercise}.")
    changed = changes(before, after)
    if not changed and before.score == after.score and before.max_score == after.max_score:
        only_remarks = before.remarks != after.remarks
        return Progress(REMARKS if only_remarks else NOTHING)
    return Progress("Since the last save", tuple(_groups(changed)), f"{points(before, after)}.")


def points(before: Report, after: Report) -> str:
    """The score, and how many points more or fewer than before that is."""
    difference = round(after.score - before.score, 6)
    if not difference:
        return f"{scored(after)}, as before"
    return (
        f"{scored(after)}, {abs(difference):g} {'more' if difference > 0 else 'fewer'} than before"
    )


def _groups(changed: Sequence[Change]) -> Iterator[ChangedChecks]:
    for kind, (one, several, style) in WORDS.items():
        titles = tuple(change.check for change in changed if change.kind == kind)
        if titles:
            words = one if len(titles) == 1 else several.format(len(titles))
            yield ChangedChecks(words, style, titles[:MAX_EACH], max(0, len(titles) - MAX_EACH))


def _kind(before: Verdict | None, after: Verdict) -> Kind | None:
    if before is None:
        return "new"
    passed, now_passed = before.outcome == "passed", after.outcome == "passed"
    if passed != now_passed:
        return "passed" if now_passed else "failed"
    if before.score != after.score:
        return "earned" if after.score > before.score else "lost"
    if (before.observed, before.feedback) != (after.observed, after.feedback) and not now_passed:
        return "other"
    return None


def _by_check(report: Report) -> dict[tuple[str, ...], Verdict]:
    """The verdicts by check. Checks of equal titles are numbered."""
    found: dict[tuple[str, ...], Verdict] = {}
    numbers: Counter[tuple[str, ...]] = Counter()
    for verdict in report.verdicts:
        key = (verdict.function, verdict.visibility, verdict.check)
        found[*key, str(numbers[key])] = verdict
        numbers[key] += 1
    return found
