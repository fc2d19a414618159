"""What one function showed to a probe, as traits look at it."""

from typing import NamedTuple

from grader.causes.probes import Probe
from grader.causes.traces import Trace
from grader.exercise.questions import Question
from grader.expectations.compare import alike, literal
from grader.observations import Observation, Returned, Value

CLOSE = 1e-5


class Answered(NamedTuple):
    """A probe, what was seen, and what that comes down to."""

    probe: Probe
    seen: Observation
    trace: Trace

    @property
    def is_call(self) -> bool:
        """Whether the function was called: default values are looked at without a call."""
        return not self.probe.looks_at_defaults

    def results(self) -> list[Value]:
        """What it returned each time; nothing if it was not called or did not return."""
        if not self.is_call or not isinstance(self.seen, Returned):
            return []
        return [
            values[place]
            for values in self.seen.seen
            for place, look in enumerate(self.probe.question.looks)
            if look.place == "returned"
        ]


def changed_arguments(question: Question, seen: Returned) -> list[int]:
    """The places of the arguments looked at that the calls have changed."""
    return [
        look.argument
        for look, after in zip(question.looks, seen.seen[-1], strict=True)
        if look.place == "argument"
        and not alike(literal(question.original(look.argument)), after, CLOSE, CLOSE)
    ]
