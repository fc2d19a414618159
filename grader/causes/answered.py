"""What one function showed to a probe, as traits look at it."""

from typing import NamedTuple

from grader.causes.probes import Probe
from grader.causes.traces import Trace
from grader.observations import Observation, Returned, Value


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
