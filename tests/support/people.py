"""Running a command as somebody else: root's tests have to hold for an ordinary user too."""

import os
import shlex
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from places import ROOT

ORDINARY = 1000
IS_ROOT = os.geteuid() == 0


def command_as(user: int, command: Sequence[str]) -> list[str]:
    """`command` run by `user`, who can read the interpreter, its packages and this checkout.

    Root may have them where nobody else looks in, such as /root: they are shown at their own place
    in a mount namespace that only the command sees.
    """
    if not IS_ROOT:
        return list(command)
    script = ["mount -t tmpfs tmpfs /mnt"]
    needed = [Path(sys.base_prefix), Path(sys.prefix), ROOT]
    for closed in sorted({found for path in needed if (found := _closed_above(path))}):
        inside = [path for path in needed if path.is_relative_to(closed)]
        for number, path in enumerate(inside):
            script.append(f"mkdir /mnt/{number} && mount --rbind {_q(path)} /mnt/{number}")
        script.append(f"mount -t tmpfs -o mode=755 tmpfs {_q(closed)}")
        for number, path in enumerate(inside):
            script.append(f"mkdir -p {_q(path)} && mount --move /mnt/{number} {_q(path)}")
            script.append(f"rmdir /mnt/{number}")
    ids = [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    become = ["setpriv", *ids] if user else []
    script.append("exec " + shlex.join([*become, *command]))
    shell = ["sh", "-ec", "\n".join(script)]
    return ["unshare", "--mount", "--propagation", "private", *shell]


def _closed_above(path: Path) -> Path | None:
    """The topmost folder on the way to `path` that others may not enter."""
    for folder in [*reversed(path.parents), path]:
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def _q(path: Path) -> str:
    return shlex.quote(str(path))
