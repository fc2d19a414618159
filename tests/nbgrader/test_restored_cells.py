"""Whatever a notebook says of itself: what was assigned is put back, and what was written stays."""

import json
import re
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator

from grader.checks import Check
from grader.exercise.folders import Folders, default_folders
from grader.exercise.loading import load_all
from grader.nbgrader.cells import AssignedCell, grade_id, is_check, restore, solution_id

NBGRADERS = re.compile(r"[a-zA-Z0-9_\-]+")  # what nbgrader takes for a name, of a letter or more
NAMES = ["loss", "train", "loss-shown-0a1b2c3d", "loss-hidden-0a1b2c3d", "text", "x" * 80]
CHECKSUM = "0a1b2c3d" * 4
KINDS: dict[str, dict[str, Any]] = {
    "test": {"cell_type": "code", "locked": True, "grade": True},
    "solution": {"cell_type": "code", "solution": True},
    "program that a person grades": {"cell_type": "code", "solution": True, "grade": True},
    "text that a person grades": {"cell_type": "markdown", "solution": True, "grade": True},
    "text to read": {"cell_type": "markdown", "locked": True},
    "program to read": {"cell_type": "code", "locked": True},
    "task": {"cell_type": "markdown", "locked": True, "task": True},
}

# as json.loads makes it, which knows the halves of characters
texts = st.one_of(st.text(max_size=12), st.sampled_from(["\ud800", "a\udfffb", "\x00", "<script>"]))
numbers = st.one_of(st.integers(), st.floats(allow_nan=False))
junk = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
names = st.sampled_from(NAMES)
claims = st.fixed_dictionaries(
    {"grade_id": st.one_of(names, junk)},
    optional={
        "schema_version": st.one_of(st.integers(0, 9), junk),
        "grade": st.one_of(st.booleans(), junk),
        "solution": st.one_of(st.booleans(), junk),
        "locked": st.one_of(st.booleans(), junk),
        "task": junk,
        "points": st.one_of(st.integers(-5, 1000), junk),
        "checksum": junk,
        "cell_type": junk,
        "anything": junk,
    },
)
metadata = st.one_of(
    junk,
    st.fixed_dictionaries(
        {},
        optional={
            "nbgrader": st.one_of(claims, junk),
            "tags": st.one_of(st.lists(texts, max_size=3), junk),
            "collapsed": junk,
            "jupyter": junk,
            "mine": junk,
        },
    ),
)
cells = st.one_of(
    junk,
    st.fixed_dictionaries(
        {},
        optional={
            "cell_type": st.one_of(st.sampled_from(["code", "markdown", "raw", "heading"]), junk),
            "id": st.one_of(names, st.sampled_from(["a", "b", "a" * 65, "a b", ""]), junk),
            "metadata": metadata,
            "source": st.one_of(texts, st.lists(texts, max_size=3), junk),
            "outputs": junk,
            "execution_count": junk,
            "attachments": st.one_of(
                st.just({"p.png": {"image/png": "aGk="}}), st.dictionaries(texts, junk), junk
            ),
            "anything": junk,
        },
    ),
)


@st.composite
def assignments(draw: st.DrawFn) -> list[AssignedCell]:
    """Cells of nbgrader's kinds with different names, as its gradebook tells them."""
    different = draw(st.lists(names, unique=True))
    return [draw(assigned_cells(name)) for name in different]


@st.composite
def assigned_cells(draw: st.DrawFn, name: str) -> AssignedCell:
    points = float(draw(st.integers(0, 9)))
    source = draw(st.text(st.characters(codec="utf-8"), max_size=12))
    checksum = draw(st.sampled_from([None, CHECKSUM]))
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    return AssignedCell(name, source=source, checksum=checksum, points=points, **kind)


def a_test(name: str = "loss-shown-0a1b2c3d") -> AssignedCell:
    return AssignedCell(
        name, "code", "score('a', 'b')", CHECKSUM, locked=True, grade=True, points=2.0
    )


def notebook(restored: list[NotebookNode]) -> NotebookNode:
    return NotebookNode(cells=restored, metadata=NotebookNode(), nbformat=4, nbformat_minor=5)


def nbgrader_of(cell: Any) -> dict[str, Any]:
    """What a cell says to nbgrader."""
    kept: dict[str, Any] = cell.metadata.get("nbgrader", {})
    return kept


def name_of(cell: Any) -> str | None:
    """Which cell a cell of a submission says it is, where that can be said at all."""
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if isinstance(cell, dict) else None
    return cell if isinstance(cell, str) else None


