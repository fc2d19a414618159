"""What each student earned, as other systems are told."""

import shutil
from pathlib import Path

import pytest
from places import ROOT

from grader.classroom.decisions import Decisions
from grader.classroom.grade_row import GradeRow, rows
from grader.classroom.gradebook import Gradebook, Student
from grader.course.rules import ExerciseRules
from grader.report import Report

NONE = Decisions(ExerciseRules(), 3.0)


def record(book: Gradebook, student: str, score: float | None) -> None:
    report = Report(
        exercise="doubling",
        submission="",
        status="not_graded" if score is None else "graded",
        score=score or 0.0,
        max_score=3.0,
    )
    run = book.open_run("", 1, "full", "")
    book.record(run, Student(student, student, student.title()), report, None, None, "")


@pytest.fixture
def book(tmp_path: Path) -> Gradebook:
    return Gradebook(tmp_path / "gradebook.db", "doubling")


def test_who_is_not_graded_has_no_points(book: Gradebook) -> None:
    with book:
        record(book, "ann", 0.0)
        record(book, "bob", None)
        assert list(rows(book, "last", NONE)) == [
            GradeRow("ann", "Ann", 0.0, 3.0, slug="ann"),
            GradeRow("bob", "Bob", None, None, slug="bob"),
        ]


def test_earlier_ids_are_known_and_dropped_ones_not(book: Gradebook) -> None:
    with book:
        for student in ("71", "dan", "ann"):
            record(book, student, 1.0)
        book.rename("71", "ann")
        book.drop("dan")
        (row,) = rows(book, "last", NONE)
    assert (row.student, row.known_as) == ("ann", ("71",))


def test_an_earlier_gradebook_knows_no_other_ids(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "faces" / "gradebook.db", tmp_path)
    with Gradebook.reading(tmp_path / "gradebook.db") as earlier:
        found = list(rows(earlier, "best", NONE))
    assert found
    assert not any(row.known_as for row in found)
