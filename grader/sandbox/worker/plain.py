"""What the fork server asks of a confinement, and the plain one: only a clean process."""

import os
import selectors
import tempfile
from collections.abc import Mapping
from typing import Protocol

MAX_TASKS = 256  # processes and threads of one submission, where it is a user of its own


class Confinement(Protocol):
    """How each child is confined; `confinement.py` has the way with all layers."""

    proc: int

    def before_fork(self) -> None:
        """Called in the server before each fork."""
        ...

    def after_fork(self, child: int, selector: selectors.BaseSelector) -> None:
        """Called in the server after each fork, which runs the callbacks registered there."""
        ...

    def enter(self) -> None:
        """Called first in the child."""
        ...

    def work_in(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Called before `seal` in a child whose exercise has data files.

        They are in that folder of the system; if it is empty, these are the files.
        """
        ...

    def seal(self, keep: int) -> None:
        """Called last in the child, which keeps this descriptor and its standard ones."""
        ...


class Plain:
    """No confinement: only a clean process.

    With `users_from`, root makes each child another user: this one and those that follow it. None
    of them can touch this process, the files of root, or another child.
    """

    def __init__(self, users_from: int | None = None) -> None:
        self.proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
        self._user = users_from

    def before_fork(self) -> None:
        """Nothing."""

    def after_fork(self, child: int, selector: selectors.BaseSelector) -> None:
        """Let the next child be the next user."""
        if self._user is not None:
            self._user += 1

    def enter(self) -> None:
        """Give up root for good, if children are to be other users."""
        if self._user is not None:
            import resource

            from . import enclosure, linux

            # a user of its own shares this limit with nobody: no submission fills the machine
            resource.setrlimit(resource.RLIMIT_NPROC, (MAX_TASKS, MAX_TASKS))
            os.setsid()  # within a session, any process may send SIGCONT to any other
            enclosure.become(self._user)
            linux.set_process(linux.PR_SET_NO_NEW_PRIVS, 1)  # set-uid programs give nothing back
            os.environ |= {"USER": "student", "HOME": tempfile.gettempdir()}
            os.chdir("/")

    def work_in(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Work in the folder of the system that has the data files."""
        change_to(folder, files)

    def seal(self, keep: int) -> None:
        """Nothing."""


def change_to(folder: str, files: Mapping[str, bytes]) -> None:
    """Work in a folder that has the files already."""
    os.chdir(folder)