def written(cell: Any) -> str:
    """The text of a cell as the submission has it; half a character is replaced."""
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)


def plain(restored: list[NotebookNode]) -> Any:
    return json.loads(json.dumps(restored))


# every property is of the same kind of notebook
of_any_notebook = given(st.lists(cells, max_size=6), assignments())
long_enough = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

# ------------------------------------------------------------------ for any notebook at all


@long_enough
@of_any_notebook
@example([{"id": "loss-shown-0a1b2c3d", "cell_type": "code"}], [a_test()])
@example([{"cell_type": "markdown", "attachments": {"a": "no picture"}}], [])
def test_what_comes_back_is_a_notebook_to_jupyter_and_to_nbgrader(
    submitted: list[Any], assigned: list[AssignedCell]
) -> None:
    restored = notebook(restore(submitted, assigned))
    nbformat.validate(restored)
    MetadataValidator().validate_nb(restored)
    nbformat.writes(restored).encode()


@long_enough
@of_any_notebook
def test_every_assigned_test_is_there_once_with_its_points_and_its_source(
    submitted: list[Any], assigned: list[AssignedCell]
) -> None:
    restored = restore(submitted, assigned)
    for was in assigned:
        found = [cell for cell in restored if nbgrader_of(cell).get("grade_id") == was.name]
        assert len(found) <= 1
        if was.is_test:
            (cell,) = found
            assert (cell.cell_type, cell.source) == ("code", was.source)
            assert nbgrader_of(cell)["points"] == was.points
            assert nbgrader_of(cell)["locked"] is nbgrader_of(cell)["grade"] is True
            assert nbgrader_of(cell)["solution"] is False


@long_enough
@of_any_notebook
def test_nothing_is_graded_that_was_not_assigned(
    submitted: list[Any], assigned: list[AssignedCell]
) -> None:
    known = {was.name: was.metadata() for was in assigned}
    for cell in restore(submitted, assigned):
        if "nbgrader" in cell.metadata:
            assert nbgrader_of(cell) == known[nbgrader_of(cell)["grade_id"]]


@long_enough
@of_any_notebook
def test_what_was_written_outside_locked_cells_is_still_there_in_its_order(
    submitted: list[Any], assigned: list[AssignedCell]
) -> None:
    locked = {was.name for was in assigned if was.locked}
    kept = [
        written(cell)
        for cell in submitted
        if isinstance(cell, dict) and name_of(cell) not in locked
    ]
    restored = iter(cell.source for cell in restore(submitted, assigned))
    assert all(text in restored for text in kept)


@long_enough
@of_any_notebook
def test_a_second_time_changes_nothing(submitted: list[Any], assigned: list[AssignedCell]) -> None:
    once = restore(submitted, assigned)
    assert plain(restore(once, assigned)) == plain(once)


@long_enough
@of_any_notebook
def test_a_notebook_from_a_file_is_left_as_it_is_while_it_is_read(
    submitted: list[Any], assigned: list[AssignedCell]
) -> None:
    before = json.dumps(submitted)
    restore(submitted, assigned)
    assert json.dumps(submitted) == before


# ------------------------------------------------------------------ some notebooks


def test_the_last_of_several_cells_with_one_name_counts_as_for_nbgrader() -> None:
    solution = AssignedCell("loss", "code", "# start", solution=True)
    claim = {"nbgrader": {"grade_id": "loss"}}
    copies = [
        {"cell_type": "code", "metadata": claim, "source": text} for text in ("first", "last")
    ]
    first, last = restore(copies, [solution])
    assert (first.source, nbgrader_of(first)) == ("first", {})
    assert (last.source, nbgrader_of(last)) == ("last", solution.metadata())


def test_what_was_written_into_a_second_copy_of_a_locked_cell_stays() -> None:
    claim = {"nbgrader": {"grade_id": "loss-shown-0a1b2c3d"}}
    copies = [
        {"cell_type": "code", "metadata": claim, "source": text} for text in ("helper = 1", "x")
    ]
    mine, test = restore(copies, [a_test()])
    assert (mine.source, nbgrader_of(mine)) == ("helper = 1", {})
    assert test.source == a_test().source


def test_a_deleted_test_comes_back_at_the_end() -> None:
    mine = {"cell_type": "code", "metadata": {}, "source": "def compute_loss(): ..."}
    restored = restore([mine], [a_test("a-shown-00000000"), a_test("b-hidden-00000000")])
    assert [nbgrader_of(cell).get("grade_id") for cell in restored] == [
        None,
        "a-shown-00000000",
        "b-hidden-00000000",
    ]


