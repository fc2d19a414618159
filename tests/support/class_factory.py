"""A class of tiny submissions to the exercise of one line, and what `grade class` makes of it."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from exercise_factory import write_exercise
from warm import Lent

from grader.classroom.attempt import Attempt
from grader.classroom.grade import Tally, grade_class
from grader.classroom.gradebook import Gradebook
from grader.cli import main
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.exercise.recognition import appraise
from grader.grading.session import Session
from grader.intake import collect
from grader.sandbox.workers import Workers

MARKER = "# exercise: doubling\n"
RIGHT = MARKER + "def double(x):\n    return x + x\n"
SQUARES = MARKER + "def double(x):\n    return x * x\n"
TREBLES = MARKER + "def double(x):\n    return 3 * x\n"
NEARLY = MARKER + "def double(x):\n    return 2 * x + 0.01\n"
# What it prints tells one run of it from another: no seed has a say in it.
TOKEN = "import os\nprint(os.urandom(8).hex())\n"

Row = dict[str, str]


@dataclass(frozen=True)
class Course:
    """An exercise, what was handed in for it, and where its grades go."""

    root: Path

    @property
    def folders(self) -> Folders:
        return Folders(self.root / "exercises", self.root / "solutions")

    @property
    def options(self) -> list[object]:
        return ["--exercises", self.folders.exercises, "--solutions", self.folders.solutions]

    @property
    def submissions(self) -> Path:
        return self.root / "submissions"

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def gradebook(self) -> Path:
        return self.output / "gradebook.db"

    def exercise(self) -> Exercise:
        """The exercise as it stands now."""
        return load("doubling", self.folders)

    def hand_in(self, **texts: str | bytes) -> None:
        """A file for each student."""
        self.submissions.mkdir(exist_ok=True)
        for student, text in texts.items():
            content = text if isinstance(text, bytes) else text.encode()
            (self.submissions / f"{student}.py").write_bytes(content)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file of the exercise, such as `solutions/checks.py`."""
        half, _, rest = path.partition("/")
        file = self.root / half / "doubling" / rest
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    def command(self, *more: object, jobs: int = 1) -> list[object]:
        """The words after `grade` that grade what was handed in."""
        return ["class", self.submissions, *self.without_submissions, "--jobs", jobs, *more]

    @property
    def without_submissions(self) -> list[object]:
        return ["-o", self.output, *self.options]

    def rows(self) -> dict[str, Row]:
        """The rows of grades.csv by student."""
        with (self.output / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["student"]: row for row in csv.DictReader(file)}

    def scores(self) -> dict[str, str]:
        """What grades.csv says that each student earned."""
        return {student: row["score"] for student, row in self.rows().items()}

    def reports(self) -> dict[str, Any]:
        """The reports in grades.json by student."""
        listed = json.loads((self.output / "grades.json").read_text(encoding="utf-8"))
        return {one["student"]: one["report"] for one in listed["students"]}

    def attempts(self) -> list[Attempt]:
        """All that the gradebook holds, by student."""
        with Gradebook.reading(self.gradebook) as book:
            return list(book.attempts())

    def printed(self) -> dict[str, str]:
        """What each student's submission printed when it ran."""
        return {one.student.student: one.report.output for one in self.attempts()}

    def graded(
        self, workers: Workers, *, time_limit_seconds: float | None = None, **options: Any
    ) -> Tally:
        """Grade the class without a command; what came of it."""
        jobs = options.pop("jobs", 2)
        session = Session(self.folders, workers, time_limit_seconds=time_limit_seconds, jobs=jobs)
        self.output.mkdir(exist_ok=True)
        handed_in = collect(
            self.submissions,
            partial(appraise, folders=self.folders),
            "doubling",
        ).handed_in
        with Gradebook(self.gradebook, "doubling") as book:
            *_, tally = grade_class(session, book, handed_in, **options)
        return tally


def write_course(root: Path, changes: dict[str, str | None] | None = None) -> Course:
    """The exercise in `root`, and nothing handed in yet."""
    write_exercise(root, changes)
    return Course(root)


def in_process(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`grade`, without a process of its own and with these workers."""
    monkeypatch.setattr(
        "grader.sandbox.start.start_workers", lambda *levels, **options: Lent(workers)
    )

    def run(*arguments: object, **more: Any) -> Result:
        return CliRunner().invoke(main, [*map(str, arguments)], prog_name="grade", **more)

    return run
