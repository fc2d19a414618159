"""The page that `grade watch --html` keeps fresh."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from grader.files import replacing
from grader.render.page import Live, page
from grader.render.progress import Progress
from grader.report import Report
from grader.watching.watching import Graded

REFRESH_SECONDS = 3


@dataclass(frozen=True)
class _Shown:
    """What the page shows, and since when."""

    report: Report
    graded: Graded | None
    live: Live


class LivePage:
    """A page in a file, replaced as a whole: a browser never reads half of one.

    It is read anew by itself while the watching goes on, and stays as it is afterwards.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._shown: _Shown | None = None

    def show(
        self,
        report: Report,
        graded: Graded | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Write the page anew; `graded` has more to show than the report. Raises OSError."""
        live = Live(REFRESH_SECONDS, time.strftime("%H:%M:%S"), progress)
        self._shown = _Shown(report, graded, live)
        self._write(self._shown)

    def settle(self) -> None:
        """Let browsers leave the page as it is. Raises OSError."""
        if self._shown is not None:
            self._write(self._shown, refresh=False)

    def _write(self, shown: _Shown, *, refresh: bool = True) -> None:
        live = shown.live if refresh else shown.live._replace(refresh_seconds=None)
        if shown.graded is None:
            text = page(shown.report, live=live)
        else:
            graded = shown.graded
            text = page(
                shown.report, graded.submission, graded.figures, title=graded.title, live=live
            )
        with replacing(self._file) as file:
            file.write(text)
