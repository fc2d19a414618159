"""What a notebook or a terminal shows of checks: a table with pictures, or text."""

import sys
from collections.abc import Sequence

from grader.report import Drawing, Report, Verdict


class Checked:
    """The results of some checks: a table with pictures in a notebook, text in a terminal."""

    def __init__(self, report: Report, pictures: Sequence[Drawing] = ()) -> None:
        self.report = report
        self.pictures = pictures

    def _repr_html_(self) -> str:
        from grader.render.fragments import checks_table

        return checks_table(self.report, self.pictures)

    def __repr__(self) -> str:
        from grader.render.console import to_text
        from grader.render.terminal import render

        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        return to_text(render(self.report), encoding).rstrip()


class OneCheck:
    """The result of one check; `Checked` is the same for several."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict

    def _repr_html_(self) -> str:
        from grader.render.fragments import verdict

        return verdict(self._verdict)

    def __repr__(self) -> str:
        from grader.render.terminal import one_check

        return one_check(self._verdict)
