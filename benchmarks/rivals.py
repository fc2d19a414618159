"""How long nbgrader and pytest take on the submissions of a class.

    python benchmarks/rivals.py [--submissions 20] [--environment FOLDER]

Both run the same submissions against the same checks, one submission after the other:

- `nbgrader autograde`, one command for the whole class, on notebooks with a cell per function and
  an autograder test cell per call; in its own environment, which is made once and kept;
- `pytest`, a process for each submission.

The submissions are accepted variants and mistakes, in turn. If a right one misses full marks, or a
wrong one gets them, the times mean nothing and are not printed.
"""

import argparse
import ast
import copy
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from itertools import chain, cycle, islice, pairwise
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from single import TEST_FILE, tests

from grader.exercise.folders import default_folders
from grader.exercise.loading import Exercise, load

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = "linear_regression"
NBGRADER = "0.9.6"
# take seconds by themselves, whatever grades them
SLOW = frozenset({"func_grad", "steps_once_per_point", "ignores_the_number_of_steps"})
# for a command that never ends
LIMIT_SECONDS = 3600
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
# instead of pytest.approx, so that no kernel spends time importing pytest
NEAR = """
class near:
    def __init__(self, expected, **limits):
        self.expected, self.limits = expected, limits

    def __eq__(self, found):
        return len(found) == len(self.expected) and all(
            abs(number - value) <= max(self.limits["rel"] * abs(value), self.limits["abs"])
            for number, value in zip(found, self.expected)
        )
"""


class MeasurementVoid(Exception):
    """The measured program graded the submissions wrongly, or did not run at all."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument(
        "--environment", type=Path, default=ROOT / "build", help="where nbgrader is installed"
    )
    options = parser.parse_args()
    handed_in = take_in_turn(options.submissions)
    environment = nbgrader_environment(options.environment)
    with tempfile.TemporaryDirectory() as folder:
        autograde = nbgrader_seconds(handed_in, Path(folder) / "nbgrader", environment)
        processes = pytest_seconds(handed_in, Path(folder) / "pytest")
    for name, seconds in {"nbgrader autograde": autograde, "pytest": processes}.items():
        each = seconds / len(handed_in)
        print(f"{name:18} {each:6.2f} s a submission   {seconds:6.1f} s for {len(handed_in)}")


def take_in_turn(count: int) -> dict[str, str]:
    """`count` submissions by student: an accepted variant, a mistake, and so on."""
    exercise = loaded()
    accepted = (one.text for one in exercise.accepted if one.name not in SLOW)
    mistakes = (one.whole_text for one in exercise.mistakes if one.name not in SLOW)
    texts = chain.from_iterable(zip(cycle(accepted), cycle(mistakes), strict=False))
    return {f"student{number:04}": text for number, text in enumerate(islice(texts, count))}


def nbgrader_environment(folder: Path) -> Path:
    """Make (once) a virtual environment with nbgrader, ipykernel and this torch; its path.

    Raises MeasurementVoid when it cannot be made.
    """
    torch = version("torch").split("+")[0]
    environment = folder.resolve() / f"nbgrader-{NBGRADER}-torch-{torch}"
    ready = environment / "ready"
    if not ready.exists():
        print(f"Installing nbgrader into {environment}; this can take a while.", file=sys.stderr)
        run([sys.executable, "-m", "venv", "--clear", str(environment)], ROOT)
        install = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        install += ["--progress-bar", "off", "--constraint", str(ROOT / "constraints.txt")]
        wanted = [f"torch=={torch}", "numpy", f"nbgrader=={NBGRADER}", "ipykernel"]
        run(install + wanted, ROOT)
        ready.touch()
    return environment


def nbgrader_seconds(submissions: Mapping[str, str], folder: Path, environment: Path) -> float:
    """Wall-clock seconds of the command `nbgrader autograde` for these submissions.

    `submissions` maps students to source texts; `folder` becomes the course.
    Raises MeasurementVoid when a score is not what the submission deserves.
    """
    write(source_notebook(), folder / "source" / EXERCISE / "submit.ipynb")
    run(["nbgrader", "generate_assignment", EXERCISE], folder, environment)
    released = nbformat.read(folder / "release" / EXERCISE / "submit.ipynb", as_version=4)
    for student, text in submissions.items():
        filled = with_solutions(released, text)
        write(filled, folder / "submitted" / student / EXERCISE / "submit.ipynb")
    run(["python", "-c", "import ipykernel, torch"], folder, environment)  # warms the disk cache
    began = time.perf_counter()
    run(["nbgrader", "autograde", EXERCISE], folder, environment)
    seconds = time.perf_counter() - began
    run(["nbgrader", "export", "--to", "grades.csv"], folder, environment)
    confirm("nbgrader", submissions, full_marks(folder / "grades.csv"))
    return seconds


def pytest_seconds(submissions: Mapping[str, str], folder: Path) -> float:
    """Wall-clock seconds of one pytest process for each submission, one after the other.

    Raises MeasurementVoid when an outcome is not what the submission deserves.
    """
    for student, text in submissions.items():
        own = folder / student
        own.mkdir(parents=True)
        (own / "submit.py").write_text(text, encoding="utf-8")
        (own / "test_submit.py").write_text(TEST_FILE + "\n\n".join(written_checks()))
    run([sys.executable, "-c", "import pytest, torch"], folder)
    # a course does not need the plug-ins of this project's own tests
    options = ["-q", "-p", "no:cacheprovider", "--disable-plugin-autoload"]
    command = [sys.executable, "-m", "pytest", *options, "test_submit.py"]
    passed: dict[str, bool] = {}
    seconds = 0.0
    for student in submissions:
        began = time.perf_counter()
        code = run(command, folder / student, allowed=(0, 1))
        seconds += time.perf_counter() - began
        passed[student] = code == 0
    confirm("pytest", submissions, passed)
    return seconds


def source_notebook() -> Any:
    """The instructor's notebook: a solution cell per function, a test cell per call."""
    exercise = loaded()
    assert exercise.solution is not None
    helpers = TEST_FILE.replace("from submit import *", "").replace("import pytest", NEAR)
    cells = [
        cell(f"solution_{number}", source, solution=True)
        for number, source in enumerate(split(exercise.solution.text, exercise.functions))
    ]
    cells.append(cell("helpers", helpers, locked=True))
    for number, text in enumerate(written_checks()):
        source = f"{text.replace('pytest.approx(', 'near(')}\ntest_{number}()"
        cells.append(cell(f"check_{number}", source, grade=True, locked=True, points=1))
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def cell(grade_id: str, source: str, **settings: bool | int) -> Any:
    """A code cell with this id for nbgrader."""
    kind = {"schema_version": 3, "grade": False, "locked": False, "solution": False, "task": False}
    return new_code_cell(source, metadata={"nbgrader": {**kind, "grade_id": grade_id, **settings}})


