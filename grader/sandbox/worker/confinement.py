"""How the fork server and its children are confined: all layers together."""

import os
import selectors
import signal
import socket
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import enclosure, linux, seal
from .broker import Broker
from .enclosure import Refused
from .libraries import DEVICES, OnlyReadable, readable

__all__ = ["Confined", "Refused"]

HOME = os.environ.get("HOME", "/")  # set by the trusted side


class Confined:
    """Both levels: `full`, and without namespaces if the kernel refuses them.

    Creating one encloses this process for good. Raises Refused, or OSError if something else is
    missing.
    """

    def __init__(self, packages: Sequence[str], *, namespaces: bool) -> None:
        self._namespaces = namespaces
        self._folder = ""  # of the system, which a child works in
        paths = readable(packages)
        if namespaces:
            self.proc = enclosure.enclose(paths)
            self._own_processes = os.open("self/ns/pid", os.O_RDONLY, dir_fd=self.proc)
        else:
            self.proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
            enclosure.become_nobody()
            _readable_by_this_user(paths)
        self._broker: Broker | None = None
        if namespaces:
            self._seal = seal.Seal(["/"], HOME)  # its root holds only what may be read
        else:
            paths += [path for path in DEVICES if Path(path).exists()]
            self._seal = seal.Seal(paths, None)
            self._broker = Broker(paths, seal.paths_by_number())
        OnlyReadable(packages).install()
        # otherwise torch.compile, when imported, tries folders by writing to them
        tempfile.tempdir = HOME

    def before_fork(self) -> None:
        """Prepare its seal, and make it process 1 of its own namespace, which dies with it."""
        self._seal.before_fork()
        if self._broker:
            self._asked, self._asks = socket.socketpair()
        else:
            linux.unshare("processes")

    def after_fork(self, child: int, selector: selectors.BaseSelector) -> None:
        """Return to the own namespace, so that the next child gets a new one too."""
        self._seal.after_fork()
        if self._broker:
            self._asks.close()
            self._broker.attend(child, self._asked, selector)
        else:
            linux.join(self._own_processes, "processes")

    def enter(self) -> None:
        """Move into the child's own namespaces, with a folder for its files."""
        linux.set_process(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        if self._namespaces:
            linux.unshare("mounts", "ipc")
            flags = linux.MS_NOSUID | linux.MS_NODEV
            linux.mount("tmpfs", HOME, "tmpfs", flags, seal.tmpfs())
        os.chdir(HOME if self._namespaces else "/")

    def work_in(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Give the child the data files, which it can neither write, remove nor replace."""
        if self._namespaces:
            enclosure.give(files, HOME, seal.tmpfs(files))
        else:
            os.chdir(folder)
            self._folder = folder

    def seal(self, keep: int) -> None:
        """Apply the limits that cannot be undone, with nothing open but `keep`."""
        seal.limit()
        self._seal.apply(keep, self._asks.detach() if self._broker else None, self._folder)


def _readable_by_this_user(paths: list[str]) -> None:
    for path in paths:
        if not os.access(path, os.R_OK):
            raise OSError(
                f"{path} cannot be read by user {os.getuid()}, who runs submissions; "
                "install Python and torch where every user can read them"
            )