def test_a_deleted_answer_stays_deleted() -> None:
    assert restore([], [AssignedCell("loss", "code", "# start", solution=True)]) == []


def test_an_answer_in_a_cell_that_was_turned_to_another_kind_is_code_again() -> None:
    turned = {
        "cell_type": "raw",
        "metadata": {"nbgrader": {"grade_id": "loss"}},
        "source": "def compute_loss(): ...",
    }
    (cell,) = restore([turned], [AssignedCell("loss", "code", solution=True)])
    assert (cell.cell_type, cell.source) == ("code", turned["source"])


def test_outputs_that_were_handed_in_are_gone() -> None:
    output = {"output_type": "execute_result", "data": {"text/plain": "20.0"}}
    forged = {"cell_type": "code", "metadata": {}, "source": "20.0", "outputs": [output]}
    (cell,) = restore([forged], [])
    assert (cell.source, cell.outputs) == ("20.0", [])


def test_pictures_and_tags_stay() -> None:
    mine = {
        "cell_type": "markdown",
        "id": "mine",
        "metadata": {"tags": ["idea"]},
        "source": "![](attachment:p.png)",
        "attachments": {"p.png": {"image/png": "aGk="}},
    }
    (cell,) = restore([mine], [])
    assert plain([cell]) == [mine]


def test_a_cell_of_a_student_that_has_the_id_of_a_missing_test_gives_it_up() -> None:
    test = a_test()
    first, last = restore([{"cell_type": "code", "id": test.name, "source": "mine"}], [test])
    assert (first.source, last.source) == ("mine", test.source)
    assert first.id != last.id


@pytest.mark.parametrize("anything", [None, 1, "cells", [], ["a"], [[]], True])
def test_what_is_no_cell_is_left_out(anything: Any) -> None:
    assert restore([anything], []) == []


# ------------------------------------------------------------------ names


@pytest.fixture(scope="module")
def named() -> list[tuple[str, Check, str]]:
    """Every check of every exercise: the exercise, the check, and the name of its cell."""
    return [
        (exercise.name, check, grade_id(exercise.name, check))
        for exercise in load_all(default_folders())
        for check in exercise.checks
    ]


def test_no_two_checks_have_one_name(named: list[tuple[str, Check, str]]) -> None:
    assert len({name for _, _, name in named}) == len(named) > 10


def test_names_are_what_nbgrader_and_jupyter_take(named: list[tuple[str, Check, str]]) -> None:
    for _, _, name in named:
        assert NBGRADERS.fullmatch(name)
        assert len(name) <= 64
        assert is_check(name)


def test_a_name_tells_the_function_and_whether_it_is_shown_and_not_the_title(
    named: list[tuple[str, Check, str]],
) -> None:
    for _, check, name in named:
        visibility = "shown" if check.shown else "hidden"
        assert name.startswith(f"{check.call.function}-{visibility}-")
        assert re.fullmatch(r"[0-9a-f]{8}", name.rpartition("-")[2])


def test_a_name_stays_when_the_exercise_is_loaded_anew(
    named: list[tuple[str, Check, str]],
) -> None:
    again = [
        grade_id(exercise.name, check)
        for exercise in load_all(default_folders())
        for check in exercise.checks
    ]
    assert again == [name for _, _, name in named]


def test_the_name_of_the_first_check_is_what_it_was_when_courses_were_made(
    linear_regression: Any,
) -> None:
    # gradebooks of courses hold it: a change takes their grades away
    first = linear_regression.checks[0]
    assert first.title == "compute_loss agrees with the worked example"
    assert grade_id("linear_regression", first) == "compute_loss-shown-2b301ad8"


def test_names_do_not_depend_on_points_hints_or_the_hidden_half(
    named: list[tuple[str, Check, str]],
) -> None:
    students = Folders(default_folders().exercises, None)
    shown = {
        grade_id(exercise.name, check)
        for exercise in load_all(students)
        for check in exercise.checks
    }
    assert shown == {name for _, check, name in named if check.shown}


@given(st.text(min_size=1, max_size=20))
def test_a_function_of_any_name_makes_a_name_that_nbgrader_takes(function: str) -> None:
    assert NBGRADERS.fullmatch(solution_id(function))


@given(st.one_of(st.text(max_size=40), st.sampled_from(NAMES)))
def test_only_names_of_checks_are_names_of_checks(name: str) -> None:
    made = re.fullmatch(r"[A-Za-z0-9_]+-(?:shown|hidden)-[0-9a-f]{8}", name)
    assert is_check(name) == (made is not None)
