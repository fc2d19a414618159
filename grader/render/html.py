"""Reports as HTML. Jinja escapes everything; text of a submission is never markup."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.render.terminal import next_steps
from grader.report import Report, Verdict


def checks_table(report: Report) -> str:
    """The checks of a report as a table, to be shown in a notebook."""
    return _rendered("checks.html.j2", report=report, steps=next_steps(report.verdicts))


def verdict(verdict: Verdict) -> str:
    """One check, to be shown under its cell."""
    return _rendered("verdict.html.j2", verdict=verdict)


def whole(report: Report) -> str:
    """What is true of a whole notebook, and what it printed."""
    return _rendered("whole.html.j2", report=report)


def _rendered(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=PackageLoader("grader.render"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["points"] = lambda number: f"{number:g}"
    return environment
