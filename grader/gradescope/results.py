"""A report as Gradescope's results.json.

Source: Gradescope's "Autograder Specifications", sections "Output format", "Test case status" and
"Output String Formatting". All text is sent with the format `text`, of which Gradescope renders no
HTML, no Markdown and no terminal colours: a submission's own text is in it.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from grader.printable import counted
from grader.render.terminal import check_in_words
from grader.render.words import (
    BEFORE,
    NEXT,
    WARNED,
    all_passed,
    every_check_passed,
    first_steps,
    once,
    sections,
)
from grader.report import Report, Verdict

MAX_PRINTED_LINES = 20
NOT_CONFINED = "Graded without the sandbox."
PRINTED = "What it printed, in all checks together:"


class Test(Struct, frozen=True, kw_only=True):
    """One check."""

    name: str
    score: float
    max_score: float
    status: Literal["passed", "failed"]
    output: str
    name_format: Literal["text"] = "text"
    output_format: Literal["text"] = "text"
    visibility: Literal["visible"] = "visible"


class Extra(Struct, frozen=True, kw_only=True):
    """What Gradescope keeps and shows to nobody: how to ask the same again, and of what."""

    exercise: str
    submission: str
    sha256: str
    seed: int
    isolation: str


class Results(Struct, frozen=True, kw_only=True, omit_defaults=False):
    """The file's content. What the autograder prints stays with instructors."""

    score: float
    output: str
    tests: tuple[Test, ...] = ()
    execution_time: float = 0.0
    extra_data: Extra | dict[str, str] = {}
    output_format: Literal["text"] = "text"
    visibility: Literal["visible"] = "visible"
    stdout_visibility: Literal["hidden"] = "hidden"

    def packed(self) -> str:
        """The file's content."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"


def results(report: Report) -> Results:
    """The results for a report that is graded: a test for each check, in the same order."""
    told: set[tuple[str, str]] = set()
    return Results(
        score=report.score,
        output="\n\n".join(_parts(report)),
        tests=tuple(_test(once(verdict, told)) for verdict in report.verdicts),
        execution_time=report.seconds,
        extra_data=Extra(
            exercise=report.exercise or "",
            submission=report.submission,
            sha256=report.sha256,
            seed=report.seed,
            isolation=report.isolation,
        ),
    )


def nothing_to_grade(reason: str) -> Results:
    """The results where no file could be read: no test, and what to do.

    Without a score Gradescope would take the file for invalid and not show the reason.
    """
    return Results(
        score=0.0,
        output=f"No check was run, as there is no file to grade. {reason}\n\n"
        "Hand in again: a Python file or a notebook, such as submit.py or submit.ipynb.",
    )


def _test(verdict: Verdict) -> Test:
    return Test(
        name=verdict.check,
        score=verdict.score,
        max_score=verdict.max_score,
        status="passed" if verdict.outcome == "passed" else "failed",
        output="\n".join(check_in_words(verdict)),
    )


def _parts(report: Report) -> Iterator[str]:
    """What is told of the submission as a whole, most important first."""
    if report.isolation == "none":
        yield NOT_CONFINED
    yield from report.remarks
    if report.unreadable:  # told by a remark, and there is nothing else to tell
        return
    for section in sections(report):
        if section.paragraphs:
            yield "\n".join([section.function, *(text for _, text in section.paragraphs)])
    yield from _next(report)
    yield from _printed(report)
    if report.warned:
        yield "\n".join([f"{WARNED}:", *report.warned])


def _next(report: Report) -> Iterator[str]:
    passed = every_check_passed(report)
    if passed:
        yield all_passed(report)
    steps = first_steps(report)
    if steps.first:
        numbered = [f"{number}. {step.text}" for number, step in enumerate(steps.first, start=1)]
        more = [f"… and {steps.left_out} more"] if steps.left_out else []
        yield "\n".join([f"{BEFORE if passed else NEXT}:", *numbered, *more])


def _printed(report: Report) -> Iterator[str]:
    lines = report.output.rstrip().split("\n")
    if report.output.strip():
        left = len(lines) - MAX_PRINTED_LINES
        more = [f"… and {counted(left, 'more line')}"] if left > 0 else []
        yield "\n".join([PRINTED, *lines[:MAX_PRINTED_LINES], *more])
