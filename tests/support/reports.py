"""Words in which tests read reports and what a command said, as anyone would read the JSON."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commands import Ran
from places import SUBMISSIONS

from grader.exercise.folders import default_folders
from grader.exercise.loading import load

LOSS = "compute_loss"
TRAINING = "train_parameters_linear_regression"

Report = dict[str, Any]
Reports = dict[str, Report]

RIGHT = "".join(
    line
    for line in (SUBMISSIONS / "right.py").read_text(encoding="utf-8").splitlines(keepends=True)
    if not line.startswith("# expects: ")
)


def submission(name: str) -> Path:
    """The submission of that name, among those of any exercise."""
    (path,) = SUBMISSIONS.rglob(name)
    return path


def mistake(name: str) -> str:
    """A known mistake in linear_regression, as a complete submission."""
    known = load("linear_regression", default_folders()).mistakes
    return next(one.whole_text for one in known if one.name == name)


def by_name(ran: Ran) -> Reports:
    """The reports of one command by the base name of the file."""
    reports = ran.json
    return {Path(report["submission"]).name: report for report in reports}


def of(report: Report, function: str) -> list[dict[str, Any]]:
    """The verdicts about one function; there always are some."""
    verdicts = [verdict for verdict in report["verdicts"] if verdict["function"] == function]
    assert verdicts
    return verdicts


def full_marks(report: Report) -> bool:
    return bool(report["status"] == "graded" and report["score"] == report["max_score"] > 0)


def every_point(report: Report, function: str) -> bool:
    return all(verdict["score"] == verdict["max_score"] for verdict in of(report, function))


def no_point(report: Report, function: str) -> bool:
    return not any(verdict["score"] for verdict in of(report, function))


def outcomes(report: Report, function: str) -> set[str]:
    return {verdict["outcome"] for verdict in of(report, function)}


def mistakes(report: Report, function: str) -> set[str | None]:
    """The mistakes named on the checks that did not pass, None where none is."""
    return {one["mistake"] for one in of(report, function) if one["outcome"] != "passed"}


def causes(report: Report, function: str) -> set[tuple[str, str]]:
    """The kind and the name of the causes that are told of a function."""
    told = (one for one in report["causes"] if one["function"] == function)
    return {(one["kind"], one["name"]) for one in told}


def feedback(report: Report, function: str | None = None) -> str:
    """All that was observed and is known, of one function or of all."""
    verdicts = report["verdicts"] if function is None else of(report, function)
    return "\n".join(f"{one['observed']}\n{one['feedback']}" for one in verdicts)


def remarks(report: Report) -> str:
    return "\n".join(report["remarks"])


def printed(report: Report) -> str:
    output: str = report["output"]
    return output


def strings(value: Any) -> Iterator[str]:
    """Every string anywhere in a report."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in strings(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in strings(item))


def steers_a_terminal(text: str) -> bool:
    """Whether a character in it moves, recolours, renames or reverses anything."""
    return any(unicodedata.category(one).startswith("C") for one in text if one not in "\n\t")


def notebook(*cells: str) -> str:
    """A notebook with these code cells."""
    return json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "metadata": {},
                    "outputs": [],
                    "source": source,
                }
                for source in cells
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 4,
        }
    )
