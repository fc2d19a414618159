"""The sandbox changes no grade: every submission gets in it what it gets without one."""

from pathlib import Path
from typing import Any

import needs
import pytest
from header import each_file
from reports import Report, submission
from warm import Graded

from grader.exercise.folders import Folders
from grader.sandbox.workers import Workers

# One of each kind: right, wrong, with errors, ended from inside or from outside, not to be read.
QUICK = (
    *("right.py", "notebook_with_magics.ipynb", "huber_loss.py", "two_faults.py"),
    *("shares_a_broken_helper.py", "prints_escape_sequences.py", "exits_at_the_top.py"),
    *("leaves_inside_a_function.py", "takes_all_memory.py", "magic_in_a_script.py.txt"),
)
# What decides and explains a grade, without sentences: these may say where a file lies.
OF_A_REPORT = ("status", "exercise", "score", "max_score", "sha256")
OF_A_VERDICT = ("check", "outcome", "score", "event", "mistake", "line", "waits_for")
OF_A_CAUSE = ("function", "kind", "name", "checks")
OF_A_REMARK = ("kind", "line")


@pytest.fixture(scope="session")
def graded_without(workers: Workers, folders: Folders) -> Graded:
    """The report on a submission that runs without a sandbox."""
    return Graded(workers, folders)


@needs.namespaces
@pytest.mark.parametrize("name", QUICK)
def test_the_sandbox_changes_no_grade_of_a_few(
    name: str, graded: Graded, graded_without: Graded
) -> None:
    alike(submission(name), graded, graded_without)


@pytest.mark.slow
@needs.namespaces
@each_file()
def test_the_sandbox_changes_no_grade_at_all(
    file: Path, graded: Graded, graded_without: Graded
) -> None:
    alike(file, graded, graded_without)


def alike(file: Path, graded: Graded, graded_without: Graded) -> None:
    """See that the submission gets the same in the sandbox and without."""
    inside, outside = graded(file), graded_without(file)
    if inside["status"] == "graded":
        assert (inside["isolation"], outside["isolation"]) == ("full", "none")
    assert decided(inside) == decided(outside)


def decided(report: Report) -> dict[str, Any]:
    """The fields of a report that decide and explain the grade.

    At which line a call is when its time is up is chance.
    """
    verdicts = [fields(one, OF_A_VERDICT) for one in report["verdicts"]]
    return fields(report, OF_A_REPORT) | {
        "verdicts": [
            one | {"line": None} if one["event"] == "timed_out" else one for one in verdicts
        ],
        "causes": [fields(one, OF_A_CAUSE) for one in report["causes"]],
        "remarks": [fields(one, OF_A_REMARK) for one in report["remarked"]],
    }


def fields(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: record[name] for name in names}
