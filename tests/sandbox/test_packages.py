"""An exercise may let its submissions import more than torch and numpy, in the sandbox as well.

jsonschema stands for such a package here: it is installed with nbgrader, and needs other packages,
some of them compiled.
"""

from pathlib import Path

import needs
import pytest
from click.testing import CliRunner
from commands import Run
from exercise_factory import FILES, write_exercise

from grader.cli import main
from grader.errors import ExerciseBroken
from grader.exercise.folders import Folders, packages_in
from grader.exercise.loading import load
from grader.sandbox.self_attack import attack_every_server
from grader.sandbox.start import start_workers
from grader.sandbox.worker import libraries
from grader.sandbox.workers import SANDBOXED

SETTINGS = FILES["exercises/exercise.toml"] or ""
USES_IT = """\
# exercise: doubling
import sys

BEFORE = "jsonschema" in sys.modules
from jsonschema import Draft202012Validator


def double(x):
    return 2 * x if BEFORE and Draft202012Validator({"type": "number"}).is_valid(x) else None
"""


def letting(tmp_path: Path, line: str) -> Folders:
    return write_exercise(tmp_path / "mine", {"exercises/exercise.toml": SETTINGS + line + "\n"})


def graded(folders: Folders, tmp_path: Path, grade: Run) -> str:
    file = tmp_path / "submit.py"
    file.write_text(USES_IT)
    places = ["--exercises", folders.exercises, "--solutions", folders.solutions]
    return grade(file, *places).out


@needs.sandbox
def test_a_package_that_is_named_is_there_and_was_loaded_before(tmp_path: Path, grade: Run) -> None:
    said = graded(
        letting(tmp_path, 'packages = ["jsonschema", "no-such-package"]'), tmp_path, grade
    )
    assert "3 of 3 points" in said


@needs.sandbox
def test_a_package_that_nobody_named_is_not_there(tmp_path: Path, grade: Run) -> None:
    said = graded(letting(tmp_path, ""), tmp_path, grade)
    assert "0 of 3 points" in said
    assert "jsonschema" in said


@needs.sandbox
def test_the_sandbox_refuses_its_own_attacks_with_a_package_too() -> None:
    workers = start_workers(SANDBOXED, packages=["jsonschema"])
    try:
        attack_every_server(workers)
    finally:
        workers.close()


def test_what_a_package_needs_can_be_read_too() -> None:
    own, more = (libraries.site_entries(names) for names in ((), ("jsonschema",)))
    assert {"jsonschema", "referencing", "rpds"} <= more.keys() - own.keys()


def test_lint_says_which_package_is_missing(tmp_path: Path) -> None:
    folders = letting(tmp_path, 'packages = ["jsonschema", "no-such-package"]')
    places = ["--exercises", str(folders.exercises), "--solutions", str(folders.solutions)]
    said = " ".join(CliRunner().invoke(main, ["lint", "--seeds", "1", *places]).output.split())
    assert "submissions import no-such-package, which is not installed here" in said
    assert "submissions import jsonschema" not in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('packages = "pandas"', "`packages` has the wrong type"),
        ("packages = [1]", "a list of names, each in quotes"),
        ("hidden_checks_ask_for = 3", "`hidden_checks_ask_for` has the wrong type"),
        ("package = []", "an unknown key: package"),
    ],
)
def test_a_wrong_setting_is_named(line: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ExerciseBroken, match=words):
        load("doubling", letting(tmp_path, line))


def test_packages_of_all_exercises_are_taken_together(tmp_path: Path) -> None:
    folders = letting(tmp_path, 'packages = ["b", "a"]')
    for name, text in (
        ("other", 'packages = ["a", "c", 1]'),
        ("broken", "packages = ["),
        ("odd", "packages = 3"),
    ):
        folder = folders.exercises / name
        folder.mkdir()
        (folder / "exercise.toml").write_text(text)
    assert packages_in(folders) == ("b", "a", "c")
