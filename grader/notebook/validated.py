"""What `nbgrader validate` shows of a check: it tells what a cell prints as errors, and no more."""

import os
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from grader.grading.one import Grading
from grader.notebook.here import EXECUTION, observe_here
from grader.report import Report, Verdict

VALIDATING = "validate"
WIDTH = 80  # nbgrader cuts longer lines
_SEEN: dict[tuple[str, tuple[int, ...]], tuple[Report, set[tuple[str, str]]]] = {}


def is_validating() -> bool:
    """Whether `nbgrader validate` runs this notebook."""
    return os.environ.get(EXECUTION) == VALIDATING


def explained(grading: Grading, verdict: Verdict, names: Mapping[str, Any]) -> str:
    """What a check says among all shown checks of its exercise: with causes, each told once."""
    from grader.render.words import once

    functions = tuple(id(names.get(one)) for one in grading.exercise.functions)
    key = grading.exercise.name, functions
    if key not in _SEEN:  # the same cells, one after the other
        _SEEN.clear()
        observed = observe_here(grading, names, is_right=lambda function: False)
        _SEEN[key] = grading.judge(*observed), set()
    report, told = _SEEN[key]
    among = [one for one in report.verdicts if one.check == verdict.check]
    return in_text(once(among[0], told) if among else verdict)


def in_text(verdict: Verdict) -> str:
    """One check, in lines that are not cut."""
    from grader.render.terminal import one_check

    return "\n".join(_wrapped(one_check(verdict)))


def _wrapped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from [line] if len(line) <= WIDTH else textwrap.wrap(line, WIDTH)
