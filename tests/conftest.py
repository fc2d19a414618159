"""What all tests share: needs, the `grade` command, one warm fork server, and the exercises."""

from collections.abc import Iterator

import needs
import pytest
from commands import Run, run_grade

from grader.exercise.loading import Exercise, Folders, default_folders, load, names
from grader.sandbox.workers import Workers, start_workers


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs what is missing here, before any of its fixtures is made."""
    for mark in item.iter_markers("needs"):
        needs.require(*mark.args)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were skipped and how to get them."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in skipped]
    for line in needs.summary(reasons):
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(scope="session")
def grade() -> Run:
    """The command as a process of its own."""
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
