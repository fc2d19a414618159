"""Reports as HTML for notebooks: fragments with inline styles."""

import base64
from collections.abc import Sequence
from typing import Any

from grader.render.jinja import rendered
from grader.render.words import (
    BEFORE,
    NEXT,
    WARNED,
    all_passed,
    every_check_passed,
    first_steps,
    sections,
)
from grader.report import Drawing, Picture, Report, Verdict

DATA = "data:image/svg+xml;base64,"


def checks_table(report: Report, drawings: Sequence[Drawing] = ()) -> str:
    """The checks of a report as a table, function by function, each below its cause."""
    of_all = _of_all_checks(report)
    drawn = pictures(drawings)
    return rendered("checks.html.j2", report=report, warned=WARNED, drawn=drawn, **of_all)


def summary(report: Report) -> str:
    """The causes, function by function, and what to do next."""
    return rendered("summary.html.j2", **_of_all_checks(report))


def verdict(verdict: Verdict) -> str:
    """One check, for the output of its cell."""
    return rendered("verdict.html.j2", verdict=verdict)


def whole(report: Report) -> str:
    """The remarks on a whole notebook, and what it printed."""
    return rendered("whole.html.j2", report=report, warned=WARNED)


def pictures(drawings: Sequence[Drawing]) -> str:
    """Pictures with their captions, as images; sentences where there is nothing to draw."""
    listed = [
        (
            one,
            DATA + base64.b64encode(one.svg.encode()).decode() if isinstance(one, Picture) else "",
        )
        for one in drawings
    ]
    return rendered("pictures.html.j2", drawings=listed)


def _of_all_checks(report: Report) -> dict[str, Any]:
    """The sections of a report, and what to do next under its heading."""
    passed = every_check_passed(report)
    steps = first_steps(report)
    return {
        "sections": sections(report),
        "steps": [step.text for step in steps.first],
        "steps_left_out": steps.left_out,
        "all_passed": all_passed(report) if passed else "",
        "next": BEFORE if passed else NEXT,
    }
