"""`grade lint --slips`: which small slips in the solution cost points, and which no check sees."""

from pathlib import Path

from casebooks import Casebooks
from commands import Run
from exercise_factory import write_exercise

from grader.exercise.loading import load
from grader.proof.slipping import Slipping, examine_slips, slips_of
from grader.sandbox.workers import Workers

# no check asks for a negative number, so nothing notices that abs is missing
HOLE: dict[str, str | None] = {
    "solutions/solution.py": "def double(x):\n    return abs(x) * 2\n",
}
LISTED = """Goal: to call a function.

## Equivalent slips

- double, leaves out a call: `return x * 2`: the numbers are positive

## Out of scope

- double, has another number: `return abs(x) * 3`: not here
"""


def examined(root: Path, workers: Workers, changes: dict[str, str | None]) -> Slipping:
    folders = write_exercise(root, changes)
    exercise = load("doubling", folders)
    done: list[int] = []
    made = slips_of(exercise)
    slipping = examine_slips(exercise, made, folders, workers, progress=done.append)
    assert done == list(range(1, len(made) + 1))
    return slipping


def test_a_slip_that_no_check_notices_is_told(tmp_path: Path, workers: Workers) -> None:
    slipping = examined(tmp_path, workers, HOLE)
    assert [one.line for one in slipping.unnoticed] == ["return x * 2"]
    assert len(slipping.costly) == len(slipping.found) - 1 > 5
    assert all(one.costs == {"double"} for one in slipping.costly)


def test_what_design_md_lists_as_equivalent_is_not_told(tmp_path: Path, workers: Workers) -> None:
    slipping = examined(tmp_path, workers, {**HOLE, "solutions/DESIGN.md": LISTED})
    assert slipping.equivalent == {"double, leaves out a call: `return x * 2`"}
    assert slipping.unnoticed == []


def test_the_cause_of_a_slip_is_counted(
    tmp_path: Path, workers: Workers, with_casebook: Casebooks
) -> None:
    changes: dict[str, str | None] = {"solutions/solution.py": "def double(x):\n    return x * 2\n"}
    with_casebook(write_exercise(tmp_path, changes))
    slipping = examined(tmp_path, workers, changes)
    # x / 2 is a known mistake
    assert {one.line: one.causes for one in slipping.found}["return x / 2"] == ("halves",)


def test_the_table_has_a_line_for_each_kind(
    tmp_path: Path, grade: Run, with_casebook: Casebooks
) -> None:
    folders = write_exercise(tmp_path, HOLE)
    with_casebook(folders)
    where = ["--exercises", folders.exercises, "--solutions", folders.solutions]
    ran = grade("lint", "doubling", "--seeds", 1, "--slips", *where)
    assert "leaves out a call" in ran.out
    assert "Full marks, so equivalent or a hole in the checks:" in ran.out
    assert "double, leaves out a call: `return x * 2`" in ran.out
    assert ran.code == 0
