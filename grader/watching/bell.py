"""Wakes a waiting thread, from any thread and from within a signal handler."""

from contextlib import suppress
from queue import Empty, SimpleQueue


class Bell:
    """Wakes one waiting thread. If none is waiting, the next wait returns at once.

    An exception from Ctrl-C can strike inside a lock of `threading` and leave it broken. A bell has
    no such lock, so a signal handler can ring it, and the program ends between two steps.
    """

    def __init__(self) -> None:
        # the only queue whose put() may be interrupted by another put()
        self._rung: SimpleQueue[None] = SimpleQueue()
        self.stopped = False

    def ring(self) -> None:
        """Wake the waiting thread."""
        self._rung.put(None)

    def stop(self) -> None:
        """Ask the waiting thread to finish."""
        self.stopped = True
        self.ring()

    def wait(self, seconds: float) -> None:
        """Wait until the bell rings, but no longer than that."""
        with suppress(Empty):
            self._rung.get(timeout=max(seconds, 0.0))
            while True:
                self._rung.get_nowait()
