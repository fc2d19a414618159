"""A table of points for any other system."""

import csv
import io
import re

import pytest
from exports import earned
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import InputError
from grader.export.points import as_number, as_text, says
from grader.export.table import columns_from, table

# at the start of a cell, where semicolons end cells as well
FORMULA = re.compile(r"(^|;)\s*[=+\-@]")
ROWS = [earned("s1", 2.5, "Jané Roe", comment="Well done"), earned("s2", None, "Al Poe")]


def test_the_usual_columns_are_those_of_the_rows() -> None:
    assert table(ROWS) == (
        "student,name,points,max_points,comment\ns1,Jané Roe,2.5,3,Well done\ns2,Al Poe,,,\n"
    )


def test_columns_are_called_as_another_system_asks() -> None:
    columns = columns_from("Student ID=student, Score=points,comment,A=B=name")
    assert table(ROWS, columns).splitlines() == [
        "Student ID,Score,comment,A=B", "s1,2.5,Well done,Jané Roe", "s2,,,Al Poe"
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "Score=marks", "points,", "Student ID", "x=student,x=name"])
def test_columns_that_cannot_be_made_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="--columns"):
        columns_from(text)


def test_formulas_are_made_safe_but_ids_stay() -> None:
    row = earned("=1+1", 1.0, "=cmd()", comment="@SUM(A1)\n" + "long " * 1000)
    _, found = csv.reader(io.StringIO(table([row])))
    assert found[:2] == ["=1+1", "'=cmd()"]
    assert found[4].startswith("'@SUM(A1) long")
    assert len(found[4]) > 4000


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_name_or_comment_is_a_formula(name: str, comment: str) -> None:
    _, found = csv.reader(io.StringIO(table([earned("s1", 1.0, name, comment=comment)])))
    assert not FORMULA.search(found[1])
    assert not FORMULA.search(found[4])


@given(st.floats(0, 1e6), st.sampled_from(".,"))
def test_points_are_read_back_as_written(points: float, mark: str) -> None:
    text = as_text(points, mark)
    number = as_number(text)
    assert number is not None
    assert abs(number - points) <= 0.5e-5 + points * 1e-12
    assert says(text, points)


@pytest.mark.parametrize(
    ("text", "points", "expected"),
    [
        ("2.33", 7 / 3, True),
        ("2,33", 7 / 3, True),
        ("2", 2.4, False),
        ("2.3", 7 / 3, False),
        ("1.234,50", 1234.5, True),
        ("", 0.0, False),
        ("EX", 0.0, False),
        ("0", 0.0, True),
        ("-0.5", -0.5, True),
        ("85 %", 85.0, False),
    ],
)
def test_a_cell_has_points_if_it_shows_them_rounded(
    text: str, points: float, expected: bool
) -> None:
    assert says(text, points) == expected


@pytest.mark.parametrize(
    ("points", "text"), [(0.1 + 0.2, "0.3"), (10.0, "10"), (-0.0, "0"), (1e-9, "0"), (2.5, "2.5")]
)
def test_points_are_written_without_needless_digits(points: float, text: str) -> None:
    assert as_text(points) == text
