"""A zip is unpacked, its two lines are typed, and a student is told the same causes as in class."""

import json
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import needs
import pytest
from casebooks import Casebooks
from commands import Run
from exercise_factory import write_exercise
from handed_out import unpack
from reports import mistake

pytestmark = [pytest.mark.slow, needs.linux]

MISTAKES = ("climbs_the_gradient", "never_clears_gradients", "halves_the_mean")
INDEX = re.compile(r"--extra-index-url \S+")


def typed(line: str, folder: Path) -> str:
    """What a command in that folder prints, which may say that points are missing."""
    words = line.replace("python3 ", f"{sys.executable} ", 1).split()
    ran = subprocess.run(
        [str(folder / words[0]), *words[1:]],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


@pytest.fixture
def zipped(tmp_path: Path, grade: Run, with_casebook: Casebooks) -> bytes:
    """The zip of an exercise that does not come with this package."""
    folders = write_exercise(tmp_path / "mine")
    with_casebook(folders)
    words = ["package", "doubling", "--format", "student", "--exercises", folders.exercises]
    assert grade(*words, cwd=tmp_path).code == 0
    return (tmp_path / "doubling.zip").read_bytes()


@pytest.fixture
def unpacked(zipped: bytes, tmp_path: Path) -> Path:
    """The folder in which its lines were typed, without the line's address of a package index."""
    place = tmp_path / "Übung für zu Hause"
    unpack(zipped, place)
    folder = place / "doubling"
    lines = re.findall(r"^    (.+)$", (folder / "START.md").read_text(), re.MULTILINE)
    typed(lines[0], folder)
    typed(INDEX.sub("--no-index --no-deps", lines[1]), folder)
    (packages,) = (folder / ".venv").glob("lib/python*/site-packages")
    # torch and the rest, without another hundred megabytes
    (packages / "zz_rest.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def causes(report: str) -> list[list[str]]:
    return [[cause["name"] for cause in one["causes"]] for one in json.loads(report)]


def test_a_student_is_told_the_same_causes(unpacked: Path, zipped: bytes, tmp_path: Path) -> None:
    assert "doubling" in typed(".venv/bin/grade exercises", unpacked)
    for name in MISTAKES:
        text = "# exercise: linear_regression\n" + mistake(name)
        (unpacked / f"{name}.py").write_bytes(text.replace("\n", "\r\n").encode())
    squares = "# exercise: doubling\ndef double(x):\n    return x * x\n"
    (unpacked / "submit.py").write_text(squares)
    files = " ".join([*(f"{name}.py" for name in MISTAKES), "submit.py"])
    told = [[name] for name in MISTAKES] + [["squares"]]
    assert causes(typed(f".venv/bin/grade --format json {files}", unpacked)) == told
    # unpacked again, and renamed with what was installed
    unpack(zipped, tmp_path / "again")
    (tmp_path / "again" / "doubling" / "submit.py").write_text(squares)
    renamed = unpacked.rename(unpacked.parent / "renamed")
    line = ".venv/bin/python -m grader --format json submit.py ../../again/doubling/submit.py"
    assert causes(typed(line, renamed)) == [["squares"], ["squares"]]
