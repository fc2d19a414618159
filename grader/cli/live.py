"""The page that `grade watch --html` keeps fresh."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.figures import Drawn
from grader.render.page import page
from grader.report import Report
from grader.submission import Submission
from grader.writing import replacing

REFRESH_SECONDS = 2


class LivePage:
    """A page in a file, replaced as a whole: a browser never reads half of one.

    It is read anew by itself while the watching goes on, and stays as it is afterwards.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._shown: tuple[Report, Submission | None, Sequence[Drawn]] | None = None

    def show(
        self,
        report: Report,
        submission: Submission | None = None,
        figures: Sequence[Drawn] = (),
    ) -> None:
        """Write the page anew. Raises OSError."""
        self._shown = report, submission, figures
        self._write(REFRESH_SECONDS)

    def settle(self) -> None:
        """Let browsers leave the page as it is. Raises OSError."""
        if self._shown is not None:
            self._write(None)

    def _write(self, refresh_seconds: int | None) -> None:
        assert self._shown is not None
        text = page(*self._shown, refresh_seconds=refresh_seconds)
        with replacing(self._file) as file:
            file.write(text)
