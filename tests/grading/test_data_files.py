"""An exercise with a data file, graded as a student, an author and an instructor grade it."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import needs
import pytest
from casebooks import Casebooks
from commands import Run
from kernels import GRADE, NO_NAMESPACES, refusing
from nights import (
    CHANGES,
    FILE,
    LEAVES_OUT_THE_LAST,
    NAME,
    NIGHTS,
    NUMPY,
    OTHER_FILE,
    READS,
    write_nights,
)
from people import ORDINARY, command_as

from grader.causes import casebook
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.grading.one import Grading
from grader.grading.session import Session
from grader.sandbox.workers import Workers
from grader.submission.source import parse

MARKER = "# exercise: nights\n"
TEXTS = {"right": READS, "numpy": NUMPY, "last": LEAVES_OUT_THE_LAST, "other": OTHER_FILE}
SCORES = {"right": 3, "numpy": 3, "last": 0, "other": 0}
LEVELS = [
    pytest.param("full", marks=[needs.namespaces, needs.ordinary_user]),
    pytest.param("no-namespaces", marks=[needs.landlock, needs.ordinary_user]),
    pytest.param("none", marks=needs.ordinary_user),
]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user can read."""
    root = Path(tempfile.mkdtemp(prefix="torchgrade-"))
    root.chmod(0o755)
    yield root
    shutil.rmtree(root)


@pytest.fixture
def nights(place: Path) -> Folders:
    return write_nights(place)


def options(folders: Folders) -> list[object]:
    return ["--exercises", folders.exercises, "--solutions", folders.solutions]


def written(place: Path) -> list[Path]:
    """A file for each text, in a student's own folder."""
    folder = place / "mine"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.py").write_text(MARKER + text)
    return sorted(folder.iterdir())


