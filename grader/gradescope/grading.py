"""Grades the one submission that Gradescope has laid out, in the best sandbox that holds there."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.errors import InputError, SandboxUnavailable, SubmissionUnreadable
from grader.exercise.folders import packages_in
from grader.exercise.loading import whole
from grader.exercise.recognition import appraise
from grader.gradescope.results import Results, nothing_to_grade, results
from grader.gradescope.settings import Settings, folders_in, read_settings
from grader.grading.many import Done, grade_all
from grader.grading.session import Session
from grader.intake.single import collect_one
from grader.report import Isolation
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.self_attack import attack_sandbox
from grader.sandbox.start import start_workers
from grader.sandbox.workers import PLAIN, SANDBOXED, Workers

SOURCE, SUBMISSION, RESULTS = "source", "submission", "results/results.json"
# Without a sandbox, each process of a submission or a solution is a user of its own, from one of
# these on. Some containers have no users above 65535, and those on one machine may share a user's
# limits.
FIRST_USERS = range(20_000, 50_000)


@dataclass(frozen=True)
class Graded:
    """What goes into results.json, and what instructors are told."""

    results: Results
    said: tuple[str, ...]


def grade_at(root: Path, seed: int | None = None) -> Graded:
    """Grade what lies below `root`, which is /autograder on Gradescope.

    What the student did wrong is a result. Whatever else goes wrong is raised as a GradeError, and
    there is no result.
    """
    source = root / SOURCE
    settings = read_settings(source)
    folders = folders_in(source)
    workers, refused = trusted_workers(settings, packages_in(folders))
    session = Session(folders, workers, seed)
    try:
        done = _grade(root / SUBMISSION, settings.exercise, session)
    finally:
        session.close()
        workers.close()
    report, error = done.outcome.report, done.outcome.error
    where = "" if settings.sandbox else " (--no-sandbox)"
    said = [*refused, f"isolation: {workers.isolation}{where}"]
    if error is None:
        said.append(f"{report.submission}: {report.score:g} of {report.max_score:g} points")
        return Graded(results(report), (*said, f"seed: {report.seed}"))
    if not isinstance(error, InputError):
        raise error
    return Graded(nothing_to_grade(str(error)), (*said, f"nothing to grade: {error}"))


def trusted_workers(
    settings: Settings, packages: Sequence[str] = ()
) -> tuple[Workers, tuple[str, ...]]:
    """Workers at the best level that refuses its own attacks, and why better ones are not used.

    With `--no-sandbox` at none, but each of them another user. Raises SandboxUnavailable.
    """
    if os.geteuid() != 0:
        raise SandboxUnavailable("run_autograder has to run as root, as it does on Gradescope")
    if not settings.sandbox:
        return ForkServer(PLAIN, packages, secrets.choice(FIRST_USERS)), ()
    refused: list[str] = []
    for level in SANDBOXED:
        try:
            return _attacked(level, packages), tuple(refused)
        except SandboxUnavailable as error:
            refused.append(error.reason)
    raise SandboxUnavailable("; ".join(refused))


def _attacked(level: Isolation, packages: Sequence[str]) -> Workers:
    """Workers at this level, which refused their own attacks. Raises SandboxUnavailable."""
    workers = start_workers([level], packages=packages)
    try:
        attack_sandbox(workers)
    except BaseException:
        workers.close()
        raise
    return workers


def _grade(folder: Path, name: str, session: Session) -> Done:
    grading = session.grading(name)
    whole(grading.exercise)
    handed_in = collect_one(folder, partial(appraise, folders=session.folders), name)
    try:
        content: bytes | SubmissionUnreadable = handed_in.read()
    except SubmissionUnreadable as error:
        content = error
    (done,) = grade_all(grading, [(handed_in, content)])
    return done
