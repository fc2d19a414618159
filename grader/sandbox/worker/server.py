"""The fork server: imports torch once, then forks one child for each submission.

It holds no reference, no check and no submission. Over its control socket it hears `c` with two
sockets (fork a child that answers on the first and prints to the second) or `s` and a process id
(how did that child end), and leaves when the socket closes.

On systems where forking is not safe, `spawned` runs one submission in a process of its own.
"""

import array
import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from .frames import PID, STATUS


def prepare() -> None:
    """Import torch in the least time, single-threaded, and warm up what training uses."""
    gc.disable()  # collecting during the import costs a quarter of it and finds nothing
    import torch

    from . import display, lazy_dynamo, session  # noqa: F401  (loaded once, before any fork)

    lazy_dynamo.install()
    display.install()
    torch.set_num_threads(1)
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=0.1)
    optimizer.zero_grad()
    ((parameter * torch.ones(2) - 1) ** 2).mean().backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    gc.enable()


def main(control_descriptor: int) -> None:
    """Serve until the control socket closes."""
    prepare()
    # A thread that exists before a fork does not exist after it: whoever waits for it hangs.
    if threading.active_count() != 1 or _count_threads() > 1:
        sys.exit("the fork server has more than one thread; forking would not be safe")
    gc.freeze()
    _adopt_orphans()
    children: set[int] = set()
    with socket.socket(fileno=control_descriptor) as control:
        control.sendall(b"r")
        while True:
            request, descriptors, *_ = socket.recv_fds(control, 1 + PID.size, 2)
            if request[:1] == b"c":
                children.add(_fork(control, *descriptors))
            elif request[:1] == b"s":
                (pid,) = PID.unpack(request[1:])
                children.discard(pid)
                control.sendall(_status(pid, children))
            else:
                break
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    _end_orphans(set())
    os._exit(0)  # tearing torch down takes a while and frees nothing that the end does not


def _fork(control: socket.socket, answers: int, output: int) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            control.close()
            _child(answers, output)
            code = 0
        finally:
            os._exit(code)
    os.close(answers)
    os.close(output)
    descriptor = os.pidfd_open(pid)
    message = array.array("i", [descriptor])
    control.sendmsg([PID.pack(pid)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, message)])
    os.close(descriptor)
    return pid


def _child(answers: int, output: int) -> None:
    import resource

    from . import frames, session

    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    with socket.socket(fileno=answers) as connection:
        limits = frames.receive(connection)
        if limits is None:
            return
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        allowed = pages * resource.getpagesize() + limits["memory_bytes"]
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        session.serve(connection)


def _status(pid: int, running: set[int]) -> bytes:
    """How a child ended: its exit code, and the signal that ended it (0 for none)."""
    _, status = os.waitpid(pid, 0)
    _end_orphans(running)
    if os.WIFSIGNALED(status):
        return STATUS.pack(0, os.WTERMSIG(status))
    return STATUS.pack(os.WEXITSTATUS(status), 0)


def _adopt_orphans() -> None:
    """Become the parent of whatever a submission started and left behind (Linux)."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _end_orphans(running: set[int]) -> None:
    """End every child that is no worker: one that came to this process by losing its parent."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    orphans = {int(pid) for pid in children.read_text().split()} if children.exists() else set()
    for pid in orphans - running:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _count_threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def spawned(port: int, token: str) -> None:
    """Connect back for answers and for output, then run one submission."""
    connections = []
    for role in "ao":
        connection = socket.create_connection(("127.0.0.1", port))
        connection.sendall(token.encode() + role.encode())
        connections.append(connection)
    answers, output = connections
    prepare()
    from . import frames, session

    sys.stdout = sys.stderr = output.makefile("w", encoding="utf-8", errors="replace")
    answers.sendall(b"r")
    frames.receive(answers)  # limits: only a time limit, kept by the other side, holds here
    session.serve(answers)
