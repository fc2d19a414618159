"""The real nbgrader, from the assignment to the feedback: the score is the sandbox's alone.

One course, handed out, handed in by many students and graded by one `nbgrader autograde`. What each
of them earned is compared with what `grade submit.py` says of the same code as a script.
"""

import copy
import csv
import json
import math
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import needs
import numpy
import pytest
import torch
from commands import Run, run_grade
from course import (
    EXERCISE,
    Course,
    Json,
    by_function,
    checks_of,
    code_cell,
    filled_in,
    hidden_lines,
    make_course,
    named,
    nbgrader_of,
    new_notebook,
    outputs,
    run_module,
)
from nbformat.v4 import new_code_cell, new_output
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import determine_grade
from once import made_once
from places import HIDDEN, ROOT, SUBMISSIONS
from reports import RIGHT, mistake, strings

from grader.exercise.folders import default_folders
from grader.exercise.loading import Exercise, load
from grader.nbgrader.cells import grade_id, is_check, points_text

pytestmark = needs.sandbox
# one process makes what these tests look at, and none waits for it
together = pytest.mark.xdist_group("graded")

LOSS, TRAINING = "compute_loss", "train_parameters_linear_regression"
FULL_MARKS = 20.0

Change = Callable[[Json], None]


def submission(name: str) -> str:
    return (SUBMISSIONS / f"{name}.py").read_text(encoding="utf-8")


def accepted(name: str) -> str:
    return (HIDDEN / "accepted" / f"{name}.py").read_text(encoding="utf-8")


WRONG = mistake("climbs_the_gradient")
STUB = (ROOT / "exercises" / EXERCISE / "submit.py").read_text(encoding="utf-8")

# ------------------------------------------------------------------ what students write


WRITTEN = {
    "alice": RIGHT,
    "by-hand": accepted("derivative_by_hand"),
    "with-torch": accepted("optim_sgd"),
    "recursive": accepted("recursion"),
    "prints": accepted("prints_as_it_trains"),
    "climbs": WRONG,
    "never-clears": mistake("never_clears_gradients"),
    "sums": mistake("sums_instead_of_averaging"),
    "float": mistake("returns_a_float"),
    "adam": mistake("uses_adam"),
    "warns": submission("warns"),
    "hangs-at-the-top": submission("trains_forever_at_import"),
    "memory-eater": submission("takes_all_memory"),
    "segfaults": submission("segfaults"),
    "leaves": submission("leaves_with_os_exit"),
    "exits": submission("exits_at_the_top"),
    "leaves-in-the-loss": submission("leaves_inside_a_function"),
    "prints-ten-megabytes": submission("prints_ten_megabytes"),
    "writes-to-stderr": RIGHT.replace("import torch", "import sys, torch\nsys.stderr.write('oh')"),
    "shows-markup": RIGHT + "\nprint('<script>alert(1)</script><b>bold</b>')\n",
    "raises-markup": WRONG.replace(
        "    tasks = ", "    raise ValueError('<script>alert(1)</script>')\n    tasks = ", 1
    ),
    "warns-inside": RIGHT.replace(
        "    tasks = ", "    import warnings\n    warnings.warn('little data')\n    tasks = "
    ),
    "hangs-without-steps": RIGHT.replace(
        "    theta_0 = ", "    while number_training_steps == 0:\n        pass\n    theta_0 = ", 1
    ),
    "nothing-written": STUB,
}


# ------------------------------------------------------------------ what else they do


def each_check(**parts: Any) -> Change:
    """Say this of every cell that holds a check."""

    def change(notebook: Json) -> None:
        for cell in checks_of(notebook):
            cell.update(copy.deepcopy(parts))

    return change


def each_claim(**claims: Any) -> Change:
    """Say this to nbgrader in every cell that it knows."""

    def change(notebook: Json) -> None:
        for cell in notebook["cells"]:
            if nbgrader_of(cell):
                nbgrader_of(cell).update(claims)

    return change


def each_cell(**parts: Any) -> Change:
    """Say this of every cell."""

    def change(notebook: Json) -> None:
        for cell in notebook["cells"]:
            cell.update(copy.deepcopy(parts))

    return change


def whole(**parts: Any) -> Change:
    """Say this of the notebook."""
    return lambda notebook: notebook.update(copy.deepcopy(parts))


def first(*sources: str) -> Change:
    """Cells of code above all others."""
    return lambda notebook: notebook["cells"].__setitem__(
        slice(0, 0), [code_cell(source) for source in sources]
    )


def last(*cells: Json) -> Change:
    """Cells below all others."""
    return lambda notebook: notebook["cells"].extend(copy.deepcopy(cells))


def deletes_the_checks(notebook: Json) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if not nbgrader_of(cell).get("grade")]


def copies_the_checks(notebook: Json) -> None:
    for cell in copy.deepcopy(checks_of(notebook)):
        notebook["cells"].append({**cell, "source": "1000.0"})


def copies_what_was_handed_out(notebook: Json) -> None:
    """The cells of the functions twice, as when a cell is copied before it is written in."""
    at = notebook["cells"].index(named(notebook, LOSS))
    for name, source in by_function(STUB).items():
        notebook["cells"].insert(at, {**copy.deepcopy(named(notebook, name)), "source": source})