def with_solutions(released: Any, text: str) -> Any:
    """The notebook that a student hands in: the released one, with their code in its cells."""
    notebook = copy.deepcopy(released)
    solutions = [one for one in notebook.cells if one.metadata.nbgrader.solution]
    for one, source in zip(solutions, split(text, loaded().functions), strict=True):
        one.source = source
    return notebook


def split(text: str, functions: tuple[str, ...]) -> list[str]:
    """The text split after each function."""
    ends = [
        node.end_lineno or 0
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name in functions
    ]
    lines = text.split("\n")
    # a definition without `def`, or a second one, makes another number of parts
    bounds = [0, *ends[: len(functions) - 1]]
    bounds += [len(lines)] * (len(functions) + 1 - len(bounds))
    return ["\n".join(lines[a:b]) for a, b in pairwise(bounds)]


def full_marks(grades: Path) -> dict[str, bool]:
    """Whether each student has all points, in what nbgrader exports from its gradebook."""
    with grades.open(encoding="utf-8", newline="") as file:
        return {
            row["student_id"]: float(row["score"] or 0) == len(written_checks())
            for row in csv.DictReader(file)
        }


def confirm(name: str, submissions: Mapping[str, str], marks: Mapping[str, bool]) -> None:
    """Raise MeasurementVoid unless right submissions, and no wrong ones, have full marks."""
    exercise = loaded()
    known = [(one.text.strip(), True) for one in exercise.accepted]
    known += [(one.whole_text.strip(), False) for one in exercise.mistakes]
    found = [
        (student, right)
        for student, text in submissions.items()
        for example, right in known
        if example in text
    ]
    for student, right in found:
        if marks.get(student) is not right:
            raise MeasurementVoid(
                f"{name}: does {student} have full marks? {marks.get(student)}, where {right} was "
                "due. The seconds tell nothing; grade that submission by itself to see why."
            )
    if {right for _, right in found} != {True, False}:
        raise MeasurementVoid(
            f"What {name} graded cannot be confirmed: an accepted variant and a mistake must be "
            "among the submissions. Measure at least two."
        )


@cache
def loaded() -> Exercise:
    """The exercise of the submissions."""
    return load(EXERCISE, default_folders())


@cache
def written_checks() -> list[str]:
    """Its checks as pytest functions, made once."""
    return tests(loaded())


def write(notebook: Any, path: Path) -> None:
    """Save a notebook, and make the folders for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def run(
    command: list[str],
    folder: Path,
    environment: Path | None = None,
    allowed: tuple[int, ...] = (0,),
) -> int:
    """The exit code of a command. Raises MeasurementVoid if it is not in `allowed`."""
    variables = dict(os.environ)
    if environment:
        # commands are found by name, as nbgrader itself finds alembic
        variables["PATH"] = f"{environment.absolute() / 'bin'}{os.pathsep}{variables['PATH']}"
        # without personal settings of Jupyter and IPython
        variables["HOME"] = str(folder.absolute())
    done = subprocess.run(
        command,
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    if done.returncode not in allowed:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise MeasurementVoid(f"{' '.join(command)} ended with {done.returncode}:\n{said}")
    return done.returncode


if __name__ == "__main__":
    main()
