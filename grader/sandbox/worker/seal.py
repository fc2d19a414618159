"""What a child gives up before it receives a submission: files, system calls, resources.

Each child applies it to itself; the fork server stays free. Landlock limits files and signals,
seccomp all other system calls, rlimits the resources.
"""

import os
import resource
import socket
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import landlockpy
import pyseccomp
from landlockpy import AccessFS, Scope
from pyseccomp import ALLOW, EQ, ERRNO, MASKED_EQ, Arg

from . import linux
from .broker import CALLS_ON_PATHS, LISTENER

MAX_FILE_BYTES = 8 << 20
MAX_FILES = 64
FOLDER_BYTES, FOLDER_FILES = 8 << 20, 512
READ = AccessFS.READ_FILE | AccessFS.READ_DIR
WRITE = (
    READ
    | AccessFS.WRITE_FILE
    | AccessFS.TRUNCATE
    | AccessFS.MAKE_REG
    | AccessFS.MAKE_DIR
    | AccessFS.REMOVE_FILE
    | AccessFS.REMOVE_DIR
)
# the first that keeps files from being truncated; a read-only root does so too
ABI_THAT_KEEPS_FILES = 3
MFD_NOEXEC_SEAL = 8
CLONE_THREAD = 0x0001_0000
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
TCGETS, FIONCLEX, FIOCLEX, FIONBIO, FIONREAD = 0x5401, 0x5450, 0x5451, 0x5421, 0x541B
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x5356_4D41

# What Python, torch and numpy call. Everything else is "not permitted": an ordinary error for code
# that tries it.
ALLOWED = """
    read readv pread64 preadv write writev pwrite64 pwritev lseek
    close close_range dup dup2 dup3 fstat getcwd getdents getdents64 ftruncate fsync fdatasync
    fstatfs umask
    mmap munmap mprotect mremap madvise brk msync membarrier
    futex futex_waitv set_robust_list get_robust_list rseq set_tid_address arch_prctl
    exit exit_group restart_syscall
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
    alarm pause setitimer getitimer
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage
    getpid gettid getppid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp
    uname sysinfo getrandom getcpu sched_yield sched_get_priority_max sched_get_priority_min
    getrlimit pipe pipe2 poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait
    epoll_pwait eventfd2 sendto recvfrom getsockopt getsockname getpeername shutdown
"""
# for a submission with its own root, which holds nothing to find and a folder to write to
ALLOWED_IN_OWN_ROOT = """
    creat chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 statfs
"""
# about this process only, which 0 stands for
ABOUT_A_PROCESS = "sched_getaffinity sched_getparam sched_getscheduler getpgid getsid"
UNKNOWN = -1  # to this libseccomp; a call that it does not know is refused anyway
NOT_THERE = ("clone3", "openat2")  # callers fall back to a call that can be filtered


class Seal:
    """What a child applies to itself; it may open `readable` and `writable`."""

    def __init__(self, readable: list[str], writable: str | None) -> None:
        needed = 1 if writable else ABI_THAT_KEEPS_FILES
        if landlockpy.abi_version() < needed:
            raise OSError(
                f"Landlock of version {needed} or later is needed; "
                f"this kernel has {landlockpy.abi_version() or 'none, or it is switched off'}"
            )
        self._readable = [
            (path, READ if Path(path).is_dir() else AccessFS.READ_FILE) for path in readable
        ]
        self._writable = writable
        # what can be done once is done before the fork, where memory is not copied for it
        self._calls = _compiled(_filter(own_root=writable is not None))
        self._seccomp = number("seccomp")

    def before_fork(self) -> None:
        """Begin the ruleset that the next child completes."""
        self._files = landlockpy.Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)

    def after_fork(self) -> None:
        """Close this process's copy of it."""
        self._files.close()

    def apply(self, keep: int, broker: int | None = None, folder: str = "") -> None:
        """Give up everything but the descriptor `keep` and the standard ones, for good.

        The other end of `broker` is sent the number of the listener for calls that take paths, and
        the working `folder`, which may be read as well.
        """
        linux.drop_capabilities()
        files = self._files
        # rules are made here, not before the fork: they are about what a path names now
        for path, access in self._readable:
            files.allow_path(path, access)
        if self._writable:
            files.allow_path(self._writable, WRITE)
        if folder:
            files.allow_path(folder, READ)
        files.restrict()
        _close_all_but({keep, *([broker] if broker is not None else [])})
        linux.set_process(linux.PR_SET_NO_NEW_PRIVS, 1)
        listener = linux.filter_calls(self._seccomp, self._calls, listen=broker is not None)
        if broker is not None:
            with socket.socket(fileno=broker) as connection:
                connection.sendall(LISTENER.pack(listener) + os.fsencode(folder))
                if not connection.recv(LISTENER.size):
                    raise OSError("the fork server did not take the listener")
            os.close(listener)


