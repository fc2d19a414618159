"""Reports as HTML for notebooks: fragments with inline styles."""

from grader.render.jinja import rendered
from grader.render.words import (
    BEFORE,
    NEXT,
    WARNED,
    all_passed,
    every_check_passed,
    next_steps,
    sections,
)
from grader.report import Report, Verdict


def checks_table(report: Report) -> str:
    """The checks of a report as a table, function by function, each below its cause."""
    passed = every_check_passed(report)
    return rendered(
        "checks.html.j2",
        report=report,
        sections=sections(report),
        steps=[step.text for step in next_steps(report.verdicts, report.all_causes)],
        all_passed=all_passed(report) if passed else "",
        next=BEFORE if passed else NEXT,
        warned=WARNED,
    )


def summary(report: Report) -> str:
    """The causes, function by function, and what to do next."""
    passed = every_check_passed(report)
    return rendered(
        "summary.html.j2",
        sections=sections(report),
        steps=[step.text for step in next_steps(report.verdicts, report.all_causes)],
        all_passed=all_passed(report) if passed else "",
        next=BEFORE if passed else NEXT,
    )


def verdict(verdict: Verdict) -> str:
    """One check, for the output of its cell."""
    return rendered("verdict.html.j2", verdict=verdict)


def whole(report: Report) -> str:
    """The remarks on a whole notebook, and what it printed."""
    return rendered("whole.html.j2", report=report, warned=WARNED)
