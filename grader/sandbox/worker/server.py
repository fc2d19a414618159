"""The fork server: imports torch once, then forks one child for each submission.

It holds no solution, no check and no submission. Over its control socket it sends `r` when it is
ready, or `n` and what the kernel lacks. It receives `c` with two sockets and a core (fork a child
that answers on the first and prints to the second, both on that core) or `s` with a process id (how
did that child end), and exits when the socket closes.

On systems where forking is not safe, `spawned` runs one submission in its own process.
"""

import array
import contextlib
import gc
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .folder import Folder
from .frames import ANY_CORE, PID, READY, STATUS
from .plain import Confinement, Plain, change_to

CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
COLLECT_AFTER = 10_000  # more objects made than freed; Python's default is 700
MANY = 20  # by then, small pages have taken as much time as moving to large ones does


@dataclass
class Children:
    """The children that run, and how many there have been."""

    running: set[int] = field(default_factory=set)
    forked: int = 0
    in_large_pages: bool = False


def prepare(packages: Sequence[str] = ()) -> None:
    """Import torch quickly, on a single thread, and warm up what training uses.

    Importing further packages here takes no time of a submission.
    """
    gc.disable()  # collecting during the import takes a quarter of it and finds nothing
    import torch

    from . import display, lazy_dynamo, libraries, session  # noqa: F401  (loaded once, before any fork)

    with contextlib.suppress(ImportError):  # torch works without it
        import numpy.random  # noqa: F401  (or every child would import it for its seed)

    lazy_dynamo.install()
    display.install()
    libraries.load(packages)
    torch.set_num_threads(1)
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=0.1)
    optimizer.zero_grad()
    ((parameter * torch.ones(2) - 1) ** 2).mean().backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    torch.manual_seed(0)  # reads sources to note its caller: once here, not in each child
    gc.enable()
    gc.set_threshold(COLLECT_AFTER)  # training makes many objects and few cycles


def main(
    control_descriptor: int, isolation: str, packages: list[str], users_from: int | None
) -> None:
    """Serve until the control socket closes."""
    with socket.socket(fileno=control_descriptor) as control:
        confinement = _confined(control, isolation, packages, users_from)
        prepare(packages)
        gc.freeze()
        _adopt_orphans()
        control.sendall(b"r")
        _serve(control, confinement)
    os._exit(0)  # tearing torch down takes a while, and the end of the process frees everything


def _confined(
    control: socket.socket, isolation: str, packages: list[str], users_from: int | None
) -> Confinement:
    if isolation == "none":
        return Plain(users_from)
    from . import confinement

    try:
        return confinement.Confined(packages, namespaces=isolation == "full")
    except (OSError, confinement.Refused) as error:
        control.sendall(b"n" + str(error).encode())
        sys.exit(str(error))


def _serve(control: socket.socket, confinement: Confinement) -> None:
    children = Children()
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        going_on = True
        while going_on:
            for key, _ in selector.select():
                if key.fileobj is control:
                    going_on = _hear(control, confinement, selector, children)
                else:
                    key.data()
    for pid in children.running:
        os.kill(pid, signal.SIGKILL)
    _end_orphans(confinement, set())


def _hear(
    control: socket.socket,
    confinement: Confinement,
    selector: selectors.BaseSelector,
    children: Children,
) -> bool:
    """Handle one request; False once the socket is closed."""
    request, descriptors, *_ = socket.recv_fds(control, 1 + PID.size, 2)
    if request[:1] == b"c":
        # only the thread that forks survives: a lock that another one holds would never open
        if len(_tasks(confinement)) != 1:
            sys.exit("the fork server has more than one thread, so forking is not safe")
        (core,) = PID.unpack(request[1:])
        _stay_on(core)
        children.running.add(_fork(control, confinement, selector, *descriptors))
        children.forked += 1
    elif request[:1] == b"s":
        (pid,) = PID.unpack(request[1:])
        children.running.discard(pid)
        status = _status(pid)
        # before the answer, so that nothing of the submission runs after it
        _end_orphans(confinement, children.running)
        control.sendall(status)
        _move_to_large_pages(confinement, children)
    return request[:1] in (b"c", b"s")


def _stay_on(core: int) -> None:
    """Move this process, and with it the children that follow."""
    with contextlib.suppress(OSError):  # it may be gone: then any other will do
        os.sched_setaffinity(0, CORES if core == ANY_CORE else {core})


