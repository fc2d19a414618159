"""What tests of a class share: a course of one tiny exercise, and the command in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from casebooks import Casebooks
from class_factory import Course, in_process, write_course
from click.testing import Result

from grader.sandbox.workers import Workers


@pytest.fixture
def course(tmp_path: Path, with_casebook: Casebooks) -> Course:
    made = write_course(tmp_path)
    with_casebook(made.folders)
    return made


@pytest.fixture
def run(sandbox: Workers, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command without a process of its own, and with a sandbox that is warm."""
    return in_process(sandbox, monkeypatch)
