"""Files that are written whole or not at all, and the folders that they go to."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from grader.errors import OutputUnwritable


@contextmanager
def replacing(path: Path) -> Iterator[TextIOWrapper]:
    """A file to write, which replaces `path` once all of it is written, never before.

    A link stays a link: its target is replaced. Permissions stay as they were. A pipe, a terminal
    or /dev/null is written to directly. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="") as other:
            yield other
        return
    # nobody can guess this name and put a link there, and it is short enough for any file system
    scratch = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with scratch.open("x", encoding="utf-8", newline="") as file:
            if target.exists():
                scratch.chmod(stat.S_IMODE(target.stat().st_mode))
            yield file
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)


def make_folder(path: Path, option: str) -> None:
    """Make a folder, and those above it. Raises OutputUnwritable, which names `option`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritable(
            f"The folder {path} could not be created: {error.strerror or error}. "
            f"Choose another one with {option}."
        ) from error
