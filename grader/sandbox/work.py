"""What is to be asked of one submission, and within which limits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from grader.exercise.data import Data
from grader.exercise.questions import Question
from grader.observations import Observation, Running, Sighting
from grader.sandbox.calls import Failed, Reply, encoded

Sources = Sequence[tuple[str, str]]
Watch = Callable[[int, Observation], bool]
LeavesOut = Callable[[int, Sequence[Observation]], bool]
# puts the answers that a submission gives into the dictionary, by the digest of the question
Ask = Callable[["Work", dict[str, Observation]], None]
Then = Callable[[Sighting, Ask], None]
PROBE_SECONDS = 10.0
FEW_CALLS = 5
MAX_REPLIES, MAX_REPLY_BYTES = 4_000, 4_000


@dataclass(frozen=True)
class Limits:
    """What a submission may use. Times are in seconds of wall-clock time."""

    submission_seconds: float
    check_seconds: float
    memory_bytes: int

    @property
    def for_probes(self) -> "Limits":
        """The limits for all probes together, so that nobody waits long."""
        seconds = min(self.submission_seconds, PROBE_SECONDS)
        return Limits(seconds, min(seconds, self.check_seconds), self.memory_bytes)


def answers_to(
    questions: Sequence[Question], found: Mapping[str, Observation]
) -> dict[str, Observation]:
    """Those of the answers found, by digest, that are to these questions."""
    return {one.digest: found[one.digest] for one in questions if one.digest in found}


class Replies:
    """What a solution replied, by a digest of all that was said in the question up to then.

    Submissions of a class mostly say the same. Errors are not kept: the next one may be luckier.
    """

    def __init__(self) -> None:
        self._kept: dict[bytes, Reply] = {}
        self._lock = Lock()

    def get(self, said: bytes) -> Reply | None:
        """The reply, if it is known."""
        return self._kept.get(said)

    def put(self, said: bytes, reply: Reply) -> None:
        """Keep a reply, unless it is large; the oldest one goes."""
        if isinstance(reply, Failed) or len(encoded(reply)) > MAX_REPLY_BYTES:
            return
        with self._lock:
            self._kept[said] = reply
            if len(self._kept) > MAX_REPLIES:
                del self._kept[next(iter(self._kept))]


@dataclass(frozen=True)
class Proxied:
    """Functions of a submission that proxies replace: they ask the solution in its own process.

    A question may make that many `calls`, and take as many gradients; one whose digest is in `long`
    is likely to need too many, and may make FEW_CALLS. All questions together may take that many
    `seconds`. `replies` are those to submissions with the same solution, functions and seed.
    """

    functions: tuple[str, ...]
    solution: Sources
    calls: int = 30
    seconds: float = 10.0
    long: Collection[str] = ()
    replies: Replies = field(default_factory=Replies)


@dataclass(frozen=True)
class Work:
    """What to ask of one submission, and within which limits.

    `module` is what the submission finds as its `__name__`; people know the work by its `name`. The
    questions of `pictures` come after all others, in the time that is left. Last come `probes`: for
    them the sources are loaded again with no function replaced, and they have as much time. Some of
    both may stay without an answer. `then` gets what was seen, and may ask further work of the same
    process, which loads the sources again for it; once the process is gone, asking raises what the
    worker does. `watch` gets each observation as it comes; when it returns False, nothing more is
    asked. `running` gets the function and the line of a call that takes more than a second, every
    second. Where some functions are `proxied`, there is the time that is set there, and nothing
    that is printed is kept. `data` are the files in the working folder. `is_more` says that the
    submission was asked before, and that nothing but the answers is wanted: a process that is still
    there will do. Of the questions numbered in `may_leave_out`, those are left out for which
    `leaves_out` says so, given the number and what was seen of all before, once all of these have
    an answer; what is drawn at random in the others stays the same.
    """

    sources: Sources
    questions: Sequence[Question]
    limits: Limits
    seed: int = 0
    module: str = "submission"
    name: str = ""
    pictures: Sequence[Question] = ()
    probes: Sequence[Question] = ()
    proxied: Proxied | None = None
    data: Data = ()
    is_more: bool = False
    may_leave_out: Collection[int] = ()
    leaves_out: LeavesOut = lambda number, seen: False
    watch: Watch = lambda number, observation: True
    then: Then = lambda seen, ask: None
    running: Callable[[str, Running], None] = lambda function, at: None

    def of_probes(self) -> "Work":
        """The work of asking nothing but the probes."""
        return replace(
            self, questions=self.probes, pictures=(), probes=(), proxied=None, may_leave_out=()
        )

    def as_message(self) -> dict[str, Any]:
        """What a worker is sent to load the sources."""
        return {
            "sources": self.sources,
            "seed": self.seed,
            "module": self.module,
            "proxied": self.proxied.functions if self.proxied else (),
        }
