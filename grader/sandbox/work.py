"""What is to be asked of one submission, and within which limits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.exercise.questions import Question
from grader.observations import Observation, Running

Sources = Sequence[tuple[str, str]]
Watch = Callable[[int, Observation], bool]


@dataclass(frozen=True)
class Limits:
    """What a submission may use. Times are in seconds of wall-clock time."""

    submission_seconds: float
    check_seconds: float
    memory_bytes: int


@dataclass(frozen=True)
class Proxied:
    """Functions of a submission that proxies replace: they ask the solution in its own process.

    A question may make that many `calls`, and take as many gradients; all questions together may
    take that many `seconds`.
    """

    functions: tuple[str, ...]
    solution: Sources
    calls: int = 30
    seconds: float = 10.0


@dataclass(frozen=True)
class Work:
    """What to ask of one submission, and within which limits.

    `module` is what the submission finds as its `__name__`. The questions of `pictures` come
    after all others, in the time that is left; some may stay without an answer. `watch` gets
    each observation as it comes; when it returns False, nothing more is asked. `running` gets
    the function and the line of a call that takes more than a second, every second. Where some
    functions are `proxied`, there is the time that is set there, and nothing that is printed is
    kept.
    """

    sources: Sources
    questions: Sequence[Question]
    limits: Limits
    seed: int = 0
    module: str = "submission"
    pictures: Sequence[Question] = ()
    proxied: Proxied | None = None
    watch: Watch = lambda number, observation: True
    running: Callable[[str, Running], None] = lambda function, at: None

    def as_message(self) -> dict[str, Any]:
        """What a worker is sent to load the sources."""
        return {
            "sources": self.sources,
            "seed": self.seed,
            "module": self.module,
            "proxied": self.proxied.functions if self.proxied else (),
        }
