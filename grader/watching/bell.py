"""Wakes the one who waits: from any thread, and from within a signal handler."""

from contextlib import suppress
from queue import Empty, SimpleQueue


class Bell:
    """Rings for one who waits; what rings while nobody waits is heard at the next wait.

    Ctrl-C as an exception can strike inside a lock of `threading` and leave it broken. A bell has
    no such lock, so a signal handler may ring it and let the program end between two steps.
    """

    def __init__(self) -> None:
        # the one queue whose put() may be interrupted by another put()
        self._rung: SimpleQueue[None] = SimpleQueue()
        self.stopped = False

    def ring(self) -> None:
        """Wake who waits."""
        self._rung.put(None)

    def stop(self) -> None:
        """Wake who waits, to go home."""
        self.stopped = True
        self.ring()

    def wait(self, seconds: float) -> None:
        """Wait until it rings, and no longer than that."""
        with suppress(Empty):
            self._rung.get(timeout=max(seconds, 0.0))
            while True:
                self._rung.get_nowait()