def puts_own_cells_for_hidden_checks(notebook: Json) -> None:
    names = [nbgrader_of(cell)["grade_id"] for cell in checks_of(notebook)]
    deletes_the_checks(notebook)
    for name in names:
        notebook["cells"].append(
            code_cell("20.0", grade=True, solution=True, points=20, grade_id=name)
        )


def takes_functions_for_checks(notebook: Json) -> None:
    """The cells of the functions claim to be worth points."""
    for name in (LOSS, TRAINING):
        nbgrader_of(named(notebook, name)).update(grade=True, points=1000)


def turns_functions_into_text(notebook: Json) -> None:
    for name in (LOSS, TRAINING):
        cell = named(notebook, name)
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]


def leaves_metadata_out(notebook: Json) -> None:
    for cell in notebook["cells"]:
        del cell["metadata"]


def has_no_ids(notebook: Json) -> None:
    notebook["nbformat_minor"] = 0
    for cell in notebook["cells"]:
        cell.pop("id", None)


def claims_to_be_nbgraders(notebook: Json) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["nbgrader"] = "all points"


def claim(text: str) -> Json:
    return {
        "data": {"text/plain": text},
        "execution_count": 1,
        "metadata": {},
        "output_type": "execute_result",
    }


MARKDOWN = {"cell_type": "markdown", "metadata": {}, "source": "Some notes."}
WRITES_THE_GRADEBOOK = """\
import sqlite3
for path in ["../../../gradebook.db", "@COURSE@/gradebook.db"]:
    try:
        with sqlite3.connect(path) as book:
            book.execute("update grade set manual_score = 1000")
    except Exception as error:
        print("no gradebook:", type(error).__name__)
"""
READS_THE_SOURCE = """\
from pathlib import Path
notebook = "source/linear_regression/linear_regression.ipynb"
for course in ["../../..", "@COURSE@"]:
    for name in ["answers.txt", notebook]:
        try:
            print("did read", Path(course, name).read_text())
        except OSError as error:
            print("could not read:", type(error).__name__)
"""
DELETES_ASSERTS = """\
import ast
class Deletes(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Call(self, node):
        return ast.Constant(20.0) if getattr(node.func, "id", "") == "score" else node
get_ipython().ast_transformers.append(Deletes())
"""
REPLACES_THE_GRADER = """\
import grader.notebook, grader.judging.judge, nbgrader.utils
grader.notebook.score = lambda *_, **__: 20.0
nbgrader.utils.determine_grade = lambda *_: (20.0, 20.0)
"""
FORGED = [claim("1000.0"), claim("20.0")]


def nothing(notebook: Json) -> None:
    """Change nothing."""


CHANGES: dict[str, Change] = {
    "deletes-the-checks": deletes_the_checks,
    "rewrites-the-checks": each_check(source="20.0"),
    "empties-the-checks": each_check(source=""),
    "turns-checks-into-text": each_check(cell_type="markdown", source="done"),
    "copies-the-checks": copies_the_checks,
    "copies-what-was-handed-out": copies_what_was_handed_out,
    "puts-own-cells-for-checks": puts_own_cells_for_hidden_checks,
    "takes-functions-for-checks": takes_functions_for_checks,
    "claims-1000-points": each_claim(points=1000),
    "claims-negative-points": each_claim(points=-1000),
    "claims-points-in-words": each_claim(points="all"),
    "claims-other-checksums": each_claim(checksum="0"),
    "claims-one-name": each_claim(grade_id=LOSS),
    "claims-no-name": each_claim(grade_id=None),
    "claims-to-be-tasks": each_claim(task=True, solution=True),
    "claims-more": each_claim(score=20.0),
    "schema-99": each_claim(schema_version=99),
    "schema-0": each_claim(schema_version=0),
    "schema-in-words": each_claim(schema_version="three"),
    "metadata-of-nbgrader-is-text": claims_to_be_nbgraders,
    "unknown-cells": last({"cell_type": "poem", "metadata": {}, "source": "roses"}),
    "no-source": last({"cell_type": "code", "metadata": {}, "outputs": []}),
    "source-is-a-number": last({**MARKDOWN, "source": 20}),
    "another-language": whole(
        metadata={"kernelspec": {"name": "bash", "display_name": "Bash", "language": "bash"}}
    ),
    "kernel-is-text": whole(metadata={"kernelspec": "python3"}),
    "kernel-of-numbers": whole(metadata={"kernelspec": {"name": 3, "display_name": []}}),
    "no-kernel": whole(metadata={}),
    "language-is-a-number": whole(metadata={"language_info": 3}),
    "minor-99": whole(nbformat_minor=99),
    "minor-below-0": whole(nbformat_minor=-1),
    "no-ids": has_no_ids,
    "the-same-ids": each_cell(id="one"),
    "odd-ids": each_cell(id="ä b\n"),
    "ids-are-numbers": each_cell(id=7),
    "attachments": last({**MARKDOWN, "attachments": {"a.png": {"image/png": "AAAA"}}}),
    "forges-outputs": each_check(outputs=FORGED),
    "forges-outputs-everywhere": each_cell(outputs=FORGED),
    "prints-a-score": first("print(20.0)\n20.0", "print('score: 20/20')"),
    "shows-a-score": last({**code_cell("20.0"), "outputs": FORGED}),
    "turns-functions-into-text": turns_functions_into_text,
    "more-cells": last(MARKDOWN, {**MARKDOWN, "cell_type": "raw"}, code_cell(""), code_cell("1")),
    "magics": first(
        "%matplotlib inline\n!rm -rf ..\nfiles = !ls", "%%bash\nrm -rf ../..", "%time 1"
    ),
    "half-characters": first('"\ud800 half"  # \udfff'),
    "half-characters-in-text": last({**MARKDOWN, "source": "\ud800"}),
    "half-characters-in-metadata": each_cell(metadata={"\ud800": "\udfff"}),
    "writes-the-gradebook": first(WRITES_THE_GRADEBOOK),
    "reads-the-source": first(READS_THE_SOURCE),
    "deletes-asserts": first(DELETES_ASSERTS),
    "replaces-the-grader": first(REPLACES_THE_GRADER),
    "replaces-score": last(code_cell("def score(*_):\n    return 20.0")),
    "input": first("input('name? ')"),
}


