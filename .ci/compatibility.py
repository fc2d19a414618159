#!/usr/bin/env python3
"""Installs the wheel into a new environment with one Python and one torch, and grades with it.

    python .ci/compatibility.py --torch 2.13.0
    python3.13 .ci/compatibility.py --torch installed --wheel dist/torchgrade-0.1.0-py3-none-any.whl

The environment has the Python that runs this. `installed` takes the torch that this Python has. A
right and a wrong submission are graded twice: as a student does, with what is in the wheel, and as
an instructor does, with the hidden half and, on Linux, in the sandbox. Python and pip are all that
it needs.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = ROOT / "solutions" / "linear_regression"
MARKER = "# exercise: linear_regression\n"
MISTAKE = "never_clears_gradients"


def main() -> None:
    """Print one row of a table, or say what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--torch", required=True, help='a version, or "installed"')
    parser.add_argument("--wheel", type=Path, help="default: built from this checkout")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="compatibility-") as name:
        folder = Path(name)
        wheel = options.wheel.resolve() if options.wheel else build(folder)
        python = install(folder, wheel, options.torch)
        write_submissions(folder)
        student = graded(folder, python)
        instructor = graded(folder, python, "--solutions", str(ROOT / "solutions"))
        torch = said([python, "-c", "import torch; print(torch.__version__)"], folder).strip()
    system = f"{platform.system()} {platform.machine()}"
    print(f"| {platform.python_version()} | {torch} | {system} | {student} | {instructor} |")


def build(folder: Path) -> Path:
    """Build the wheel, in an environment of its own."""
    said([sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(folder), str(ROOT)], folder)
    return next(folder.glob("*.whl"))


def install(folder: Path, wheel: Path, torch: str) -> str:
    """Install the wheel beside that torch, and return the Python of the environment."""
    place = folder / "environment"
    venv.create(place, with_pip=True, system_site_packages=torch == "installed")
    python = str(next(path for path in place.glob("*/python*") if path.stem == "python"))
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if torch != "installed":
        said([*pip, f"torch=={torch}"], folder)  # first, or the newest one comes
    said([*pip, f"{wheel}[instructor]"], folder)
    return python


def write_submissions(folder: Path) -> None:
    """The solution, and the solution with a mistake in the loop."""
    solution = MARKER + (HIDDEN / "solution.py").read_text(encoding="utf-8")
    mistake = (HIDDEN / "mistakes" / f"{MISTAKE}.py").read_text(encoding="utf-8")
    (folder / "right.py").write_text(solution, encoding="utf-8")
    (folder / "wrong.py").write_text(f"{solution}\n{mistake}", encoding="utf-8")


def graded(folder: Path, python: str, *more: str) -> str:
    """Grade both; fail unless one is right and the other is known to be wrong."""
    command = [python, "-m", "grader", "--format", "json", *more]
    right = json.loads(said([*command, "right.py"], folder))
    wrong = json.loads(said([*command, "wrong.py"], folder, code=1))
    causes = [one["name"] for one in wrong["causes"]]
    if right["score"] != right["max_score"] or wrong["score"] >= wrong["max_score"]:
        sys.exit(f"The scores are {right['score']} and {wrong['score']}.")
    if causes != [MISTAKE]:
        sys.exit(f"The causes are {causes}.")
    return (
        f"{right['score']:g} and {wrong['score']:g} of {wrong['max_score']:g}, {right['isolation']}"
    )


def said(command: list[str], folder: Path, code: int = 0) -> str:
    """What a command prints; fail unless it ends with that exit code."""
    here = {key: value for key, value in os.environ.items() if not key.startswith("GRADE_")}
    done = subprocess.run(
        command, cwd=folder, env=here, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode != code:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}.\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
