"""What to ask for the figures of an exercise, and the pictures that come of the answers."""

from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

from grader.checks import Call, Look
from grader.exercise.questions import Question, question
from grader.expectations.compare import numeric, plain
from grader.figures import Figure, Seeing, Seen
from grader.observations import Returned, Value
from grader.report import Picture


def load_matplotlib() -> ModuleType:
    """Import what draws: matplotlib takes its time, and changes the working folder meanwhile.

    Call it from the main thread before there are others; else the first picture does.
    """
    from grader.pictures import draw

    return draw


def questions(figures: Iterable[Figure]) -> list[Question]:
    """What to ask for these figures: equal calls once, with all places to look at."""
    return list(_asked(figures).values())


def pictures(
    figures: Sequence[Figure],
    seen: Mapping[str, Returned],
    expected: Mapping[str, Returned] | None = None,
    *,
    forgiving: bool = True,
) -> tuple[Picture, ...]:
    """The figures of what was seen, by the digest of each question; `expected` is the solution's.

    No observation makes this raise: a figure that cannot be drawn is left out. Without `forgiving`,
    errors from drawing propagate, for authors.
    """
    asked = _asked(figures)
    ours = _Numbers(asked, seen)
    theirs = _Numbers(asked, expected) if expected else None
    found = []
    for one in figures:
        try:
            found.append(_picture(one, ours, theirs))
        except Exception:  # a picture that fails takes no report away
            if not forgiving:
                raise
    return tuple(drawn for drawn in found if drawn is not None)


class _Numbers:
    """What was seen as plain numbers, for figures; each answer is converted once."""

    def __init__(self, asked: Mapping[str, Question], seen: Mapping[str, Returned]) -> None:
        self._asked = asked
        self._seen = seen
        self._known: dict[tuple[str, Look], Any] = {}

    def of(self, one: Figure) -> Seen:
        """What each call of a figure showed, by its name."""
        return {name: self._at(seeing) for name, seeing in one.calls.items()}

    def _at(self, seeing: Seeing) -> Any:
        key = repr(seeing.call), seeing.look
        if key not in self._known:
            question = self._asked[key[0]]
            answer = self._seen.get(question.digest)
            place = question.looks.index(seeing.look)
            self._known[key] = None if answer is None else _numbers(answer.seen[0][place])
        return self._known[key]


def _picture(one: Figure, ours: _Numbers, theirs: _Numbers | None) -> Picture | None:
    seen = ours.of(one)
    if all(value is None for value in seen.values()):
        return None
    expected = theirs.of(one) if theirs and one.compared else None
    drawn: Picture | None = load_matplotlib().paint(
        one.title, lambda axes: one.draw(axes, seen, expected)
    )
    return drawn


def _asked(figures: Iterable[Figure]) -> dict[str, Question]:
    looks: dict[str, dict[Look, None]] = {}
    calls: dict[str, Call] = {}
    for one in figures:
        for seeing in one.calls.values():
            calls[repr(seeing.call)] = seeing.call
            looks.setdefault(repr(seeing.call), {})[seeing.look] = None
    return {words: question(call, list(looks[words])) for words, call in calls.items()}


def _numbers(value: Value) -> Any:
    """A value as floats in nested lists, or None if it holds anything but numbers."""
    return plain(value) if numeric(value) else None
