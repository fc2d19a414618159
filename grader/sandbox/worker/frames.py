"""Messages over a stream socket: four bytes of length, then JSON.

Not packets: a history of 15,000 losses is larger than the packets an ordinary user may send, and
Windows and macOS have no SOCK_SEQPACKET.
"""

import json
import re
import socket
import struct
from typing import Any

# text of a submission may hold one, and UTF-8 cannot encode it
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
HEADER = struct.Struct("!I")
# on the control socket of a fork server: a process id or a core; an exit code and a signal
PID = struct.Struct("!i")
ANY_CORE = -1
STATUS = struct.Struct("!ii")
# the first message of a worker: it is confined and limited, and has not received a submission
READY = "ready"


def pack(message: Any) -> bytes:
    """`message` as one frame. Floats must be finite, as JSON has no others."""
    text = json.dumps(message, allow_nan=False, separators=(",", ":"), ensure_ascii=False)
    return framed(LONE_SURROGATE.sub("\ufffd", text).encode())


def framed(body: bytes) -> bytes:
    """A message that is bytes already, as one frame."""
    return HEADER.pack(len(body)) + body


def receive(connection: socket.socket) -> Any | None:
    """The next message, or None if the other side has closed."""
    body = receive_bytes(connection)
    return None if body is None else json.loads(body)


def receive_bytes(connection: socket.socket) -> bytes | None:
    """The next message as it came, such as a file; None if the other side has closed."""
    header = _exactly(connection, HEADER.size)
    return None if header is None else _exactly(connection, *HEADER.unpack(header))


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    parts = []
    while size:
        part = connection.recv(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
