"""How long nbgrader takes for a course, with the sandbox and with its own notebook kernels.

    python benchmarks/nbgrader.py [--submissions 20] [--rounds 3]

Both sides use one course, made by `grade package`, the same submissions (accepted variants and
mistakes in turn) and the same command, `nbgrader autograde`, which grades one after the other. They
differ in one preprocessor of nbgrader's list, GradeInSandbox instead of Execute, which is timed. If
a right submission misses full marks, or a wrong one gets them, the times mean nothing and are not
printed.
"""

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import nbformat
from rivals import EXERCISE, confirm, loaded, split, take_in_turn

# a subclass of the measured preprocessor that writes its seconds into a file beside the course
TIMED = """
import importlib, time
module, _, name = {measured!r}.rpartition(".")
Measured = getattr(importlib.import_module(module), name)

class Timed(Measured):
    def preprocess(self, nb, resources, *arguments, **keywords):
        began = time.perf_counter()
        try:
            return super().preprocess(nb, resources, *arguments, **keywords)
        finally:
            with open("seconds.txt", "a") as file:
                print(time.perf_counter() - began, file=file)

Timed.__name__ = name  # so that options for it apply
preprocessors = c.Autograde.autograde_preprocessors
c.Autograde.autograde_preprocessors = [Timed, *preprocessors[1:]]
"""
STOCK = """
from nbgrader.converters import Autograde

c.Autograde.autograde_preprocessors = list(Autograde.autograde_preprocessors.default())
"""
SIDES = {
    "the sandbox": "grader.nbgrader.preprocessors.GradeInSandbox",
    "a kernel": "nbgrader.preprocessors.Execute",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    handed_in = take_in_turn(options.submissions)
    steps: dict[str, list[float]] = {side: [] for side in SIDES}
    wholes: dict[str, list[float]] = {side: [] for side in SIDES}
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        lay_out(course, handed_in)
        for _ in range(options.rounds):
            for side, measured in SIDES.items():
                whole, step = autograde(course, measured, handed_in)
                wholes[side].append(whole)
                steps[side].append(step)
    print(f"{options.submissions} submissions, {options.rounds} rounds; median (least to most)")
    for title, seconds in (("execution step, each", steps), ("whole command, each", wholes)):
        for side, values in seconds.items():
            each = [value / options.submissions for value in values]
            print(f"{title:22} {side:12} {spread(each)} s")
        ratios = [
            kernel / sandbox
            for sandbox, kernel in zip(seconds["the sandbox"], seconds["a kernel"], strict=True)
        ]
        print(f"{title:22} {'ratio':12} {spread(ratios)} x")


def lay_out(course: Path, handed_in: Mapping[str, str]) -> None:
    """Make the course, and hand in a notebook for each student with their text in its cells."""
    run([sys.executable, "-m", "grader", *package(course)], course.parent)
    run(nbgrader("generate_assignment", EXERCISE), course)
    released = course / "release" / EXERCISE / f"{EXERCISE}.ipynb"
    for student, text in handed_in.items():
        notebook = nbformat.read(released, as_version=4)
        parts = dict(zip(loaded().functions, split(text, loaded().functions), strict=True))
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = parts.get(name, cell.source)
        target = course / "submitted" / student / EXERCISE / released.name
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)


def package(course: Path) -> list[str]:
    """The arguments for `grade`."""
    return ["package", EXERCISE, "--format", "nbgrader", "--course", str(course)]


def autograde(course: Path, measured: str, handed_in: Mapping[str, str]) -> tuple[float, float]:
    """Wall-clock seconds of the whole command, and of the `measured` preprocessor in it."""
    config, notes = course / "nbgrader_config.py", course / "seconds.txt"
    before = config.read_text(encoding="utf-8")
    stock = STOCK if measured.startswith("nbgrader.") else ""
    config.write_text(before + stock + TIMED.format(measured=measured), encoding="utf-8")
    notes.write_text("")
    began = time.perf_counter()
    try:
        run(nbgrader("autograde", EXERCISE, "--force"), course)
    finally:
        config.write_text(before, encoding="utf-8")
    whole = time.perf_counter() - began
    run(nbgrader("export", "--to", "grades.csv"), course)
    confirm(measured, handed_in, full_marks(course / "grades.csv"))
    seconds = [float(line) for line in notes.read_text().split()]
    assert len(seconds) == len(handed_in)
    return whole, sum(seconds)


def full_marks(grades: Path) -> dict[str, bool]:
    """Whether each student has all points."""
    with grades.open(encoding="utf-8", newline="") as file:
        return {
            row["student_id"]: float(row["score"]) == float(row["max_score"])
            for row in csv.DictReader(file)
        }


def nbgrader(*arguments: str) -> list[str]:
    """The path of a command installed beside this interpreter."""
    return [sys.executable, "-m", "nbgrader", *arguments]


def run(command: list[str], folder: Path) -> None:
    """Run a command in a folder. Its output is shown if it fails."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def spread(values: list[float]) -> str:
    """Median, minimum and maximum."""
    return f"{statistics.median(values):6.2f} ({min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    main()