def tmpfs(files: Mapping[str, bytes] = MappingProxyType({})) -> str:
    """The size of a submission's own folder, without what these files take there."""
    page = resource.getpagesize()
    taken = sum(-(-len(content) // page) * page for content in files.values())
    room, count = FOLDER_BYTES + taken, FOLDER_FILES + len(files)
    return f"size={room},nr_inodes={count},mode=700"


def limit() -> None:
    """Limit the size and number of files; memory was limited before."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE_BYTES, MAX_FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_FILES, MAX_FILES))


def _filter(*, own_root: bool) -> pyseccomp.SyscallFilter:
    refused = ERRNO(1)  # EPERM
    calls = pyseccomp.SyscallFilter(refused)
    calls.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    for name in ALLOWED.split() + (ALLOWED_IN_OWN_ROOT.split() if own_root else []):
        _add(calls, ALLOW, name)
    for name in CALLS_ON_PATHS:
        _add(calls, ALLOW if own_root else pyseccomp.NOTIFY, name)
    for name in ABOUT_A_PROCESS.split():
        _add(calls, ALLOW, name, Arg(0, EQ, 0))
    for name in NOT_THERE:
        _add(calls, ERRNO(38), name)  # ENOSYS
    # threads, never processes
    _add(calls, ALLOW, "clone", Arg(0, MASKED_EQ, CLONE_THREAD, CLONE_THREAD))
    # asking for a limit, not setting one
    _add(calls, ALLOW, "prlimit64", Arg(0, EQ, 0), Arg(2, EQ, 0))
    for operation in (F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC):
        _add(calls, ALLOW, "fcntl", Arg(1, EQ, operation))
    for request in (TCGETS, FIONCLEX, FIOCLEX, FIONBIO, FIONREAD):
        _add(calls, ALLOW, "ioctl", Arg(1, MASKED_EQ, 0xFFFF_FFFF, request))
    for option in (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA):
        _add(calls, ALLOW, "prctl", Arg(0, EQ, option))
    return calls


def _compiled(calls: pyseccomp.SyscallFilter) -> bytes:
    """The filter as the kernel reads it."""
    with os.fdopen(_memory(), "w+b") as file:
        calls.export_bpf(file)
        file.seek(0)
        return file.read()


def _memory() -> int:
    """A file in memory. Some systems allow only those that nobody can run."""
    try:
        return os.memfd_create("filter", os.MFD_CLOEXEC | MFD_NOEXEC_SEAL)
    except OSError:  # an older kernel does not know that
        return os.memfd_create("filter")


def paths_by_number() -> dict[int, int]:
    """The position of the path by the number of the call, for calls that this kernel has."""
    numbers = {number(name): position for name, position in CALLS_ON_PATHS.items()}
    return {number: position for number, position in numbers.items() if number >= 0}


def number(name: str) -> int:
    """The number of a system call, below 0 if there is none."""
    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))


def _add(calls: pyseccomp.SyscallFilter, action: object, name: str, *arguments: object) -> None:
    if number(name) != UNKNOWN:
        calls.add_rule(action, name, *arguments)


def _close_all_but(kept: set[int]) -> None:
    first = 3
    for descriptor in sorted(kept):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, 1 << 16)