def breaks(name: str, source: str) -> Change:
    """A syntax error in one cell."""
    return lambda notebook: named(notebook, name).update(source=source)


@dataclass(frozen=True)
class Student:
    """Who wrote this text into the notebook, changed it, and earns as much as this script."""

    text: str
    change: Change = nothing
    script: str | None = None

    @property
    def same_as(self) -> str:
        return self.text if self.script is None else self.script


# whose training needs no loss of theirs
OWN_TRAINING = submission("takes_all_memory")
STUDENTS = {
    **{name: Student(text) for name, text in WRITTEN.items()},
    **{f"{name}.right": Student(RIGHT, change) for name, change in CHANGES.items()},
    **{f"{name}.wrong": Student(WRONG, change) for name, change in CHANGES.items()},
    "syntax-error-in-the-loss": Student(
        OWN_TRAINING,
        breaks(LOSS, "def compute_loss(:"),
        f"import torch\n{by_function(OWN_TRAINING)[TRAINING]}",
    ),
    "syntax-error-in-the-training": Student(
        RIGHT, breaks(TRAINING, "theta_0 -= = 3"), by_function(RIGHT)[LOSS]
    ),
}


# ------------------------------------------------------------------ what is made once


SECRET = "what nobody is told"


@dataclass(frozen=True)
class Graded:
    """A course after `nbgrader autograde`, and what the same code earns as scripts."""

    course: Course
    code: int
    said: str
    scores: dict[str, float]
    scripts: dict[str, float]
    by_class: dict[str, dict[str, float]]  # the points of each check, by its cell's name

    def by_autograde(self, student: str) -> dict[str, float]:
        """What nbgrader's gradebook has for each check of a student."""
        with self.course.gradebook() as book:
            submitted = book.find_submission_notebook(EXERCISE, EXERCISE, student)
            return {grade.cell.name: grade.auto_score for grade in submitted.grades}

    def alone(self, folder: Path, *students: str) -> Course:
        """A copy of the course in which only these students handed in."""
        root = folder / self.course.root.name
        shutil.copytree(self.course.root, root)
        for stage in ("submitted", "autograded"):
            for path in (root / stage).iterdir():
                if path.name not in students:
                    shutil.rmtree(path)
        return Course(root)


def grade_everybody(folder: Path) -> None:
    course = make_course(folder / "course")
    (course.root / "answers.txt").write_text(SECRET)
    hand_in(course, *STUDENTS)
    autograded = course.run("autograde", EXERCISE, code=None)
    course.run("export", "--to", "grades.csv")
    run_module("grader", "class", course.root, "--no-html", "-o", folder / "class", cwd=folder)
    table = json.loads((folder / "class" / "grades.json").read_text(encoding="utf-8"))
    checks = load(EXERCISE, default_folders()).checks
    cells = {(one.call.function, one.title): grade_id(EXERCISE, one) for one in checks}
    by_class = {
        one["student"]: {
            cells[verdict["function"], verdict["check"]]: verdict["score"]
            for verdict in one["report"]["verdicts"]
        }
        for one in table["students"]
    }
    scripts = dict(enumerate(sorted({one.same_as for one in STUDENTS.values()})))
    for number, text in scripts.items():
        (folder / f"{number}.py").write_text(text, encoding="utf-8")
    files = [folder / f"{number}.py" for number in scripts]
    reports = run_grade(*files, "--exercise", EXERCISE, "--format", "json").json
    earned = {scripts[int(Path(one["submission"]).stem)]: one["score"] for one in reports}
    kept = {"code": autograded.code, "said": autograded.err, "scripts": earned}
    kept["by_class"] = by_class
    (folder / "kept.json").write_text(json.dumps(kept), encoding="utf-8")


def hand_in(course: Course, *students: str) -> None:
    """What these students make of the released notebook."""
    released = course.notebook("release")
    for name in students:
        notebook = filled_in(released, STUDENTS[name].text)
        STUDENTS[name].change(notebook)
        course.hand_in(name, json.dumps(notebook).replace("@COURSE@", str(course.root)))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    folder = made_once(tmp_path_factory, "graded", grade_everybody)
    course = Course(folder / "course")
    kept = json.loads((folder / "kept.json").read_text(encoding="utf-8"))
    return Graded(course, scores=course.scores(), **kept)


