"""What all tests share: needs, the `grade` command, one warm fork server, and the exercises."""

import os
from collections.abc import Iterator

import hypothesis
import needs
import pytest
from casebooks import Casebooks
from commands import Run, run_grade
from warm import Graded, Servers, WarmGrade

from grader.exercise.folders import Folders, default_folders, names
from grader.exercise.loading import Exercise, load
from grader.sandbox.workers import SANDBOXED, Workers

# how long an example takes says more about the machine than about the code
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


# How coverage tells processes to measure themselves, which makes all that they do a fifth slower:
# only the tests of what runs in processes of its own let them.
MEASURE_PROCESSES = "COVERAGE_PROCESS_CONFIG"
OF_PROCESSES = {"sandbox", "cli", "test_notebook.py"}
measuring: dict[str, str] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs what is missing here, before any of its fixtures is made."""
    for mark in item.iter_markers("needs"):
        needs.require(*mark.args)
    if MEASURE_PROCESSES in os.environ:
        measuring[MEASURE_PROCESSES] = os.environ.pop(MEASURE_PROCESSES)
    if OF_PROCESSES & {item.path.parent.name, item.path.name}:
        os.environ.update(measuring)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were skipped and how to get them."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in skipped]
    for line in needs.summary(reasons):
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Warm fork servers, for all tests that need no process of the command itself."""
    servers = Servers()
    yield servers
    servers.close()


@pytest.fixture(scope="session")
def workers(servers: Servers) -> Workers:
    """What runs submissions without a sandbox."""
    return servers.lend()


@pytest.fixture(scope="session")
def sandbox(servers: Servers) -> Workers:
    """What runs submissions in the best sandbox that there is here."""
    return servers.lend(SANDBOXED)


@pytest.fixture(scope="session")
def grade(servers: Servers) -> Run:
    """The command, in this process."""
    return WarmGrade(servers)


@pytest.fixture(scope="session")
def grade_process() -> Run:
    """The command as a process of its own, for tests of what only a process shows."""
    return run_grade


@pytest.fixture(scope="session")
def graded(sandbox: Workers, folders: Folders) -> Graded:
    """The report on a file of tests/submissions."""
    return Graded(sandbox, folders)


@pytest.fixture(scope="session")
def with_casebook(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> Casebooks:
    """Gives an exercise that a test makes its casebook, so that causes are told."""
    return Casebooks(workers, tmp_path_factory)


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
