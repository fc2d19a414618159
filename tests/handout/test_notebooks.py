"""One notebook for everywhere: what is in it, and what happens when it is handed in."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from commands import Run
from exercise_factory import write_exercise
from handed_out import bodies, executed, filled_in, secret_bodies, secret_lines
from reports import full_marks, mistake, remarks

from grader.exercise.folders import Folders, default_folders
from grader.exercise.loading import Exercise, load
from grader.exercise.recognition import appraise
from grader.handout.notebook import notebook

Json = dict[str, Any]
Make = Callable[..., Json]
EXERCISES = (
    "linear_regression",
    "quadratic_regression",
    "logistic_regression",
    "module_regression",
)


@pytest.fixture
def make(grade: Run, tmp_path: Path) -> Make:
    """`grade package NAME --format notebook`; the notebook."""

    def run(name: str, *words: object) -> Json:
        ran = grade("package", name, "--format", "notebook", *words, cwd=tmp_path)
        assert ran.code == 0, ran.err
        read: Json = json.loads((tmp_path / f"{name}.ipynb").read_text(encoding="utf-8"))
        return read

    return run


def code(notebook: Json) -> list[str]:
    return [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]


# ------------------------------------------------------------------ what is in it


@pytest.mark.parametrize("name", EXERCISES)
def test_each_function_has_a_cell_and_a_check_below(name: str, make: Make) -> None:
    made = make(name)
    nbformat.validate(nbformat.reads(json.dumps(made), as_version=4))
    cells = code(made)
    for function in load(name, default_folders()).functions:
        (place,) = (
            n
            for n, cell in enumerate(cells)
            if cell.startswith((f"def {function}(", f"class {function}("))
        )
        assert cells[place + 1] == f"check({function})"
    assert f'check("{name}")' in cells
    assert cells[1].startswith(f"# exercise: {name}\n")
    assert "grade submit.py" not in made["cells"][0]["source"]


@pytest.mark.parametrize("name", EXERCISES)
def test_no_cell_has_anything_of_the_solution(name: str, make: Make) -> None:
    made = make(name)
    text = "\n".join(cell["source"] for cell in made["cells"])
    assert not [line for line in secret_lines() if line in text]
    secrets = secret_bodies()
    assert all(secrets.isdisjoint(bodies(cell)) for cell in code(made))


def test_start_makes_a_notebook_to_work_in(grade: Run, tmp_path: Path, make: Make) -> None:
    ran = grade("start", "linear_regression", "mine", "--notebook", cwd=tmp_path)
    assert ran.code == 0
    file = tmp_path / "mine" / "submit.ipynb"
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["submit.ipynb"]
    assert json.loads(file.read_text(encoding="utf-8")) == make("linear_regression")
    file.write_text("edited")
    assert grade("start", "linear_regression", "mine", "--notebook", cwd=tmp_path).code == 2
    assert file.read_text() == "edited"


@pytest.mark.parametrize(
    ("requirement", "installs"),
    [
        ("torchgrade==0.1.0", "torchgrade==0.1.0"),
        ("https://example.org/t-0.1%20a.whl", "https://example.org/t-0.1%20a.whl"),
        ("torchgrade>=0.1", '"torchgrade>=0.1"'),
        ("my wheels/t-0.1.0-py3-none-any.whl", '"my wheels/t-0.1.0-py3-none-any.whl"'),
        ("torchgrade @ https://example.org/t.whl", '"torchgrade @ https://example.org/t.whl"'),
    ],
)
def test_the_first_cell_installs_what_is_named(requirement: str, installs: str, make: Make) -> None:
    first = code(make("linear_regression", "--requirement", requirement))[0]
    assert f"    %pip install --quiet {installs}\n" in first
    assert first.index("import check") < first.index("except ImportError") < first.index("%pip")


@pytest.mark.parametrize("requirement", ['a"b', "$HOME/x.whl", "{x}", "a\nb", "--pre", " ", "a`b`"])
def test_what_a_shell_would_change_is_refused(requirement: str, grade: Run, tmp_path: Path) -> None:
    words = ["package", "linear_regression", "--format", "notebook"]
    ran = grade(*words, f"--requirement={requirement}", cwd=tmp_path)
    assert ran.code == 2
    assert "cannot be installed from a notebook" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_badge_opens_it_in_colab(make: Make, grade: Run, tmp_path: Path) -> None:
    made = make("linear_regression", "--repository", "someone/course")
    top = made["cells"][0]["source"]
    address = "https://colab.research.google.com/github/someone/course/blob/main/"
    assert f"({address}linear_regression.ipynb)" in top.split("\n")[0]
    assert "colab" not in make("quadratic_regression")["cells"][0]["source"].split("\n")[0]
    words = ["package", "linear_regression", "--format", "notebook", "--repository", "https://x"]
    assert "Write it as OWNER/NAME" in grade(*words, cwd=tmp_path).err


def test_ones_own_exercise_says_what_has_to_be_installed(grade: Run, tmp_path: Path) -> None:
    mine = write_exercise(tmp_path / "mine")
    words = ["package", "doubling", "--format", "notebook", "--exercises", mine.exercises]
    ran = grade(*words, cwd=tmp_path)
    assert "Add --requirement" in ran.err
    assert "%pip" not in (tmp_path / "doubling.ipynb").read_text()
    ran = grade(*words, "--requirement", "https://example.org/x.whl", "--replace", cwd=tmp_path)
    first = code(json.loads((tmp_path / "doubling.ipynb").read_text()))[0]
    assert "import torchgrade_exercise_doubling\n" in first
    assert "%pip install --quiet https://example.org/x.whl" in first


# ------------------------------------------------------------------ handing it in


def test_a_notebook_whose_checks_nothing_finds_is_not_started(grade: Run, tmp_path: Path) -> None:
    mine = write_exercise(tmp_path / "mine")
    ran = grade("start", "doubling", "--notebook", "--exercises", mine.exercises, cwd=tmp_path)
    assert ran.code == 2
    assert "Install its wheel first" in ran.err


@pytest.mark.parametrize("name", EXERCISES)
def test_an_untouched_notebook_is_known_as_the_stub(name: str) -> None:
    exercise = load(name, default_folders())
    for made in (
        notebook(exercise),
        notebook(exercise, ["torchgrade"]),
        notebook(exercise, ["./a b.whl"], module=f"torchgrade_exercise_{name}"),
    ):
        found = appraise("submit.ipynb", made, default_folders())
        assert found is not None
        assert (found.exercise, found.is_stub) == (name, True)


def test_an_exercise_whose_stub_imports_nothing_is_recognised(tmp_path: Path) -> None:
    folders: Folders = write_exercise(tmp_path)
    found = appraise("a.ipynb", notebook(load("doubling", folders)), folders)
    assert found is not None
    assert (found.exercise, found.is_stub) == ("doubling", True)


@pytest.mark.parametrize(
    "name",
    [
        "linear_regression",
        "logistic_regression",
        "module_regression",
        pytest.param("quadratic_regression", marks=pytest.mark.slow),
    ],
)
def test_a_right_notebook_gets_full_marks(
    name: str, make: Make, grade: Run, tmp_path: Path
) -> None:
    solution = load(name, default_folders()).solution
    assert solution is not None
    file = tmp_path / "submit.ipynb"
    file.write_text(json.dumps(filled_in(make(name), solution.text)), encoding="utf-8")
    report = grade("--format", "json", file).json
    assert full_marks(report)
    assert remarks(report) == ""


def test_executed_notebooks_of_a_class_are_graded(
    make: Make, grade: Run, tmp_path: Path, linear_regression: Exercise
) -> None:
    made, handed_in = make("linear_regression"), tmp_path / "handed in"
    handed_in.mkdir()
    solution = linear_regression.solution
    assert solution is not None
    texts = {"ada": solution.text, "bob": mistake("climbs_the_gradient")}
    for student, text in texts.items():
        saved = executed(filled_in(made, text), tmp_path)
        outputs = json.dumps([cell.get("outputs") for cell in saved["cells"]])
        assert ("Each step moves uphill" in outputs) == (student == "bob")
        (handed_in / f"{student}.ipynb").write_text(json.dumps(saved), encoding="utf-8")
    (handed_in / "eve.ipynb").write_text(json.dumps(made), encoding="utf-8")
    ran = grade("class", handed_in, "--output", tmp_path / "graded", "--no-html", "--jobs", 1)
    assert ran.code == 0, ran.err
    listed = json.loads((tmp_path / "graded" / "grades.json").read_text(encoding="utf-8"))
    reports = {one["student"]: one["report"] for one in listed["students"]}
    assert full_marks(reports["ada"])
    assert [cause["name"] for cause in reports["bob"]["causes"]] == ["climbs_the_gradient"]
    assert reports["eve"]["score"] == 0
    assert not any(map(remarks, (reports["ada"], reports["bob"])))
    assert re.search(r"not written", json.dumps(reports["eve"]))
