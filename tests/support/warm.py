"""Grading in this process, with warm fork servers: a process that imports torch costs seconds."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import Ran
from header import read_header
from reports import Report

from grader.cli import main
from grader.errors import GradeError
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.exercise.recognition import recognise
from grader.grading.one import Grading
from grader.report import Isolation, not_graded, to_json
from grader.sandbox.start import start_workers
from grader.sandbox.workers import PLAIN, SANDBOXED, Workers
from grader.submission import source

# So much longer than it may take is what a submission gets here: tests run beside each other.
PATIENCE = 3


class Lent:
    """Workers that outlive the command that they are lent to."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.worker = workers.worker

    @property
    def isolation(self) -> Isolation:
        return self._workers.isolation

    @property
    def refused(self) -> Sequence[str]:
        return self._workers.refused

    def close(self) -> None:
        """Nothing: others use them next."""


class Servers:
    """One fork server without a sandbox and one with, each started when it is first needed."""

    def __init__(self) -> None:
        self._started: dict[tuple[tuple[Isolation, ...], tuple[str, ...]], Workers] = {}

    def lend(
        self, levels: Sequence[Isolation] = PLAIN, servers: int = 1, packages: Sequence[str] = ()
    ) -> Workers:
        """What `start_workers` would start, but warm, and one server for all."""
        wanted = PLAIN if tuple(levels) == PLAIN else SANDBOXED + PLAIN
        key = wanted, tuple(packages)
        if key not in self._started:
            self._started[key] = start_workers(wanted, packages=packages)
        return Lent(self._started[key])

    def close(self) -> None:
        for workers in self._started.values():
            workers.close()


class WarmGrade:
    """`grade` without a process of its own."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers

    def __call__(
        self,
        *arguments: object,
        stdin: bytes | None = None,
        cwd: Path | None = None,
        **environment: str,
    ) -> Ran:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("grader.sandbox.start.start_workers", self._servers.lend)
            if cwd is not None:
                patched.chdir(cwd)
            done = CliRunner().invoke(
                main,
                [*map(str, arguments)],
                prog_name="grade",
                input=stdin or b"",
                env=environment,
            )
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)


class Graded:
    """The report on each submission of tests/submissions, which is graded once."""

    def __init__(self, workers: Workers, folders: Folders) -> None:
        self._workers = workers
        self._folders = folders
        self._gradings: dict[tuple[str, float | None], Grading] = {}
        self._reports: dict[Path, Report] = {}

    def __call__(self, file: Path) -> Report:
        """Its report as JSON has it, graded as its header asks for."""
        if file not in self._reports:
            self._reports[file] = self._grade(file)
        return self._reports[file]

    def _grade(self, file: Path) -> Report:
        try:
            submission = source.read(str(file))
            grading = self._grading(recognise(submission.text, self._folders), file)
            report = grading.report(submission)
        except GradeError as error:
            report = not_graded(file.name, str(error))
        read: Report = json.loads(to_json(report))
        return read

    def _grading(self, name: str, file: Path) -> Grading:
        limit = read_header(file).limit_seconds
        if (name, limit) not in self._gradings:
            exercise = load(name, self._folders)
            if limit is not None:
                exercise = replace(exercise, check_time_limit_seconds=limit)
            total = exercise.time_limit_seconds * (PATIENCE if limit is None else 1)
            self._gradings[name, limit] = Grading(exercise, self._workers, 1, total)
        return self._gradings[name, limit]
