"""Messages over a stream socket: four bytes of length, then JSON.

A stream with lengths rather than packets: a history of 15,000 losses does not fit the packet size
that an ordinary user may send, and Windows and macOS have no SOCK_SEQPACKET.
"""

import json
import re
import socket
import struct
from typing import Any

# what a submission says may hold one, and no UTF-8 can
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
HEADER = struct.Struct("!I")
# On the control socket of a fork server: a process id; an exit code and a signal.
PID = struct.Struct("!i")
STATUS = struct.Struct("!ii")
# The first message of a worker: it is confined, limited, and has nothing of a submission in it yet.
READY = "ready"


def pack(message: Any) -> bytes:
    """`message` as one frame. Floats must be finite: JSON has no others."""
    text = json.dumps(message, allow_nan=False, separators=(",", ":"), ensure_ascii=False)
    body = HALF_CHARACTER.sub("\ufffd", text).encode()
    return HEADER.pack(len(body)) + body


def receive(connection: socket.socket) -> Any | None:
    """The next message, or None when the other side has closed."""
    header = _exactly(connection, HEADER.size)
    if header is None:
        return None
    (length,) = HEADER.unpack(header)
    body = _exactly(connection, length)
    return None if body is None else json.loads(body)


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    parts = []
    while size:
        part = connection.recv(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
