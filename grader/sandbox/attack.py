"""Runs in the sandbox before a class is graded: tries what no submission may do.

Standard library only: it is sent to a worker as text, like any submission.
"""

import ctypes
import importlib
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def attack(canary: str, outside: str, pid: int, tcp: int, unix: str) -> list[str]:
    """What should be refused and is not, and what should work and does not."""
    attempts: dict[str, Callable[[], object]] = {
        "read a file outside": lambda: Path(canary).read_bytes(),
        "write a file outside": lambda: Path(outside, "note").write_text("note"),
        "change a file outside": lambda: Path(canary).chmod(0o777),
        "remove a file outside": lambda: Path(canary).unlink(),
        "read the environment of the grader": lambda: Path(f"/proc/{pid}/environ").read_bytes(),
        "connect over TCP": lambda: socket.create_connection(("127.0.0.1", tcp), 1),
        "send over UDP": lambda: datagram(("127.0.0.1", tcp)),
        "connect to a Unix socket": lambda: connect(unix),
        "start a process": fork,
        "start a program": lambda: subprocess.run([sys.executable, "-V"], check=False),
        "signal the grader": lambda: os.kill(pid, 0),
        "look into the grader's memory": lambda: trace(pid),
        "set its own limits": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    }
    # a sandbox that refuses these holds for the wrong reason and breaks right submissions
    needs: dict[str, Callable[[], object]] = {
        "look at the library": lambda: Path(os.__file__).stat(),
        "read the library": lambda: Path(os.__file__).read_bytes(),
        "import what was not imported before": lambda: importlib.import_module("wave"),
    }
    worked = [name for name, attempt in attempts.items() if works(attempt)]
    return worked + [f"not {name}" for name, need in needs.items() if not works(need)]


def works(attempt: Callable[[], object]) -> bool:
    """Whether the attempt was not refused."""
    try:
        attempt()
    except (OSError, ValueError, ImportError):
        return False
    return True


def datagram(address: tuple[str, int]) -> None:
    """Send a datagram."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"note", address)


def connect(path: str) -> None:
    """Connect to a socket in the file system."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)


def fork() -> None:
    """Start a process, which ends at once."""
    if os.fork() == 0:
        os._exit(0)


def trace(pid: int) -> None:
    """Attach to a process as a debugger does, without stopping it: it waits for the answer."""
    seize = 0x4206
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(seize, pid, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")
