"""The working folder of a submission whose exercise has data files.

What one question did to it must not change what the next one sees. Where the kernel can, the files
cannot be changed at all; elsewhere they are put back before each question.
"""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

READABLE = 0o444

Stamp = tuple[int, ...]


class Folder:
    """The working folder as it is now, with these data files.

    If a submission may be able to change them, they are kept in memory too.
    """

    def __init__(self, names: Sequence[str], *, changeable: bool) -> None:
        self._place = Path.cwd()
        can_change = changeable and os.access(self._place, os.W_OK)
        self._kept = {self._place / name: b"" for name in names if can_change}
        self._stamps: dict[Path, Stamp | None] = {}
        for file in self._kept:
            self._kept[file] = file.read_bytes()
            self._stamps[file] = _stamp(file)

    @property
    def kept_bytes(self) -> int:
        """How much memory the files take."""
        return sum(map(len, self._kept.values()))

    def put_back(self) -> None:
        """Return to the folder, and put back files that were changed."""
        with contextlib.suppress(BaseException):  # a submission may have broken anything
            if self._kept:
                if self._place.is_symlink():
                    self._place.unlink()
                self._place.mkdir(exist_ok=True)
            os.chdir(self._place)
            for file, content in self._kept.items():
                if _stamp(file) != self._stamps[file]:
                    _replace(file, content)
                    self._stamps[file] = _stamp(file)


def _replace(file: Path, content: bytes) -> None:
    if file.is_dir() and not file.is_symlink():
        # it may have parts that cannot be removed; all of it goes with the folder
        file.rename(Path(tempfile.mkdtemp(dir=file.parent), file.name))
    else:
        file.unlink(missing_ok=True)
    file.write_bytes(content)
    file.chmod(READABLE)


def _stamp(file: Path) -> Stamp | None:
    """What a change of the file changes; None if there is nothing of that name."""
    try:
        found = file.lstat()
    except OSError:
        return None
    return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns
