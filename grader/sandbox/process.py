"""One worker process, seen from the trusted side: its messages, its output and its end."""

import contextlib
import selectors
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from grader.observations import Running, read_running
from grader.sandbox.worker import frames

MAX_ANSWER_BYTES = 4 << 20
MAX_OUTPUT_BYTES = 64 << 10


class TookTooLong(Exception):
    """No complete message came before the deadline."""


class Ended(Exception):
    """The worker closed its side, or sent something that is not a message."""


class Death(NamedTuple):
    """How a process ended: its exit code, or the signal that ended it (0 for none)."""

    exit_code: int
    signal: int


class Worker:
    """One process that runs one submission."""

    def __init__(
        self, answers: socket.socket, output: socket.socket, end: Callable[[], Death]
    ) -> None:
        self._answers = answers
        self._output = output
        self._end = end
        self._received = bytearray()
        self._printed = bytearray()
        self.printed_too_much = False
        self._closed = False
        self._closing = threading.Lock()
        # how to send the process a signal, where that is possible
        self.signal: Callable[[int], None] = lambda number: None
        answers.setblocking(False)
        output.setblocking(False)
        self._readable = selectors.DefaultSelector()
        self._readable.register(answers, selectors.EVENT_READ)
        self._readable.register(output, selectors.EVENT_READ)

    def send(self, message: Any, deadline: float) -> None:
        """Send a message, and read what the worker prints in the meantime."""
        self._send(frames.pack(message), deadline)

    def pass_on(self, body: bytes, deadline: float) -> None:
        """Send a message that is bytes already, such as JSON or a file."""
        self._send(frames.framed(body), deadline)

    def _send(self, frame: bytes, deadline: float) -> None:
        rest = memoryview(frame)
        try:
            rest = rest[self._answers.send(rest) :]
        except BlockingIOError:
            pass
        except OSError as error:
            raise Ended from error
        if rest:
            self._send_slowly(rest, deadline)

    def _send_slowly(self, rest: memoryview, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_WRITE)
            selector.register(self._output, selectors.EVENT_READ)
            while rest:
                for key in self._wait(selector, deadline):
                    if key.fileobj is self._output:
                        self._drain(selector)
                    else:
                        try:
                            rest = rest[self._answers.send(rest) :]
                        except OSError as error:
                            raise Ended from error

    def receive(self, deadline: float) -> bytes:
        """The body of the next message.

        Raises TookTooLong after the deadline (monotonic seconds), Ended at the end of the stream.
        """
        while (body := self._take_frame()) is None:
            for key in self._wait(self._readable, deadline):
                if key.fileobj is self._output:
                    self._drain(self._readable)
                    continue
                try:
                    part = self._answers.recv(1 << 16)
                except OSError as error:
                    raise Ended from error
                if not part:
                    raise Ended
                self._received += part
        return body

    def receive_answer(
        self, deadline: float, running: Callable[[Running], None] = lambda at: None
    ) -> bytes:
        """The body of the next message that is no news of where a call is; `running` gets these.

        Raises TookTooLong, Ended and Unreadable.
        """
        while at := read_running(body := self.receive(deadline)):
            running(at)
            if time.monotonic() >= deadline:  # nobody keeps a call open with news
                raise TookTooLong
        return body

    def resting(self) -> contextlib.AbstractContextManager[None]:
        """Let the process compute nothing meanwhile, where the system can do that."""
        return self._between("SIGSTOP", "SIGCONT")

    def working(self) -> contextlib.AbstractContextManager[None]:
        """Let a process that rests go on meanwhile."""
        return self._between("SIGCONT", "SIGSTOP")

    @contextlib.contextmanager
    def _between(self, first: str, last: str) -> Iterator[None]:
        self._send_signal(first)
        try:
            yield
        finally:
            self._send_signal(last)

    def _send_signal(self, name: str) -> None:
        if (number := getattr(signal, name, None)) is not None:  # not on Windows
            with contextlib.suppress(ProcessLookupError):
                self.signal(number)

    def stop(self) -> None:
        """Break off the conversation, from any thread: the one in it gets `Ended`."""
        with self._closing, contextlib.suppress(OSError):
            if not self._closed:
                self._answers.shutdown(socket.SHUT_RDWR)

    def close(self) -> Death:
        """End the process; how it ended, which may have been earlier and by itself."""
        with self._closing:
            self._closed = True
        with self._answers, self._output, self._readable as output:
            output.unregister(self._answers)
            death = self._end()
            self._drain_all(output)
        return death

    def catch_up(self) -> None:
        """Read what has been printed since the last read."""
        with selectors.DefaultSelector() as output:
            output.register(self._output, selectors.EVENT_READ)
            self._drain_all(output)

    @property
    def printed(self) -> bytes:
        """The first 64 KiB of what was printed so far."""
        return bytes(self._printed)

    def _take_frame(self) -> bytes | None:
        if len(self._received) < frames.HEADER.size:
            return None
        (length,) = frames.HEADER.unpack_from(self._received)
        if length > MAX_ANSWER_BYTES:
            raise Ended
        end = frames.HEADER.size + length
        if len(self._received) < end:
            return None
        body = bytes(self._received[frames.HEADER.size : end])
        del self._received[:end]
        return body

    def _wait(
        self, selector: selectors.BaseSelector, deadline: float
    ) -> list[selectors.SelectorKey]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TookTooLong
        return [key for key, _ in selector.select(left)]

    def _drain_all(self, output: selectors.BaseSelector) -> None:
        # bounded: a process that the submission left behind may keep printing
        for _ in range(MAX_OUTPUT_BYTES >> 10):
            if not output.get_map() or not output.select(0):
                break
            self._drain(output)

    def _drain(self, selector: selectors.BaseSelector) -> None:
        try:
            part = self._output.recv(1 << 16)
        except OSError:
            part = b""
        if not part:
            selector.unregister(self._output)
        room = MAX_OUTPUT_BYTES - len(self._printed)
        self._printed += part[:room]
        self.printed_too_much |= len(part) > room
