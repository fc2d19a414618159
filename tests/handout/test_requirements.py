"""What only instructors need is not needed by students."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run
from reports import RIGHT

from grader.exercise.folders import default_folders
from grader.exercise.loading import load
from grader.handout.student import students_notebook

# what the extras bring
FOR_INSTRUCTORS = ("dateutil", "hatchling", "jsonschema", "nbformat", "nbgrader", "yaml")
WITHOUT = f"""
import sys
sys.modules.update(dict.fromkeys({FOR_INSTRUCTORS!r}))
from grader.cli import main
main(sys.argv[1:], prog_name="grade")
"""
GRADED = ("--shown-only", "--no-sandbox", "--format", "json")


def without(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *map(str, words)],
        cwd=cwd, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_students_grade_scripts_and_notebooks_without_it(tmp_path: Path) -> None:
    made = json.loads(students_notebook(load("linear_regression", default_folders())))
    magic = {**made["cells"][1], "source": "%matplotlib inline\n!ls"}
    answer = {**made["cells"][1], "source": RIGHT}
    (tmp_path / "a.ipynb").write_text(json.dumps({**made, "cells": [magic, answer]}))
    (tmp_path / "a.py").write_text(RIGHT)
    ran = without("a.py", "a.ipynb", *GRADED, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert [one["score"] for one in json.loads(ran.stdout)] == [5.0, 5.0]


@pytest.mark.parametrize("words", [["exercises"], ["start", "linear_regression", "--notebook"]])
def test_students_other_commands_work_without_it(words: list[str], tmp_path: Path) -> None:
    ran = without(*words, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_an_assignment_says_what_it_needs(
    grade: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    words = ["package", "linear_regression", "--format", "nbgrader", "--course", "course"]
    ran = grade(*words, cwd=tmp_path)
    assert ran.code == 2
    assert "pip install 'torchgrade[instructor]'" in ran.err
