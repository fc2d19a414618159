"""A course with nbgrader, made, handed in to and graded by the commands that people type."""

import ast
import contextlib
import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands import Ran
from nbgrader.api import Gradebook
from places import ROOT

EXERCISE = "linear_regression"
FUNCTIONS = ("compute_loss", "train_parameters_linear_regression")
LIMIT_SECONDS = 900

# of a notebook as its file has it, so that it may say what no notebook should
Json = dict[str, Any]


@dataclass(frozen=True)
class Course:
    """A folder in which `nbgrader` is run."""

    root: Path

    def run(self, *words: object, cwd: Path | None = None, code: int | None = 0) -> Ran:
        """Run `nbgrader` in the course, or in another folder, and expect this exit code."""
        ran = run_module("nbgrader", *words, cwd=cwd or self.root)
        assert code is None or ran.code == code, ran.err
        return ran

    @property
    def database(self) -> str:
        return f"sqlite:///{self.root / 'gradebook.db'}"

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """nbgrader's gradebook, by nbgrader's own means."""
        with Gradebook(self.database, self.root.name) as book:
            yield book

    def path(self, stage: str, student: str = ".", assignment: str = EXERCISE) -> Path:
        """Where the assignment's notebook is at this stage, such as `autograded`."""
        suffix = "html" if stage == "feedback" else "ipynb"
        return self.root / stage / student / assignment / f"{assignment}.{suffix}"

    def notebook(self, stage: str, student: str = ".", assignment: str = EXERCISE) -> Json:
        """That notebook, each source as one text."""
        return read_notebook(self.path(stage, student, assignment))

    def hand_in(self, student: str, notebook: Json | str, assignment: str = EXERCISE) -> None:
        """Put a notebook, or what is none, where `nbgrader collect` would have put it."""
        path = self.path("submitted", student, assignment)
        path.parent.mkdir(parents=True)
        text = notebook if isinstance(notebook, str) else json.dumps(notebook)
        path.write_text(text, encoding="utf-8")

    def feedback(self, student: str) -> str:
        """The page that a student gets to see."""
        return self.path("feedback", student).read_text(encoding="utf-8")

    def scores(self, assignment: str = EXERCISE) -> dict[str, float]:
        """What each student has in nbgrader's gradebook, of those who were graded."""
        with self.gradebook() as book:
            listed = book.submission_dicts(assignment)
            return {one["student"]: one["score"] for one in listed if not one["needs_manual_grade"]}

    def add_source(self, assignment: str, notebook: Json) -> None:
        """An assignment of the instructor's own."""
        path = self.root / "source" / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    def configure(self, text: str) -> None:
        """Add a line to the course's configuration."""
        with (self.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")


def run_module(module: str, *words: object, cwd: Path) -> Ran:
    """Run a command of this environment, with nobody's own settings of Jupyter and IPython."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=cwd,
        env=environment(cwd),
        timeout=LIMIT_SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def environment(folder: Path) -> dict[str, str]:
    """The variables of somebody whose home is new; it lies beside `folder`."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {name: text for name, text in os.environ.items() if not name.startswith("JUPYTER")}
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**kept, "HOME": str(home), "PATH": beside, "PYTHONIOENCODING": "utf-8"}


def make_course(root: Path) -> Course:
    """A course with the exercise in it, ready to be handed out."""
    course = Course(root)
    words = ["package", EXERCISE, "--format", "nbgrader", "--course", root]
    made = run_module("grader", *words, cwd=root.parent)
    assert made.code == 0, made.err
    course.run("generate_assignment", EXERCISE)
    return course


# ------------------------------------------------------------------ notebooks


def read_notebook(path: Path) -> Json:
    notebook: Json = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def nbgrader_of(cell: Json) -> Json:
    """What nbgrader keeps with a cell."""
    kept: Json = cell["metadata"].get("nbgrader", {})
    return kept


def named(notebook: Json, name: str) -> Json:
    """The cell of that grade_id."""
    found: Json
    (found,) = (cell for cell in notebook["cells"] if nbgrader_of(cell).get("grade_id") == name)
    return found


def checks_of(notebook: Json) -> list[Json]:
    """The cells that hold checks."""
    return [cell for cell in notebook["cells"] if nbgrader_of(cell).get("grade")]


def code_cell(source: str, **nbgrader: Any) -> Json:
    """A code cell; with metadata of nbgrader's where any is given."""
    kind = {"schema_version": 3, "grade": False, "locked": False, "solution": False, "task": False}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"nbgrader": {**kind, **nbgrader}} if nbgrader else {},
        "outputs": [],
        "source": source,
    }


def new_notebook(*cells: Json) -> Json:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 4,
    }


def filled_in(released: Json, text: str) -> Json:
    """The notebook of a student who wrote this script into its cells."""
    notebook = copy.deepcopy(released)
    for name, source in by_function(text).items():
        named(notebook, name)["source"] = source
    return notebook


def by_function(text: str) -> dict[str, str]:
    """A script in parts, each up to the end of a function; the last one has the rest too."""
    ends = {
        node.name: node.end_lineno or 0
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS
    }
    assert set(ends) == set(FUNCTIONS)
    lines, parts, above = text.split("\n"), {}, 0
    *_, last = ends
    for name, end in ends.items():
        below = len(lines) if name == last else end
        parts[name] = "\n".join(lines[above:below])
        above = below
    return parts


def outputs(notebook: Json) -> str:
    """All text that the outputs of a notebook hold, whatever kind they are."""
    return "\n".join(
        "".join(text) if isinstance(text, list) else str(text)
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        for text in [output.get("text", ""), *output.get("data", {}).values()]
    )


# ------------------------------------------------------------------ what nobody is to see


def hidden_lines(exercise: str = EXERCISE) -> set[str]:
    """Every line of the exercise's hidden half, but those that students have anyway."""
    shown = "\n".join(texts(ROOT / "exercises" / exercise))
    hidden = (
        line.strip() for text in texts(ROOT / "solutions" / exercise) for line in text.split("\n")
    )
    return {line for line in hidden if line not in shown}


def texts(folder: Path) -> list[str]:
    """All files in a folder, but what Python keeps of them."""
    return [
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]
