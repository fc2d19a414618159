"""An error that starts in one function is told of that one; of others that run into it, once. Pure.

A function that calls a broken one raises what that one raises, at the same line. So do two
functions that share a broken helper. Telling it twice makes one fault look like two.
"""

import re
from collections.abc import Sequence

from grader.judging.judge import Asked, changed
from grader.observations import Raised
from grader.report import Verdict

SAME = "{function} stops at the same error as {other}."
NUMBER = re.compile(r"\d+")  # sizes of tensors differ from one question to the next

# where something was raised, and what
Error = tuple[str, int, str, str]


def told_once(
    asked: Sequence[Asked], verdicts: Sequence[Verdict], functions: Sequence[str]
) -> list[Verdict]:
    """The verdicts; one that stops at the error of an earlier function of the exercise says so."""
    errors = [
        None if verdict.outcome == "passed" else _error(one)
        for one, verdict in zip(asked, verdicts, strict=True)
    ]
    first: dict[Error, str] = {}
    for function in functions:
        for error, verdict in zip(errors, verdicts, strict=True):
            if error is not None and verdict.function == function:
                first.setdefault(error, function)
    return [
        _same(verdict, first.get(error, verdict.function)) if error else verdict
        for error, verdict in zip(errors, verdicts, strict=True)
    ]


def only_same_errors(verdicts: Sequence[Verdict], function: str) -> bool:
    """Whether a function failed, and never for anything but the error of another one."""
    failed = [one for one in verdicts if one.function == function and one.outcome != "passed"]
    return bool(failed) and all(one.same_error_as for one in failed)


def _error(asked: Asked) -> Error | None:
    """The error that ended the check, if it was raised at a line of the submission."""
    short = asked.shortfall
    raised = None if short is None else short.observation
    if not isinstance(raised, Raised) or raised.syntax:
        return None
    if raised.file is None or raised.line is None:
        return None
    return raised.file, raised.line, raised.error, NUMBER.sub("…", raised.message)


def _same(verdict: Verdict, other: str) -> Verdict:
    if other == verdict.function:
        return verdict
    words = SAME.format(function=verdict.function, other=other)
    return changed(
        verdict,
        event="raised",  # what is not written is the other
        observed=words,
        happened=words,
        feedback=words,
        hint="",
        same_error_as=other,
    )