def make_alone(folder: Path) -> None:
    make_course(folder / "course")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course that nobody handed anything in for; for copies."""
    folder = made_once(tmp_path_factory, "made", make_alone)
    return Course(folder / "course")


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """One of a test's own."""
    return Course(Path(shutil.copytree(released.root, tmp_path / released.root.name)))


def flowing(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ what students are given


def everything_in(notebook: Json) -> str:
    """All text in a notebook, and each cell's whole source."""
    return "\n".join(strings(notebook))


def test_the_released_notebook_holds_no_line_of_the_hidden_half(released: Course) -> None:
    given = everything_in(released.notebook("release"))
    assert [line for line in hidden_lines() if line in given] == []


def test_the_search_finds_every_line_of_a_solution_that_is_there(released: Course) -> None:
    source = everything_in(released.notebook("source"))
    text = (HIDDEN / "solution.py").read_text(encoding="utf-8")
    without_docstrings = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
    shown = (ROOT / "exercises" / EXERCISE / "submit.py").read_text(encoding="utf-8")
    written = {line.strip() for line in without_docstrings.split("\n")}
    expected = {line for line in written if line not in shown}
    assert len(expected) > 10
    assert expected <= {line for line in hidden_lines() if line in source}


def test_the_released_notebook_tells_nothing_of_hidden_checks(
    released: Course, linear_regression: Exercise
) -> None:
    given = everything_in(released.notebook("release"))
    source = everything_in(released.notebook("source"))
    for check in linear_regression.checks:
        assert json.dumps(check.title) in source
        assert (check.title in given) == check.shown
        assert check.hint not in given
    assert "HIDDEN TESTS" in source
    assert "HIDDEN TESTS" not in given


@pytest.mark.parametrize("stage", ["source", "release"])
def test_notebooks_are_valid_for_jupyter_and_for_nbgrader(released: Course, stage: str) -> None:
    notebook = nbformat.read(released.path(stage), as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.slow
def test_an_assignment_that_is_made_again_is_the_same(released: Course, tmp_path: Path) -> None:
    again = make_course(tmp_path / "course")
    for stage in ("source", "release"):
        assert again.notebook(stage) == released.notebook(stage)
    ids = [
        [cell["id"] for cell in again.notebook(stage)["cells"]] for stage in ("source", "release")
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_points_are_those_of_the_checks(released: Course, linear_regression: Exercise) -> None:
    points = [nbgrader_of(cell)["points"] for cell in checks_of(released.notebook("release"))]
    assert sorted(points) == sorted(check.points for check in linear_regression.checks)
    assert sum(points) == FULL_MARKS


@pytest.mark.slow
def test_the_source_notebook_passes_validation(released: Course) -> None:
    ran = released.run("validate", released.path("source"))
    assert "Success! Your notebook passes all the tests." in ran.out


@pytest.mark.slow
def test_validation_names_the_checks_that_a_student_fails(course: Course) -> None:
    hand_in(course, "climbs")
    said = flowing(course.run("validate", course.path("submitted", "climbs")).out)
    assert "VALIDATION FAILED ON 3 CELL(S)" in said
    for title in (
        "one step of training agrees with the worked example",
        "one step agrees with the example of three weeks",
        "two steps of training agree with the worked example",
    ):
        assert f'score("linear_regression", "{title}")' in said


@pytest.mark.slow
def test_an_assignment_goes_out_and_comes_back_by_the_exchange(
    course: Course, tmp_path: Path
) -> None:
    exchange, home = tmp_path / "exchange", tmp_path / "alice" / "desk"
    home.mkdir(parents=True)
    places = [f"--Exchange.root={exchange}", f"--Exchange.cache={tmp_path / 'alice' / 'cache'}"]
    of_alice = ["--course", course.root.name, "--student", "alice", *places]
    course.run("release_assignment", EXERCISE, *places)
    course.run("fetch_assignment", EXERCISE, *of_alice, cwd=home)
    file = home / EXERCISE / f"{EXERCISE}.ipynb"
    assert file.read_bytes() == course.path("release").read_bytes()
    notebook = filled_in(course.notebook("release"), RIGHT)
    file.write_text(json.dumps(notebook), encoding="utf-8")
    course.run("submit", EXERCISE, *of_alice, cwd=home)
    course.run("collect", EXERCISE, *places)
    assert course.notebook("submitted", "alice") == notebook


# ------------------------------------------------------------------ what they earn

# Some of them, graded by a command of nbgrader's in the quick suite too, and their points.
SOME = {
    "alice": FULL_MARKS,
    "climbs": 9.0,
    "nothing-written": 0.0,
    "rewrites-the-checks.right": FULL_MARKS,
    "deletes-the-checks.wrong": 9.0,
    "claims-1000-points.wrong": 9.0,
    "forges-outputs.wrong": 9.0,
    "reads-the-source.wrong": 9.0,
    "replaces-the-grader.wrong": 9.0,
}


def test_autograde_gives_the_points_of_the_sandbox(course: Course) -> None:
    (course.root / "answers.txt").write_text(SECRET)
    hand_in(course, *SOME)
    course.run("autograde", EXERCISE)
    assert course.scores() == SOME
    read = everything_in(course.notebook("autograded", "reads-the-source.wrong"))
    assert SECRET not in read
    assert "did read" not in outputs(course.notebook("autograded", "reads-the-source.wrong"))
    for cell in checks_of(course.notebook("autograded", "forges-outputs.wrong")):
        (earned,) = (one for one in cell["outputs"] if one["output_type"] == "execute_result")
        assert 0 <= float("".join(earned["data"]["text/plain"])) <= nbgrader_of(cell)["points"]


@pytest.mark.slow
@together
def test_no_student_keeps_others_from_being_graded(graded: Graded) -> None:
    assert graded.code == 0, graded.said
    assert set(graded.scores) == set(STUDENTS)


@pytest.mark.slow
@together
@pytest.mark.parametrize("student", STUDENTS)
def test_the_score_is_that_of_the_same_code_as_a_script(graded: Graded, student: str) -> None:
    assert graded.scores[student] == graded.scripts[STUDENTS[student].same_as]


@pytest.mark.slow
@together
@pytest.mark.parametrize("student", STUDENTS)
def test_the_score_is_that_of_grade_class_on_the_course(graded: Graded, student: str) -> None:
    assert graded.by_class[student] == graded.by_autograde(student)


@pytest.mark.slow
def test_a_penalty_for_lateness_is_the_same_by_both_ways(course: Course, tmp_path: Path) -> None:
    hand_in(course, "alice", "climbs")
    for student, day in (("alice", 1), ("climbs", 3)):
        stamp = course.path("submitted", student).parent / "timestamp.txt"
        stamp.write_text(f"2025-03-0{day} 11:00:00.000000 Europe/Oslo", encoding="utf-8")
    course.configure("c.LateSubmissionPlugin.penalty_method = 'zero'")
    with course.gradebook() as book:
        book.update_or_create_assignment(EXERCISE, duedate="2025-03-02 00:00:00 UTC")
    other = Course(shutil.copytree(course.root, tmp_path / "other" / course.root.name))
    course.run("autograde", EXERCISE)
    words = ["class", other.root, "--no-html", "-o", tmp_path / "class"]
    ran = run_module("grader", *words, "--gradebook", other.database, cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert penalties(other) == penalties(course)
    assert penalties(course)["alice"] == (FULL_MARKS, None)
    score, penalty = penalties(course)["climbs"]
    assert score == penalty
    assert score > 0


def penalties(course: Course) -> dict[str, tuple[float, float | None]]:
    """Each student's score in nbgrader's gradebook, and the penalty."""
    with course.gradebook() as book:
        graded = book.assignment_submissions(EXERCISE)
        return {
            one.student.id: (one.score, one.notebooks[0].late_submission_penalty) for one in graded
        }


@pytest.mark.slow
@together
@pytest.mark.parametrize("change", CHANGES)
def test_what_a_notebook_claims_neither_earns_nor_costs_points(graded: Graded, change: str) -> None:
    assert graded.scores[f"{change}.right"] == FULL_MARKS
    assert graded.scores[f"{change}.wrong"] == graded.scores["climbs"] < FULL_MARKS


@pytest.mark.slow
@together
def test_right_ways_earn_all_points_and_mistakes_do_not(graded: Graded) -> None:
    right = ["alice", "by-hand", "with-torch", "recursive", "prints", "warns", "warns-inside"]
    right += ["writes-to-stderr", "shows-markup", "exits", "leaves", "hangs-at-the-top"]
    assert {graded.scores[name] for name in right} == {FULL_MARKS}
    wrong = ["climbs", "never-clears", "sums", "float", "adam"]
    assert all(0 < graded.scores[name] < FULL_MARKS for name in wrong)
    assert graded.scores["nothing-written"] == 0


@pytest.mark.slow
@together
def test_a_syntax_error_costs_the_points_of_its_cell(graded: Graded) -> None:
    for student in ("syntax-error-in-the-loss", "syntax-error-in-the-training"):
        assert 0 < graded.scores[student] < FULL_MARKS


TROUBLE = {
    "hangs-without-steps": "did not end within 10 s and was stopped",
    "memory-eater": "needed more than 1024 MiB of memory",
    "segfaults": "was ended by signal 11",
    "leaves-in-the-loss": "exited with code 0 before it answered",
}


@pytest.mark.slow
@together
@pytest.mark.parametrize("student", TROUBLE)
def test_trouble_costs_its_own_points_and_says_what_it_was(graded: Graded, student: str) -> None:
    assert 0 < graded.scores[student] < FULL_MARKS
    assert TROUBLE[student] in outputs(graded.course.notebook("autograded", student))


@pytest.mark.slow
@together
def test_no_person_has_to_look_at_anything_and_nobody_gave_points(graded: Graded) -> None:
    with graded.course.gradebook() as book:
        for submission in book.find_assignment(EXERCISE).submissions:
            grades = submission.notebooks[0].grades
            assert not any(grade.needs_manual_grade for grade in grades)
            assert {grade.manual_score for grade in grades} == {None}
            assert {grade.extra_credit for grade in grades} == {None}


@pytest.mark.slow
@together
@pytest.mark.parametrize("student", ["forges-outputs.wrong", "forges-outputs-everywhere.wrong"])
def test_outputs_are_the_graders_alone(graded: Graded, student: str) -> None:
    notebook = graded.course.notebook("autograded", student)
    for cell in checks_of(notebook):
        (earned,) = (one for one in cell["outputs"] if one["output_type"] == "execute_result")
        assert 0 <= float("".join(earned["data"]["text/plain"])) <= nbgrader_of(cell)["points"]
    assert not any(
        cell.get("outputs") for cell in notebook["cells"] if not nbgrader_of(cell).get("grade")
    )


@pytest.mark.slow
@together
def test_a_student_finds_neither_the_source_nor_anything_else(graded: Graded) -> None:
    notebook = graded.course.notebook("autograded", "reads-the-source.wrong")
    assert outputs(notebook).count("could not read: FileNotFoundError\n") >= 4
    assert "did read" not in outputs(notebook)
    assert SECRET not in everything_in(notebook)
    assert "BEGIN SOLUTION" not in everything_in(notebook)


@pytest.mark.slow
@together
def test_a_known_mistake_is_named_in_the_notebook(graded: Graded) -> None:
    shown = flowing(outputs(graded.course.notebook("autograded", "climbs")))
    assert "Each step moves uphill, so the loss grows from step to step." in shown


@pytest.mark.slow
@together
def test_exported_grades_are_the_scores(graded: Graded) -> None:
    with (graded.course.root / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: float(row["score"]) for name, row in rows.items()} == graded.scores
    assert {row["max_score"] for row in rows.values()} == {str(FULL_MARKS)}


# ------------------------------------------------------------------ what cannot be read


UNREADABLE: dict[str, Change | str] = {
    "no-json": "def compute_loss(",
    "empty": "",
    "a-list": "[]",
    "metadata-is-text": each_cell(metadata="all points"),
    "metadata-is-a-list": each_cell(metadata=[1, 2]),
    "metadata-is-nothing": each_cell(metadata=None),
    "metadata-is-missing": leaves_metadata_out,
    "metadata-of-all-is-a-list": whole(metadata=[]),
    "minor-in-words": whole(nbformat_minor="five"),
    "attachments-of-nothing": each_cell(attachments={"a": 20}),
    "outputs-are-text": each_cell(outputs="20.0"),
}


@pytest.mark.slow
def test_what_no_reader_of_notebooks_takes_is_not_graded_and_the_others_are(
    course: Course,
) -> None:
    for name, what in UNREADABLE.items():
        if isinstance(what, str):
            course.hand_in(name, what)
        else:
            notebook = filled_in(course.notebook("release"), RIGHT)
            what(notebook)
            course.hand_in(name, notebook)
    hand_in(course, "alice", "with-torch")  # the first one, and the last one
    ran = course.run("autograde", EXERCISE, code=1)
    assert course.scores() == {"alice": FULL_MARKS, "with-torch": FULL_MARKS}
    for name in UNREADABLE:
        assert f"error processing assignment '{EXERCISE}' for student '{name}'" in ran.err
        with course.gradebook() as book:
            grades = book.find_submission_notebook(EXERCISE, EXERCISE, name).grades
            assert {grade.auto_score for grade in grades} == {None}
    assert "Notebook does not appear to be JSON" in ran.err
    assert "The notebook is invalid" in ran.err


@pytest.mark.parametrize("name", UNREADABLE)
def test_grade_reads_its_code_or_says_that_it_cannot(name: str, course: Course, grade: Run) -> None:
    what = UNREADABLE[name]
    notebook = filled_in(course.notebook("release"), RIGHT)
    if not isinstance(what, str):
        what(notebook)
    course.hand_in(name, what if isinstance(what, str) else notebook)
    ran = grade(course.path("submitted", name))
    assert ran.code == (2 if isinstance(what, str) or "cannot be read" in ran.err else 0)
    assert ("20 of 20 points" in ran.out) == (ran.code == 0)


# ------------------------------------------------------------------ what students read


class Page(HTMLParser):
    """What a page shows, and what it would run."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.shown, self.run, self._in = "", "", ""
        self.elements: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self._in = tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in ("script", "style"):
            self.run += data
        else:
            self.shown += data


READERS = ["alice", "climbs", "nothing-written", "shows-markup", "raises-markup"]
READERS += [
    "reads-the-source.wrong",
    "hangs-without-steps",
    "segfaults",
    "deletes-the-checks.wrong",
]


@pytest.fixture(scope="module")
def pages(graded: Graded, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """The feedback that these students get."""

    def write(folder: Path) -> None:
        graded.alone(folder, *READERS).run("generate_feedback", EXERCISE)

    course = Course(made_once(tmp_path_factory, "told", write) / "course")
    return {student: Page(course.feedback(student)) for student in READERS}


@pytest.mark.slow
@together
@pytest.mark.parametrize("student", READERS)
def test_feedback_shows_the_score_and_every_check_by_its_title(
    graded: Graded, pages: dict[str, Page], student: str, linear_regression: Exercise
) -> None:
    shown = flowing(pages[student].shown)
    assert f"(Score: {graded.scores[student]} / {FULL_MARKS})" in shown
    for check in linear_regression.checks:
        assert check.title in shown


@pytest.mark.slow
@together
@pytest.mark.parametrize("student", READERS)
def test_feedback_hides_how_hidden_checks_are_asked_for(
    pages: dict[str, Page], student: str, linear_regression: Exercise
) -> None:
    shown = pages[student].shown
    assert "HIDDEN TESTS" not in shown
    for check in linear_regression.checks:
        assert check.title in shown
    assert "score(" not in shown
    assert "Test cell" not in shown
    assert "Out[" not in shown
    assert SECRET not in shown
    assert "BEGIN SOLUTION" not in shown


@pytest.mark.slow
@together
@pytest.mark.parametrize("student", ["shows-markup", "raises-markup"])
def test_what_a_student_prints_or_raises_is_shown_and_is_no_element(
    pages: dict[str, Page], student: str
) -> None:
    page = pages[student]
    assert "<script>alert(1)</script>" in page.shown
    assert "alert(1)" not in page.run


@pytest.mark.slow
@together
def test_feedback_begins_with_the_cause_and_what_to_do_next(
    pages: dict[str, Page], linear_regression: Exercise
) -> None:
    shown = flowing(pages["climbs"].shown)
    first = linear_regression.checks[0].title
    assert shown.index("Each step moves uphill") < shown.index(first)
    assert shown.index("What to do next") < shown.index(first)
    assert shown.index("What to do next") < shown.index("The loss over the steps")
    assert shown.index("The loss over the steps") < shown.index(first)
    assert "Every check passed." in flowing(pages["alice"].shown)


@pytest.mark.slow
@together
def test_the_score_stays_in_the_autograded_notebook(graded: Graded) -> None:
    """nbgrader reads it there when the notebook is graded by hand."""
    cells = graded.course.notebook("autograded", "alice")["cells"]
    results = [
        output["data"]["text/plain"]
        for cell in cells
        if is_check(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        for output in cell["outputs"]
        if output["output_type"] == "execute_result"
    ]
    assert sum(float("".join(one)) for one in results) == FULL_MARKS


@pytest.mark.slow
@together
def test_a_syntax_error_is_told_once_a_function(graded: Graded, tmp_path: Path) -> None:
    course = graded.alone(tmp_path, "alice")
    notebook = course.notebook("submitted", "alice")
    for cell in notebook["cells"]:
        if "def compute_loss(" in cell["source"]:
            cell["source"] += "\n  return ("
    course.path("submitted", "alice").write_text(json.dumps(notebook), encoding="utf-8")
    course.run("autograde", EXERCISE, "--force")
    course.run("generate_feedback", EXERCISE)
    shown = flowing(Page(course.feedback("alice")).shown)
    assert shown.count("unindent does not match") == 2  # in the head of the page, and once below
    assert "The same as above." in shown


@pytest.mark.slow
@together
def test_a_template_that_the_course_has_chosen_stays(graded: Graded, tmp_path: Path) -> None:
    course = graded.alone(tmp_path, "climbs")
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.HTMLExporter.template_name = 'basic'\n")
    course.run("generate_feedback", EXERCISE)
    page = course.feedback("climbs")
    assert "torchgrade-head" not in page
    assert "Each step moves uphill" in flowing(Page(page).shown)


@pytest.mark.slow
@together
def test_feedback_on_a_mistake_tells_which_it_is(pages: dict[str, Page]) -> None:
    assert "Each step moves uphill" in flowing(pages["climbs"].shown)
    assert "Each step moves uphill" not in flowing(pages["alice"].shown)


# ------------------------------------------------------------------ what people decide


@pytest.mark.slow
@together
def test_what_people_gave_and_wrote_stays_when_all_is_graded_again(
    graded: Graded, tmp_path: Path
) -> None:
    course = graded.alone(tmp_path, "climbs", "alice")
    with course.gradebook() as book:
        submitted = book.find_submission_notebook(EXERCISE, EXERCISE, "climbs")
        lost = next(grade for grade in submitted.grades if grade.auto_score == 0)
        lost.manual_score, worth, name = 0.5, lost.max_score, lost.name
        comment = next(one for one in submitted.comments if one.name == TRAINING)
        comment.manual_comment = "Nearly."
        book.db.commit()
    course.run("autograde", EXERCISE, "--force")
    with course.gradebook() as book:
        grade = book.find_grade(name, EXERCISE, EXERCISE, "climbs")
        assert (grade.manual_score, grade.auto_score, grade.max_score) == (0.5, 0, worth)
        comment = book.find_comment(TRAINING, EXERCISE, EXERCISE, "climbs")
        assert comment.comment == "Nearly."
        assert book.find_submission(EXERCISE, "climbs").score == graded.scores["climbs"] + 0.5
        assert book.find_submission(EXERCISE, "alice").score == FULL_MARKS
    course.run("generate_feedback", EXERCISE)
    shown = flowing(Page(course.feedback("climbs")).shown)
    assert f"(Score: {graded.scores['climbs'] + 0.5} / {FULL_MARKS})" in shown
    assert "Score: 0.5 / " in shown
    assert "Nearly." in shown


# ------------------------------------------------------------------ other notebooks and courses


@pytest.mark.slow
def test_a_notebook_without_an_exercise_is_executed_as_ever(course: Course) -> None:
    solution = "### BEGIN SOLUTION\nhalf = 21\n### END SOLUTION"
    shell = "assert half == 21\nprint(type(get_ipython()).__name__)"
    source = new_notebook(
        code_cell(solution, solution=True, grade_id="half"),
        code_cell(shell, grade=True, locked=True, points=2, grade_id="test-half"),
    )
    course.add_source("warm-up", source)
    course.run("generate_assignment", "warm-up")
    for student, text in {"alice": "half = 42 / 2", "bob": "half = 20"}.items():
        notebook = course.notebook("release", assignment="warm-up")
        named(notebook, "half")["source"] = text
        course.hand_in(student, notebook, "warm-up")
    course.run("autograde", "warm-up")
    assert course.scores("warm-up") == {"alice": 2, "bob": 0}
    assert "ZMQInteractiveShell" in outputs(course.notebook("autograded", "alice", "warm-up"))
    course.run("generate_feedback", "warm-up")
    page = course.path("feedback", "alice", "warm-up").read_text(encoding="utf-8")
    assert "Test cell" in page  # nbgrader's own page, with what ran
    assert "ZMQInteractiveShell" in page
    assert "torchgrade" not in page


@pytest.mark.slow
def test_tests_of_ones_own_beside_checks_are_refused_by_name(course: Course) -> None:
    notebook = course.notebook("source")
    own = code_cell("assert True", grade=True, locked=True, points=5, grade_id="my-own-test")
    notebook["cells"].append({**own, "id": "my-own-test"})
    course.path("source").write_text(json.dumps(notebook), encoding="utf-8")
    course.run("generate_assignment", EXERCISE, "--force")
    hand_in(course, "alice")
    ran = course.run("autograde", EXERCISE, code=1)
    assert (
        "has autograder tests that are not checks of linear_regression: my-own-test. "
        "Put your own tests into a separate notebook."
    ) in flowing(ran.err)
    assert course.scores() == {}


@pytest.mark.slow
def test_nbgrader_by_itself_grades_too_and_what_the_sandbox_keeps_out_comes_in(
    course: Course,
) -> None:
    config = course.root / "nbgrader_config.py"
    above, sandbox, _ = config.read_text(encoding="utf-8").partition("from grader.nbgrader")
    assert sandbox
    config.write_text(above, encoding="utf-8")
    (course.root / "answers.txt").write_text(SECRET)
    attackers = ["reads-the-source.wrong", "writes-the-gradebook.wrong"]
    hand_in(course, "alice", "climbs", *attackers)
    course.run("autograde", EXERCISE)
    with course.gradebook() as book:
        notebooks = {one.student.id: one for one in book.notebook_submissions(EXERCISE, EXERCISE)}
        points = {
            student: sum(grade.auto_score for grade in notebook.grades)
            for student, notebook in notebooks.items()
        }
    assert points["alice"] == FULL_MARKS
    assert 0 < points["climbs"] < FULL_MARKS
    # the attacks do work where nothing stops them
    assert course.scores()["alice"] > FULL_MARKS
    read = outputs(course.notebook("autograded", attackers[0]))
    assert SECRET in read
    assert "BEGIN SOLUTION" in read


# ------------------------------------------------------------------ before handing in


@pytest.mark.slow
def test_validate_says_what_a_check_saw_and_why(course: Course) -> None:
    hand_in(course, "alice", "climbs")
    told = {
        student: flowing(course.run("validate", course.path("submitted", student)).out)
        for student in ("alice", "climbs")
    }
    assert "Success! Your notebook passes all the tests." in told["alice"]
    assert "Partial credit" not in told["climbs"]
    assert "number_training_steps=1) returned" in told["climbs"]
    assert told["climbs"].count("Each step moves uphill") == 1


# ------------------------------------------------------------------ how points are told


def graded_by_nbgrader(output: str, points: float) -> float:
    cell = new_code_cell("…", outputs=[new_output("execute_result", {"text/plain": output})])
    claims = {"grade": True, "solution": False, "points": points, "grade_id": "one"}
    cell.metadata["nbgrader"] = {**claims, "locked": True, "schema_version": 3}
    score, _ = determine_grade(cell)
    return float(score)


@pytest.mark.parametrize("output", ["nan", "tensor(0.)", "np.float64(0.0)", "-1", "'0.0'", "True"])
def test_nbgrader_takes_odd_points_for_full_marks(output: str) -> None:
    assert graded_by_nbgrader(output, 2.0) == 2.0


@pytest.mark.parametrize("points", [0.0, 0.5, 2.0, 2 / 3, 1e-9])
def test_points_are_told_so_that_nbgrader_reads_the_same_number(points: float) -> None:
    assert graded_by_nbgrader(points_text(points, 2.0), 2.0) == points


ODD: dict[str, object] = {
    "a tensor": torch.tensor(0.0),
    "a number of numpy": numpy.float64(0.0),
    "not a number": math.nan,
    "infinity": math.inf,
    "below zero": -1.0,
    "barely below zero": -5e-324,
    "too much": 2.5,
    "a whole number": 1,
    "a truth": True,
    "text": "1.0",
    "nothing": None,
}


@pytest.mark.parametrize("points", ODD)
def test_points_of_another_kind_are_refused(points: str) -> None:
    with pytest.raises(ValueError, match="a score is a float from 0 to 2, not "):
        points_text(ODD[points], 2.0)
