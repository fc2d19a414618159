"""Says every second which line of the submission runs, so that an endless loop can be found.

A timer interrupts the call for that. A submission may use the timer itself; then nothing is said.
"""

import contextlib
import signal
import socket
import types
from collections.abc import Collection, Iterator

from . import frames

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


@contextlib.contextmanager
def told(connection: socket.socket, names: Collection[str]) -> Iterator[None]:
    """Say where the code in the block is, by the names of the submission's sources."""

    def tell(number: int, frame: types.FrameType | None) -> None:
        places = places_of(frame, names)
        if places:
            (file, line), *callers = places
            place = {"file": file, "line": line, "callers": callers}
            connection.sendall(frames.pack({"running": place}))

    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    try:
        before = signal.signal(signal.SIGALRM, tell)
        signal.setitimer(signal.ITIMER_REAL, FIRST_SECONDS, EVERY_SECONDS)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before if before is not None else signal.SIG_DFL)
