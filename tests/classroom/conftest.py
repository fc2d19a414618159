"""What tests of a class share: a course of one tiny exercise, and the command in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from class_factory import Course, in_process, write_course
from click.testing import Result

from grader.sandbox.workers import Workers


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return write_course(tmp_path)


@pytest.fixture
def run(sandbox: Workers, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command without a process of its own, and with a sandbox that is warm."""
    return in_process(sandbox, monkeypatch)