def reports(level: str, folders: Folders, files: list[Path]) -> list[dict[str, Any]]:
    """The reports of `grade FILE...`, run by an ordinary user beside the files."""
    words = [*files, "--format", "json", "--seed", 1, *options(folders)]
    command = [GRADE, *map(str, words)]
    if level == "none":
        command.append("--no-sandbox")
    if level == "no-namespaces":
        command = refusing(NO_NAMESPACES, *words)
    done = subprocess.run(
        command_as(ORDINARY, command),
        capture_output=True,
        cwd=files[0].parent,
        env={key: value for key, value in os.environ.items() if not key.startswith("COV")},
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("level", LEVELS)
def test_at_each_level_submissions_read_the_same_data(
    level: str, nights: Folders, place: Path
) -> None:
    files = written(place)
    found = reports(level, nights, files)
    assert {one["isolation"] for one in found} == {level}
    assert {Path(one["submission"]).stem: one["score"] for one in found} == SCORES
    assert sorted(files[0].parent.iterdir()) == files  # nothing was left there


def test_a_file_that_is_not_there_is_explained(nights: Folders, place: Path, grade: Run) -> None:
    (place / "submit.py").write_text(MARKER + OTHER_FILE)
    ran = grade(place / "submit.py", "--format", "json", *options(nights))
    verdict = ran.json["verdicts"][0]
    assert (verdict["event"], verdict["line"]) == ("raised", 6)
    assert (
        "FileNotFoundError: [Errno 2] No such file or directory: 'days.csv'"
        in (verdict["observed"])
    )
    assert "Only the data files that come with the exercise are there" in verdict["feedback"]


def test_a_students_own_copy_is_neither_read_nor_changed(
    nights: Folders, place: Path, grade: Run
) -> None:
    mine = place / "mine"
    mine.mkdir()
    (mine / FILE).write_text("night,visitors\n1,0\n")
    text = MARKER + READS.replace("import csv", "import csv\nopen('model.pt', 'w').close()")
    (mine / "submit.py").write_text(text)
    words = ["submit.py", "--format", "json", "--no-sandbox", *options(nights)]
    ran = grade(*words, cwd=mine)
    assert ran.json["score"] == 3
    assert {path.name for path in mine.iterdir()} == {FILE, "submit.py"}
    assert (mine / FILE).read_text() == "night,visitors\n1,0\n"


def test_lint_and_casebook_run_with_the_data(
    nights: Folders, grade: Run, with_casebook: Casebooks
) -> None:
    with_casebook(nights, NAME)
    book = casebook.read(load(NAME, nights))
    assert book is not None
    assert "leaves_out_the_last" in {case.name for case in book.cases("visitors")}
    ran = grade("lint", NAME, "--seeds", 1, *options(nights))
    assert ran.code == 0, ran.out
    (nights.exercises / NAME / FILE).write_text(NIGHTS.replace("3,4", "3,9"))
    ran = grade("lint", NAME, "--seeds", 1, *options(nights))
    assert ran.code == 1
    assert "solution.py returns 42, checks.py line 5 says 32" in " ".join(ran.out.split())
    _, why = casebook.find(load(NAME, nights))
    assert (
        "is stale. Changed since: functions, stub, calls of shown checks, probes.py or data" in why
    )


def test_a_mistake_about_data_is_named(
    nights: Folders, place: Path, grade: Run, with_casebook: Casebooks
) -> None:
    with_casebook(nights, NAME)
    (place / "submit.py").write_text(MARKER + LEAVES_OUT_THE_LAST)
    for more in (options(nights), ["--exercises", nights.exercises]):  # in class, and at home
        ran = grade(place / "submit.py", "--format", "json", *more)
        assert [one["name"] for one in ran.json["causes"]] == ["leaves_out_the_last"]


def test_data_that_is_saved_again_is_used_at_once(nights: Folders, workers: Workers) -> None:
    session = Session(nights, workers, 1)
    before = session.grading(NAME)
    assert session.grading(NAME) is before
    (nights.exercises / NAME / FILE).write_text(NIGHTS.replace("3,4", "3,9"))
    after = session.grading(NAME)
    assert [one.exercise.data_files for one in (before, after)] == [
        ((FILE, NIGHTS.encode()),),
        ((FILE, NIGHTS.replace("3,4", "3,9").encode()),),
    ]


PER_NIGHT = "\n\ndef per_night(factor):\n    return visitors(factor) / 3\n"
OF_PER_NIGHT = """
per_night = function("per_night")
checks += [check("each night", per_night({factor}), returns({found}), points=3, hint="3 nights.")]
"""


def test_a_right_function_reads_the_data_in_place_of_a_wrong_one(
    place: Path, workers: Workers
) -> None:
    more = {
        "exercises/exercise.toml": ("[\"visitors\"]", '["visitors", "per_night"]'),
        "exercises/submit.py": ("", "\n\ndef per_night(factor):\n    raise NotImplementedError\n"),
        "exercises/checks.py": ("", OF_PER_NIGHT.format(factor=3.0, found=16.0)),
        "solutions/solution.py": ("", PER_NIGHT),
        "solutions/checks.py": ("", OF_PER_NIGHT.format(factor="number(3, 9)", found="REFERENCE")
            .replace("each night", "any night")),
        "solutions/accepted/adds.py": ("", PER_NIGHT),
    }  # fmt: skip
    changes: dict[str, str | None] = {
        path: (CHANGES[path] or "").replace(old, new) if old else (CHANGES[path] or "") + new
        for path, (old, new) in more.items()
    }
    folders = write_nights(place, changes)
    grading = Grading(load(NAME, folders), workers, 1)
    report = grading.report(parse("submit.py", (LEAVES_OUT_THE_LAST + PER_NIGHT).encode()))
    earned = {one.check: one.score for one in report.verdicts}
    assert earned["each night"] == earned["any night"] == 3
    assert earned["a multiple of all visitors"] == 0


@needs.sandbox
def test_a_class_is_graded_again_when_its_data_changes(
    nights: Folders, place: Path, grade: Run
) -> None:
    written(place)
    words = ["class", place / "mine", "-o", place / "output", "--exercise", NAME, *options(nights)]
    rejudge = ["class", "--rejudge", "--yes", "-o", place / "output", *options(nights)]
    assert grade(*words).code == 0
    assert scores(place / "output") == SCORES
    assert grade(*rejudge).code == 0
    assert scores(place / "output") == SCORES
    (nights.exercises / NAME / FILE).write_text(NIGHTS.replace("3,4", "4,3\n5,1"))
    refused = grade(*words)
    assert refused.code == 2
    assert "nights has changed since this gradebook was made" in refused.err
    refused = grade(*rejudge)
    assert refused.code == 2
    assert "or a data file has changed" in refused.err
    assert grade(*words, "--regrade").code == 0
    assert scores(place / "output") == {**SCORES, "last": 0}


def scores(output: Path) -> dict[str, float]:
    listed = json.loads((output / "grades.json").read_text(encoding="utf-8"))
    return {one["student"]: one["report"]["score"] for one in listed["students"]}
