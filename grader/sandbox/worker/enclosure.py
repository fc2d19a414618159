"""The surroundings of the fork server, made before torch is imported and before any submission.

With namespaces: a root that holds only what a submission needs to read, no network, no processes
but its own, and capabilities only in its own namespaces. A root user becomes nobody.
"""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from . import linux
from .libraries import DEVICES

NOBODY = 65534
PLACE = "/tmp"  # noqa: S108  (any folder will do: only this process sees the mount)
OLD = "/.old"


class Refused(Exception):
    """The kernel refuses namespaces to this user; the message says which step failed."""


def enclose(readable: list[str]) -> int:
    """Move into new namespaces with a new root, as process 1; return a descriptor of /proc.

    Returns in a new process, while the original one waits for it and ends the same way. Raises
    Refused.
    """
    proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    try:
        if os.geteuid() == 0:
            linux.unshare("mounts", "network", "ipc", "hostname")
            build_root(readable)
            become_nobody()
            linux.unshare("user", "mounts", "processes")
            _map_user(proc, NOBODY, NOBODY)
        else:
            user, group = os.geteuid(), os.getegid()
            linux.unshare("user", "mounts", "network", "ipc", "hostname", "processes")
            _map_user(proc, user, group)
            build_root(readable)
    except OSError as error:
        raise Refused(error.strerror or str(error)) from error
    inner = os.fork()
    if inner:
        _follow(inner)
    linux.set_process(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    return proc


def become_nobody() -> None:
    """Give up root for good; does nothing for other users."""
    if os.geteuid() == 0:
        become(NOBODY)


def become(user: int) -> None:
    """Give up root for good, for this user and the group of the same number."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    linux.set_process(linux.PR_SET_DUMPABLE, 1)  # otherwise its own /proc files belong to root


def build_root(readable: list[str]) -> None:
    """Make a read-only root of `readable` and a few devices, and leave the old one."""
    linux.mount("", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", PLACE, "tmpfs", linux.MS_NOSUID, "mode=755,size=1m")
    Path(PLACE + OLD).mkdir()
    # left first: a source below PLACE is visible only afterwards
    linux.pivot_root(PLACE, PLACE + OLD)
    os.chdir("/")
    for path in [*readable, *DEVICES]:
        _bind(path)
    Path.home().mkdir(parents=True, exist_ok=True)  # each submission mounts its own here
    linux.unmount(OLD)
    Path(OLD).rmdir()
    linux.mount("", "/", flags=linux.MS_BIND | linux.MS_REMOUNT | linux.MS_RDONLY | linux.MS_NOSUID)


def give(files: Mapping[str, bytes], home: str, options: str) -> None:
    """Put files into a mounted folder so that nobody can write, remove or replace them there.

    The folder is mounted again with these `options`, so that they take no room from others.
    """
    linux.mount(
        "", home, flags=linux.MS_REMOUNT | linux.MS_NOSUID | linux.MS_NODEV, options=options
    )
    for name, content in files.items():
        file = Path(home, name)
        file.write_bytes(content)
        file.chmod(0o444)
        # what something is mounted on stays where it is
        linux.bind_read_only(str(file), str(file))


def _bind(path: str) -> None:
    source = Path(OLD + path)
    try:
        if source.is_dir():
            Path(path).mkdir(parents=True, exist_ok=True)
        elif source.exists():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch()
        else:
            return
        linux.bind_read_only(str(source), path, device=path in DEVICES)
    except OSError as error:
        raise OSError(error.errno, f"{path}: {error.strerror}") from error


def _map_user(proc: int, user: int, group: int) -> None:
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        file = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        os.write(file, text.encode())
        os.close(file)


def _follow(inner: int) -> None:
    os.closerange(3, 1 << 16)  # only the inner process holds the control socket
    _, status = os.waitpid(inner, 0)
    sys.stderr.flush()
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
