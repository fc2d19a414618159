"""Fixtures of all tests: the `grade` command, one warm fork server, and the exercises."""

from collections.abc import Iterator

import pytest
from commands import Run, run_grade

from grader.exercise.folders import Folders, default_folders, names
from grader.exercise.loading import Exercise, load
from grader.sandbox.start import start_workers
from grader.sandbox.workers import Workers


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
