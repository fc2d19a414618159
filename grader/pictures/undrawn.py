"""Why nothing can be drawn from what a submission showed, in a sentence for the figure's place."""

import math
from collections.abc import Mapping, Sequence

from grader.expectations.compare import all_reals, numeric
from grader.expectations.describe import as_text
from grader.figures import MAX_DRAWN, Figure, Seeing
from grader.observations import Value
from grader.printable import one_line, ordinal
from grader.report import Event, Undrawn, Verdict

MAX_VALUE = 80
# the report has said it, and a picture is the last thing to look for then
TOLD: frozenset[Event | None] = frozenset(
    {"not_written", "syntax_error", "missing", "not_a_function"}
)
ENDED: Mapping[Event | None, str] = {
    "raised": "{call} raised an error.",
    "misfit": "{function} does not take its arguments.",
    "timed_out": "{call} did not end in time.",
    "not_called": "there was no time left to call {function}.",
    "left_out": "{call} was not called.",
    "out_of_memory": "{call} ran out of memory.",
    "crashed": "{call} ended the process.",
}
NO_ANSWER = "{call} gave no answer for its numbers."


class Reasons:
    """The sentences for the figures of one submission: at most one for each function."""

    def __init__(self, verdicts: Sequence[Verdict], *, any_answer: bool) -> None:
        self._verdicts = verdicts
        self._any_answer = any_answer
        self._told: dict[str, Undrawn] = {}

    def add(self, one: Figure, answers: Mapping[str, Value | None]) -> str:
        """Note that a figure cannot be drawn from its `answers`, by the name of each call.

        Returns the function that the sentence is about; empty if there is nothing to say.
        """
        name = next(
            (name for name, value in answers.items() if not _is_drawable(value)), [*answers][-1]
        )
        function = one.calls[name].call.function
        if function in self._told:
            known = self._told[function]
            self._told[function] = Undrawn((*known.titles, one.title), known.reason)
            return ""
        value = answers[name]
        reason = self._ended(function) if value is None else _showed(one.calls[name], value)
        if reason:
            self._told[function] = Undrawn((one.title,), reason)
        return function if reason else ""

    def of(self, function: str) -> Undrawn:
        """The sentence about a function that `add` returned, with all titles noted by now."""
        return self._told[function]

    def _ended(self, function: str) -> str:
        """How the calls of a function ended that showed nothing; empty if there is nothing to say.

        A submission that was not asked for pictures, or in no time, may have nothing wrong.
        """
        events = [one.event for one in self._verdicts if one.function == function]
        if not events or TOLD.issuperset(events):
            return ""
        others = [one for one in self._verdicts if one.function != function]
        # one that is right beside right ones was drawn with the others of this file
        for name, event in [*((function, event) for event in events), *_events(others)]:
            if event in ENDED:
                return ENDED[event].format(call=f"{name}(…)", function=name)
        return NO_ANSWER.format(call=f"{function}(…)") if self._any_answer else ""


def _events(verdicts: Sequence[Verdict]) -> list[tuple[str, Event | None]]:
    return [(one.function, one.event) for one in verdicts]


def _showed(seeing: Seeing, value: Value) -> str:
    call, shown = f"{seeing.call}", one_line(as_text(value), MAX_VALUE)
    if seeing.look.place == "argument":
        return f"{call} left its {ordinal(seeing.look.argument + 1)} argument as {shown}."
    return f"{call} returned {shown}."


def _is_drawable(value: Value | None) -> bool:
    """Whether a value has a number that can be drawn, in whatever shape."""
    return (
        value is not None
        and numeric(value)
        and any(math.isfinite(one) and abs(one) <= MAX_DRAWN for one in all_reals(value))
    )
