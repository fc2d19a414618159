"""What the stories need: the `grade` command as a real process, and one fork server for all."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.exercise.loading import Exercise, Folders, default_folders, load, names
from grader.sandbox.start import start_workers
from grader.sandbox.workers import Workers

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "tests" / "submissions"
HIDDEN = ROOT / "solutions" / "linear_regression"


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


def run_grade(
    *arguments: object, stdin: bytes | None = None, cwd: Path | None = None, **environment: str
) -> Ran:
    """Run `grade` as a user would: a process of its own, its output not a terminal."""
    done = subprocess.run(
        [Path(sys.executable).with_name("grade"), *map(str, arguments)],
        input=stdin if stdin is not None else b"",
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=600,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def grade() -> Run:
    return run_grade


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """One warm fork server, for tests that need no process of the command itself."""
    server = start_workers()
    yield server
    server.close()


@pytest.fixture(scope="session")
def folders() -> Folders:
    return default_folders()


@pytest.fixture(scope="session", params=names(default_folders()))
def exercise(request: pytest.FixtureRequest, folders: Folders) -> Exercise:
    """Each exercise of this checkout in turn."""
    return load(request.param, folders)


@pytest.fixture(scope="session")
def linear_regression(folders: Folders) -> Exercise:
    return load("linear_regression", folders)