def _fork(
    control: socket.socket,
    confinement: Confinement,
    selector: selectors.BaseSelector,
    answers: int,
    output: int,
) -> int:
    confinement.before_fork()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            control.close()
            _child(confinement, answers, output)
            code = 0
        finally:
            os._exit(code)
    confinement.after_fork(pid, selector)
    os.close(answers)
    os.close(output)
    descriptor = os.pidfd_open(pid)
    message = array.array("i", [descriptor])
    control.sendmsg([PID.pack(pid)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, message)])
    os.close(descriptor)
    return pid


def _child(confinement: Confinement, answers: int, output: int) -> None:
    import resource

    from . import frames, linux, session

    # the server's memory is in large pages, but what a child adds is less than one
    with contextlib.suppress(OSError):  # some systems have none
        linux.set_process(linux.PR_SET_THP_DISABLE, 1)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    # not inherited: the flags of a shared descriptor could carry a message to the next submission
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    pages = int(_read(confinement, "self/statm").split()[0])
    confinement.enter()
    with socket.socket(fileno=answers) as connection:
        limits: dict[str, Any] | None = frames.receive(connection)
        if limits is None:
            return
        can_change = isinstance(confinement, Plain)
        folder = _furnished(confinement.work_in, limits, connection, changeable=can_change)
        kept = folder.kept_bytes if folder else 0
        allowed = pages * resource.getpagesize() + limits["memory_bytes"] + kept
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        confinement.seal(keep=answers)
        connection.sendall(frames.pack(READY))
        session.serve(connection, folder)


def _furnished(
    work_in: Callable[[str, Mapping[str, bytes]], None],
    limits: Mapping[str, Any],
    connection: socket.socket,
    *,
    changeable: bool,
) -> Folder | None:
    """The working folder, if the exercise has data files, which may come as messages."""
    if (data := limits.get("data")) is None:
        return None
    from . import frames

    sent = data["files"] if not data["folder"] else ()
    files = {name: frames.receive_bytes(connection) or b"" for name in sent}
    work_in(data["folder"], files)
    return Folder(data["files"], changeable=changeable)


def _status(pid: int) -> bytes:
    """How a child ended: its exit code, and the signal that ended it (0 for none)."""
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return STATUS.pack(0, os.WTERMSIG(status))
    return STATUS.pack(os.WEXITSTATUS(status), 0)


def _adopt_orphans() -> None:
    """Become the parent of processes that a submission leaves behind (Linux)."""
    from . import linux

    linux.set_process(linux.PR_SET_CHILD_SUBREAPER, 1)


def _end_orphans(confinement: Confinement, running: set[int]) -> None:
    """End every child that is not a worker: those that were adopted when their parent ended."""
    if not isinstance(confinement, Plain):
        return  # a confined submission cannot start a process
    children = _read(confinement, f"self/task/{os.getpid()}/children")
    for pid in {int(pid) for pid in children.split()} - running:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _move_to_large_pages(confinement: Confinement, children: Children) -> None:
    """Make forking cheap, once there are many children and none that shares the memory."""
    if children.running or children.forked < MANY or children.in_large_pages:
        return
    from . import linux

    linux.use_large_pages(_read(confinement, "self/maps"))
    children.in_large_pages = True


def _tasks(confinement: Confinement) -> list[str]:
    tasks = os.open("self/task", os.O_RDONLY | os.O_DIRECTORY, dir_fd=confinement.proc)
    try:
        return os.listdir(tasks)  # noqa: PTH208  (of a descriptor)
    finally:
        os.close(tasks)


def _read(confinement: Confinement, name: str) -> str:
    try:
        file = os.open(name, os.O_RDONLY, dir_fd=confinement.proc)
    except FileNotFoundError:  # a kernel without the list of children
        return ""
    with os.fdopen(file, errors="replace", newline="\n") as text:  # paths may be of any bytes
        return text.read()


def spawned(port: int, token: str, packages: list[str]) -> None:
    """Connect back for answers and for output, then run one submission."""
    connections = []
    for role in "ao":
        connection = socket.create_connection(("127.0.0.1", port))
        connection.sendall(token.encode() + role.encode())
        connections.append(connection)
    answers, output = connections
    prepare(packages)
    from . import frames, session

    sys.stdout = sys.stderr = output.makefile("w", encoding="utf-8", errors="replace")
    answers.sendall(b"r")
    # only the time limit applies here, and the other side keeps it
    limits = frames.receive(answers) or {}
    folder = _furnished(change_to, limits, answers, changeable=True)
    answers.sendall(frames.pack(READY))
    session.serve(answers, folder)
