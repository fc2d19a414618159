"""`grade` where the kernel refuses some system calls, as some kernels and containers do."""

import sys
from pathlib import Path

GRADE = str(Path(sys.executable).with_name("grade"))
REFUSING = """
import os, sys
import pyseccomp
calls = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
for refused in sys.argv[1].split():
    name, _, error = refused.partition("=")
    calls.add_rule(pyseccomp.ERRNO(int(error)), name)
calls.load()
os.execv(sys.argv[2], sys.argv[2:])
"""
NO_NAMESPACES = "unshare=1"  # EPERM
NO_LANDLOCK = "landlock_create_ruleset=38"  # ENOSYS


def refusing(refused: str, *arguments: object) -> list[str]:
    """The words of a command under which these system calls are refused."""
    return [sys.executable, "-c", REFUSING, refused, GRADE, *map(str, arguments)]
