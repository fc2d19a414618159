"""What `nbgrader validate` shows of a check: it tells what a cell prints as errors, and no more."""

import os
import textwrap
from collections.abc import Iterator, Mapping
from operator import is_
from typing import Any

from grader.grading.one import Grading
from grader.notebook.here import EXECUTION, observe_here
from grader.report import Report, Verdict

VALIDATING = "validate"
WIDTH = 80  # nbgrader cuts longer lines
# the exercise, its functions in the notebook, the report on them, and what was told of it
_Seen = tuple[str, list[Any], Report, set[tuple[str, str]]]
_last: list[_Seen] = []


def is_validating() -> bool:
    """Whether `nbgrader validate` runs this notebook."""
    return os.environ.get(EXECUTION) == VALIDATING


def explained(grading: Grading, verdict: Verdict, names: Mapping[str, Any]) -> str:
    """What a check says among all shown checks of its exercise: with causes, each told once."""
    from grader.render.words import once

    exercise = grading.exercise
    functions = [names.get(one) for one in exercise.functions]
    # the checks of a function stand one below the other, and share a report
    is_known = _last and _last[0][0] == exercise.name and all(map(is_, _last[0][1], functions))
    if not is_known:
        observed = observe_here(grading, names, is_right=lambda function: False)
        _last[:] = [(exercise.name, functions, grading.judge(*observed), set())]
    _, _, report, told = _last[0]
    among = [one for one in report.verdicts if one.check == verdict.check]
    return in_text(once(among[0], told) if among else verdict)


def in_text(verdict: Verdict) -> str:
    """One check, in lines that are not cut."""
    from grader.render.terminal import one_check

    return "\n".join(_wrapped(one_check(verdict)))


def _wrapped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from [line] if len(line) <= WIDTH else textwrap.wrap(line, WIDTH)
