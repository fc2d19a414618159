"""Running a command as somebody else: root's tests have to hold for an ordinary user too."""

import os
import shlex
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from places import ROOT

ORDINARY = 1000
# A user of its own, so that files of other processes are not taken for those of an attack.
ATTACKER = 1001
IS_ROOT = sys.platform != "win32" and os.geteuid() == 0
# What a command of this checkout reads.
NEEDED = [Path(sys.base_prefix), Path(sys.prefix), ROOT]


def command_as(user: int, command: Sequence[str]) -> list[str]:
    """`command` run by `user`, who can read the interpreter, its packages and this checkout.

    Root may have them where nobody else looks in, such as /root: they are shown at their own place
    in a mount namespace that only the command sees.
    """
    if not IS_ROOT:
        return list(command)
    script = []
    for closed in sorted({found for path in NEEDED if (found := _closed_above(path))}):
        inside = [path for path in NEEDED if path.is_relative_to(closed)]
        script += _remounted(closed, "755", inside)
    ids = [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    become = ["setpriv", *ids] if user else []
    return _in_own_mounts(script, [*become, *command])


def command_closed_to_others(command: Sequence[str]) -> list[str]:
    """`command` run by root, where nobody else can read this checkout."""
    script = []
    if not any(map(_closed_above, NEEDED)):
        script = _remounted(ROOT, "700", [path for path in ROOT.iterdir() if path.is_dir()])
    return _in_own_mounts(script, command)


def _in_own_mounts(script: list[str], command: Sequence[str]) -> list[str]:
    lines = ["mount -t tmpfs tmpfs /mnt", *script, "exec " + shlex.join(command)]
    return ["unshare", "--mount", "--propagation", "private", "sh", "-ec", "\n".join(lines)]


def _remounted(folder: Path, mode: str, inside: Sequence[Path]) -> list[str]:
    """Lines of shell that put a folder of this mode in its place, with nothing but `inside`."""
    lines = [
        f"mkdir /mnt/{number} && mount --rbind {_q(path)} /mnt/{number}"
        for number, path in enumerate(inside)
    ]
    lines.append(f"mount -t tmpfs -o mode={mode} tmpfs {_q(folder)}")
    for number, path in enumerate(inside):
        lines.append(f"mkdir -p {_q(path)} && mount --move /mnt/{number} {_q(path)}")
        lines.append(f"rmdir /mnt/{number}")
    return lines


def _closed_above(path: Path) -> Path | None:
    """The topmost folder on the way to `path` that others may not enter."""
    for folder in [*reversed(path.parents), path]:
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def _q(path: Path) -> str:
    return shlex.quote(str(path))
