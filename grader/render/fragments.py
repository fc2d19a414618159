"""Reports as HTML for notebooks: fragments with inline styles."""

from grader.render.jinja import rendered
from grader.render.words import next_steps
from grader.report import Report, Verdict


def checks_table(report: Report) -> str:
    """The checks of a report as a table."""
    return rendered(
        "checks.html.j2", report=report, steps=[step.text for step in next_steps(report.verdicts)]
    )


def verdict(verdict: Verdict) -> str:
    """One check, for the output of its cell."""
    return rendered("verdict.html.j2", verdict=verdict)


def whole(report: Report) -> str:
    """The remarks on a whole notebook, and what it printed."""
    return rendered("whole.html.j2", report=report)
