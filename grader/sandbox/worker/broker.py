"""Decides which files a submission can see, when it has no root of its own that hides the rest.

Landlock keeps files from being read, but not from being found: `stat` still shows that one exists.
So seccomp holds every call that takes a path until the fork server has read the path and allowed
it; a path outside the readable folders does not exist. Formats and numbers: seccomp_unotify(2) and
linux/seccomp.h.
"""

import ctypes
import errno
import fcntl
import os
import select
import selectors
import socket
import struct
from functools import lru_cache, partial
from pathlib import Path

from . import linux

RECEIVE, RESPOND = 0xC050_2100, 0xC018_2101
# id, process, flags, call, architecture, instruction, six arguments
NOTIFICATION = struct.Struct("=QIIiIQ6Q")
# id, value, error, flags
RESPONSE = struct.Struct("=QqiI")
LISTENER = struct.Struct("!i")
GO_ON = 1
AT_FDCWD = -100
MAX_PATH = 4096
MANY = 10_000
PAGE = 4096
# position of the path among the arguments; the folder it is relative to comes before it
CALLS_ON_PATHS = {
    "open": 0,
    "openat": 1,
    "stat": 0,
    "lstat": 0,
    "newfstatat": 1,
    "statx": 1,
    "access": 0,
    "faccessat": 1,
    "faccessat2": 1,
    "readlink": 0,
    "readlinkat": 1,
}


class Broker:
    """Decides for all children of a fork server which paths exist.

    `calls` maps the number of a system call to the position of the path among its arguments.
    """

    def __init__(self, readable: list[str], calls: dict[int, int]) -> None:
        self._calls = calls
        self._below = tuple({path for one in readable for path in (one, os.path.realpath(one))})
        self._above = {str(parent) for path in self._below for parent in Path(path).parents}
        self._resolve = lru_cache(MANY)(os.path.realpath)

    def attend(self, process: int, child: socket.socket, selector: selectors.BaseSelector) -> None:
        """Take the listener that a child names once it is sealed, and answer it from then on.

        The child also names the folder that it works in, if that is not the root.
        """

        def begin() -> None:
            selector.unregister(child)
            with child:
                named = child.recv(LISTENER.size + MAX_PATH)
                number, folder = named[: LISTENER.size], os.fsdecode(named[LISTENER.size :])
                if len(number) < LISTENER.size:
                    return
                # taken, not sent: a submission must not be able to send descriptors either
                listener = linux.take_descriptor(process, *LISTENER.unpack(number))
                selector.register(listener, selectors.EVENT_READ, partial(go_on, listener, folder))
                child.sendall(number)

        def go_on(listener: int, folder: str) -> None:
            if not self._answer(listener, folder):
                selector.unregister(listener)
                os.close(listener)

        selector.register(child, selectors.EVENT_READ, begin)

    def _answer(self, listener: int, folder: str) -> bool:
        """Answer a waiting call: allowed, or no such file. False if the child has ended."""
        if not _waits(listener):  # an older kernel would make us wait forever
            return False
        received = bytearray(NOTIFICATION.size)
        try:
            fcntl.ioctl(listener, RECEIVE, received)
            identity, process, _, call, _, _, *arguments = NOTIFICATION.unpack(received)
            reply = RESPONSE.pack(identity, 0, -errno.ENOENT, 0)
            if self._is_there(process, self._calls[call], arguments, folder):
                reply = RESPONSE.pack(identity, 0, 0, GO_ON)
            fcntl.ioctl(listener, RESPOND, reply)
        except OSError as error:  # ENOENT: the asking process has ended
            return error.errno in (errno.EINTR, errno.ENOENT)
        return True

    def _is_there(self, process: int, position: int, arguments: list[int], own: str) -> bool:
        path = _text_at(process, arguments[position])
        if path is None:
            return False
        if position and not path:
            return True  # about an open descriptor
        folder = ctypes.c_int(arguments[position - 1]).value if position else AT_FDCWD
        if folder != AT_FDCWD and not path.startswith("/"):
            return False
        if not path.startswith("/"):
            path = f"{own}/{path}"
        path = "/" + path.lstrip("/")
        # a path that is outside by its name alone is not even looked up
        if not self._is_known(os.path.normpath(path), own):
            return False
        try:
            return self._is_known(self._resolve(path), own)
        except OSError:
            return False

    def _is_known(self, place: str, own: str) -> bool:
        below = (*self._below, own) if own else self._below
        inside = any(place == one or place.startswith(f"{one}/") for one in below)
        return inside or place in self._above or own.startswith(f"{place}/")


def _waits(listener: int) -> bool:
    """Whether the child is still there to ask."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    return not any(event & select.POLLHUP for _, event in poll.poll(0))


def _text_at(process: int, address: int) -> str | None:
    """The text at an address of another process, up to its end, or None."""
    found = b""
    while len(found) < MAX_PATH:
        size = PAGE - (address + len(found)) % PAGE
        part = linux.read_memory(process, address + len(found), size)
        if not part:
            return None
        text, end, _ = part.partition(b"\0")
        found += text
        if end:
            return os.fsdecode(found)
    return None
