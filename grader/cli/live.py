"""The page that `grade watch --html` keeps up to date."""

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
class _Content:
    """What is on the page."""

    report: Report
    graded: Graded | None
    live: Live


class LivePage:
    """A page in a file, always replaced as a whole, so that a browser never reads half of it.

    Browsers reload it as long as `grade watch` runs.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._content: _Content | None = None

    def show(
        self,
        report: Report,
        graded: Graded | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Write the page; `graded` adds the code and pictures to the report. Raises OSError."""
        live = Live(REFRESH_SECONDS, time.strftime("%H:%M:%S"), progress)
        self._content = _Content(report, graded, live)
        self._write(self._content)

    def settle(self) -> None:
        """Stop browsers from reloading the page. Raises OSError."""
        if self._content is not None:
            self._write(self._content, refresh=False)

    def _write(self, content: _Content, *, refresh: bool = True) -> None:
        live = content.live if refresh else content.live._replace(refresh_seconds=None)
        if content.graded is None:
            text = page(content.report, live=live)
        else:
            graded = content.graded
            text = page(
                content.report, graded.submission, graded.pictures, title=graded.title, live=live
            )
        with replacing(self._file) as file:
            file.write(text)
