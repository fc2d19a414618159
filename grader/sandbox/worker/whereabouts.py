"""Says every second which line of the submission runs, so that an endless loop can be found.

A timer interrupts the call for that. A submission may use the timer itself; then nothing is said.
"""

import signal
import socket
import time
import types
from collections.abc import Collection

from . import frames

TICK_SECONDS = 0.25
FIRST_SECONDS, EVERY_SECONDS = 0.5, 1.0
MOST_CALLERS = 4  # told beside the line that runs


def places_of(frame: types.FrameType | None, names: Collection[str]) -> list[tuple[str, int]]:
    """The line of the submission that runs, and those that called it, the nearest first.

    Empty where none is known: some instructions, such as a jump at the end of a loop, are in no
    line. A second later, it is another one that runs.
    """
    places: list[tuple[str, int]] = []
    while frame is not None and len(places) <= MOST_CALLERS:
        if frame.f_code.co_filename in names:
            line: int | None = frame.f_lineno
            if line is None:
                return []
            places.append((frame.f_code.co_filename, line))
        frame = frame.f_back
    return places


class Whereabouts:
    """Says over a connection where a call is, once it has taken a while.

    The timer goes on between calls: setting it for each one takes longer than many a call.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._names: Collection[str] = ()
        self._next = 0.0
        self._is_open = False

    def begin(self, names: Collection[str]) -> None:
        """A call begins, of code in the sources of these names."""
        self._names = names
        self._next = time.monotonic() + FIRST_SECONDS
        self._is_open = hasattr(signal, "setitimer") and self._is_set()  # not on Windows

    def end(self) -> None:
        """The call is over: from here on, nothing comes between the parts of its answer."""
        self._is_open = False

    def _is_set(self) -> bool:
        """Set the timer, unless it is set; a call may have used it in another way."""
        if signal.getsignal(signal.SIGALRM) != self._tell:
            try:
                signal.signal(signal.SIGALRM, self._tell)
            except ValueError:  # not in the main thread
                return False
        if signal.getitimer(signal.ITIMER_REAL)[1] != TICK_SECONDS:
            signal.setitimer(signal.ITIMER_REAL, TICK_SECONDS, TICK_SECONDS)
        return True

    def _tell(self, number: int, frame: types.FrameType | None) -> None:
        if not self._is_open or time.monotonic() < self._next:
            return
        if places := places_of(frame, self._names):
            (file, line), *callers = places
            place = {"file": file, "line": line, "callers": callers}
            self._connection.sendall(frames.pack({"running": place}))
            self._next = time.monotonic() + EVERY_SECONDS
