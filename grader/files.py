"""Files that are written whole or not at all."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file to write that takes the place of `path` when all is written: a full disk leaves it.

    A link stays one: what it leads to is replaced. Who may read a file stays as it was. Whatever is
    no file (a pipe, a terminal, /dev/null) is written to as it is. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="") as other:
            yield other
        return
    # a name that nobody can put a link at beforehand, and that fits whatever the target's length
    scratch = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with scratch.open("x", encoding="utf-8", newline="") as file:
            if target.exists():
                scratch.chmod(stat.S_IMODE(target.stat().st_mode))
            yield file
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
