"""A folder of the system with the data files of an exercise, for one submission.

It is made and removed outside of the process that runs the submission, so that nothing is left
whatever becomes of that. If root makes it, a submission that is another user can only read it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import WorkerUnavailable
from grader.sandbox.process import Death

if TYPE_CHECKING:
    from grader.exercise.data import Data

READABLE, READABLE_FOLDER = 0o444, 0o755


class WorkingFolder:
    """A fresh folder with these files, at `path`. Creating it raises WorkerUnavailable."""

    def __init__(self, data: Data) -> None:
        from tempfile import TemporaryDirectory, gettempdir  # slow to import, and seldom needed

        try:
            self._made = TemporaryDirectory(prefix="torchgrade-", ignore_cleanup_errors=True)
            self.path = os.path.realpath(self._made.name)
            try:
                self._lay_out(data)
            except OSError:
                self._made.cleanup()
                raise
        except OSError as error:
            raise WorkerUnavailable(
                f"The exercise's data files cannot be written into {gettempdir()}: "
                f"{error.strerror}. Make room there, or set TMPDIR to another folder."
            ) from error

    def _lay_out(self, data: Data) -> None:
        for name, content in data:
            file = Path(self.path, name)
            file.write_bytes(content)
            file.chmod(READABLE)
        Path(self.path).chmod(READABLE_FOLDER)

    def until(self, end: Callable[[], Death]) -> Callable[[], Death]:
        """`end`, which removes the folder as well."""

        def end_and_remove() -> Death:
            try:
                return end()
            finally:
                self._made.cleanup()
                if Path(self.path).is_symlink():  # which the submission put in its place
                    Path(self.path).unlink()

        return end_and_remove
