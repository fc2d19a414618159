"""The questions for an exercise's figures, and the pictures made from the answers."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from grader.checks import Call, Look
from grader.exercise.questions import Question, question
from grader.expectations.compare import numeric, plain
from grader.figures import Figure, Seeing, Seen
from grader.observations import Returned, Value
from grader.pictures.undrawn import Reasons
from grader.report import Drawing, Picture, Verdict


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def load_matplotlib() -> ModuleType:
    """Import the drawing module. This is slow, and changes the working folder for a moment.

    Call it from the main thread before starting others; otherwise the first picture imports it.
    """
    from grader.pictures import draw

    return draw


def questions(figures: Iterable[Figure]) -> list[Question]:
    """The questions for these figures: equal calls once, with every place to look at."""
    return list(_asked(figures).values())


def pictures(
    figures: Sequence[Figure],
    seen: Mapping[str, Returned],
    expected: Mapping[str, Returned] | None = None,
    *,
    verdicts: Sequence[Verdict] = (),
    forgiving: bool = True,
) -> tuple[Drawing, ...]:
    """Pictures of what was `seen`, given by digest of the question; `expected` is the solution's.

    Where nothing can be drawn, a sentence says why, once for each function; none if the `verdicts`
    say that there is no such function, or that it is not written yet. A figure that raises an error
    is left out, so no observation makes this raise. Authors turn `forgiving` off: then errors from
    drawing propagate.
    """
    asked = _asked(figures)
    ours = _Numbers(asked, seen)
    theirs = _Numbers(asked, expected) if expected else None
    reasons = Reasons(verdicts, any_answer=bool(seen))
    found: list[Picture | str] = []  # a string is the function that a sentence is about
    for one in figures:
        try:
            found.append(_picture(one, ours, theirs) or reasons.add(one, ours.values(one)))
        except Exception:  # a broken picture must not cost a report
            if not forgiving:
                raise
    return tuple(reasons.of(one) if isinstance(one, str) else one for one in found if one)


class _Numbers:
    """Turns what was seen into plain numbers for figures, each answer once."""

    def __init__(self, asked: Mapping[str, Question], seen: Mapping[str, Returned]) -> None:
        self._asked = asked
        self._seen = seen
        self._known: dict[tuple[str, Look], Any] = {}

    def values(self, one: Figure) -> dict[str, Value | None]:
        """What each call of a figure showed as it was observed; None if it was not answered."""
        return {name: self._observed(seeing) for name, seeing in one.calls.items()}

    def of(self, one: Figure) -> Seen:
        """What each call of a figure showed, by its name."""
        return {name: self._at(seeing) for name, seeing in one.calls.items()}

    def _at(self, seeing: Seeing) -> Any:
        key = repr(seeing.call), seeing.look
        if key not in self._known:
            value = self._observed(seeing)
            self._known[key] = None if value is None else _numbers(value)
        return self._known[key]

    def _observed(self, seeing: Seeing) -> Value | None:
        question = self._asked[repr(seeing.call)]
        answer = self._seen.get(question.digest)
        place = question.looks.index(seeing.look)
        return None if answer is None else answer.seen[0][place]


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
    return {text: question(call, list(looks[text])) for text, call in calls.items()}


def _numbers(value: Value) -> Any:
    """A value as floats in nested lists, or None if it contains anything but numbers."""
    return plain(value) if numeric(value) else None
