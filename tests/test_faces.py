"""What others rely on stays: doors, commands, JSON, gradebooks, questions, nbgrader's cells.

`tests/faces` has what version 0.1 made before reports had events. New names, options and fields are
welcome; lost or changed ones break somebody's course.
"""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from places import ROOT
from public_faces import everything

from grader.classroom.gradebook import Gradebook

FACES = ROOT / "tests" / "faces"
FROZEN: dict[str, Any] = json.loads((FACES / "frozen.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def now() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(everything()))
    return found


def lost(before: Any, after: Any, place: str = "") -> list[str]:
    """What was there before and is missing or different now."""
    if isinstance(before, dict) and isinstance(after, dict):
        inner = [lost(value, after.get(key), f"{place}/{key}") for key, value in before.items()]
        return [text for texts in inner for text in texts]
    return [] if before == after else [f"{place}: {before!r} is now {after!r}"]


@pytest.mark.parametrize("face", ["doors", "commands", "questions", "gradebook"])
def test_nothing_public_is_lost_or_changed(face: str, now: dict[str, Any]) -> None:
    assert lost(FROZEN[face], now[face]) == []


def test_no_cell_of_an_assignment_has_another_name(now: dict[str, Any]) -> None:
    for exercise, names in FROZEN["cells"].items():
        assert [one for one in now["cells"][exercise] if one in names] == names


@pytest.mark.parametrize("record", ["Report", "Verdict", "Cause"])
def test_json_only_gains_fields(record: str, now: dict[str, Any]) -> None:
    assert set(FROZEN["json"][record]) <= set(now["json"][record])


def scores(table: Path) -> list[tuple[str, ...]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return [(row["student"], row["status"], row["score"], row["max_score"]) for row in rows]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The output folder of a class that the earlier version graded."""
    shutil.copy(FACES / "gradebook.db", tmp_path)
    return tmp_path


def test_an_earlier_gradebook_opens_with_all_its_reports(course: Path) -> None:
    with Gradebook.reading(course / "gradebook.db") as book:
        attempts = list(book.counted("last"))
    found = [(one.student.student, one.report.status) for one in attempts]
    assert found == [row[:2] for row in scores(FACES / "scores.csv")]
    assert all(one.submission for one in attempts if one.report.status == "graded")


@pytest.fixture
def places(tmp_path: Path) -> list[str | Path]:
    """The exercise with the shown checks that it had then: of later ones, nothing is known."""
    exercises = shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    shutil.copy(FACES / "shown_checks.py", exercises / "linear_regression" / "checks.py")
    return ["--exercises", exercises, "--solutions", ROOT / "solutions"]


def test_an_earlier_gradebook_rejudges_to_the_same_scores(
    course: Path, places: list[str | Path], grade: Run
) -> None:
    ran = grade("class", "--rejudge", "--yes", "--output", course, *places)
    assert ran.code == 0
    assert scores(course / "grades.csv") == scores(FACES / "scores.csv")
    assert (course / "feedback" / "cleo.html").exists()
