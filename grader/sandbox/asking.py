"""Who asks submissions their questions: the workers here, or those of a cluster."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from grader.sandbox.observe import observe
from grader.sandbox.work import Work
from grader.sandbox.workers import Workers

if TYPE_CHECKING:
    from grader.observations import Sighting
    from grader.report import Isolation


class Asking(Protocol):
    """Asks submissions; from several threads, if need be."""

    @property
    def isolation(self) -> Isolation:
        """How submissions are confined; certain once the first one was asked."""
        ...

    @property
    def slots(self) -> int:
        """How many submissions run at the same time. It may change from moment to moment."""
        ...

    @property
    def most(self) -> int:
        """How many submissions may be in hand at the same time: those that run or wait."""
        ...

    @property
    def cores(self) -> Sequence[int]:
        """The cores of this machine that slots stay on, one each; empty if they may move."""
        ...

    def ask(self, work: Work) -> Sighting:
        """What the submission shows; what `work.then` asks for may be left out.

        Raises WorkerUnavailable if the submission may be tried again, and another GraderError if
        that is of no use.
        """
        ...


@dataclass(frozen=True)
class Here:
    """Asks in processes of this machine, `slots` submissions at the same time."""

    workers: Workers
    slots: int = 1

    @property
    def isolation(self) -> Isolation:
        """See `Asking`."""
        return self.workers.isolation

    @property
    def most(self) -> int:
        """See `Asking`: those that wait do so before they get a thread."""
        return self.slots

    @property
    def cores(self) -> Sequence[int]:
        """See `Asking`: only if that leaves no core without work."""
        ours = list(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        random.shuffle(ours)  # a small class beside another one is not sent to the same few
        return ours if len(ours) == self.slots > 1 else []

    def ask(self, work: Work) -> Sighting:
        """See `Asking`."""
        return observe(self.workers, work)
