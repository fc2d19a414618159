"""Grades the notebooks of one run, with the same workers and the same questions for all."""

import atexit
from collections.abc import Sequence, Set
from contextlib import suppress
from functools import cache
from threading import Lock, Timer

import nbformat
from nbformat import NotebookNode

from grader.errors import ExerciseBroken, ExerciseUnknown, GradeError
from grader.exercise.folders import Folders, folders_at, packages_in
from grader.exercise.loading import Exercise, load_sound
from grader.grading.one import Grading
from grader.grading.outcome import grade
from grader.grading.pictures import pictures
from grader.grading.session import Session
from grader.nbgrader.cells import AssignedCell, grade_id, is_check
from grader.pictures.plan import can_draw, load_matplotlib
from grader.report import Drawing, Report, Verdict
from grader.sandbox.self_attack import attack_every_server
from grader.sandbox.start import default_jobs, start_workers
from grader.sandbox.workers import PLAIN, SANDBOXED, Workers
from grader.submission.source import parse

# A Jupyter server runs for weeks: end the workers when no notebook has come for a while.
IDLE_SECONDS = 60.0


Place = tuple[str, str, str, str]  # database, assignment, notebook, student


class Desk:
    """Grades one notebook after another."""

    def __init__(self, folders: Folders, *, sandbox: bool) -> None:
        self._folders = folders
        self._sandbox = sandbox
        self._lock = Lock()
        self._workers: Workers | None = None
        self._proven = False
        self._assigned: tuple[Place, list[AssignedCell]] | None = None
        self._session: Session | None = None
        self._exercises: dict[frozenset[str], str] = {}
        self._timer: Timer | None = None

    def grade(
        self, nb: NotebookNode, name: str, assigned: Sequence[str]
    ) -> tuple[Report, dict[str, Verdict], tuple[Drawing, ...]]:
        """The report on a notebook, the verdict for each check's cell, and pictures if any.

        `assigned` are the names of all cells that were assigned. Raises ExerciseUnknown if they
        belong to no exercise, SandboxUnavailable if the sandbox does not hold, and
        SubmissionUnreadable.
        """
        checks_assigned = frozenset(filter(is_check, assigned))
        with self._lock:
            try:
                outcome = grade(
                    name,
                    lambda: parse(name, nbformat.writes(nb).encode()),
                    lambda submission: (self._grading(checks_assigned), submission),
                )
                if outcome.error is not None:
                    raise outcome.error
                assert outcome.grading is not None
                assert outcome.sighting is not None
                drawings: tuple[Drawing, ...] = ()
                with suppress(GradeError):  # the solution may not be there to compare with
                    drawings = pictures(outcome.grading, outcome.sighting, outcome.report)
            finally:
                self._rest()
        exercise, report = outcome.grading.exercise, outcome.report
        checks = zip(exercise.checks, report.verdicts, strict=True)
        named = {grade_id(exercise.name, check): verdict for check, verdict in checks}
        named = {name: verdict for name, verdict in named.items() if name in assigned}
        return report, named, drawings

    def close(self) -> None:
        """End the workers; the next notebook starts them again."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._session = None
        if self._workers is not None:
            self._workers.close()
            self._workers = None

    def _grading(self, names: frozenset[str]) -> Grading:
        """The grading for the exercise with these checks, as its files are now."""
        if self._session is None:
            self._session = Session(
                self._folders,
                self._trusted(),
                prepare=lambda loaded: loaded.prepared(pictures=can_draw()),
            )
        if names not in self._exercises:
            self._exercises[names] = _exercise(self._folders, names)
        grading = self._session.grading(self._exercises[names])
        _check_fit(grading.exercise, names)
        return grading

    def keep(self, place: Place, assigned: list[AssignedCell]) -> None:
        """Keep the assigned cells until the same notebook is graded."""
        self._assigned = place, assigned

    def kept(self, place: Place) -> list[AssignedCell] | None:
        """The cells kept for this student's notebook; only once."""
        kept, self._assigned = self._assigned, None
        return kept[1] if kept and kept[0] == place else None

    def warm_up(self) -> None:
        """Start the workers in the background, and load beside them what draws."""
        with self._lock:
            self._started()
        if can_draw():
            load_matplotlib()

    def _started(self) -> Workers:
        if self._workers is None:
            levels = SANDBOXED if self._sandbox else PLAIN
            self._workers = start_workers(levels, default_jobs(), packages_in(self._folders))
            self._proven = not self._sandbox
        return self._workers

    def _trusted(self) -> Workers:
        """Workers in a sandbox that has passed its self-test."""
        workers = self._started()
        if not self._proven:
            try:
                attack_every_server(workers)
            except BaseException:
                self._end()
                raise
            self._proven = True
        return workers

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = Timer(IDLE_SECONDS, self.close)
        self._timer.daemon = True
        self._timer.start()


@cache
def open_desk(exercises: str, solutions: str, *, sandbox: bool) -> Desk:
    """This process's desk for these folders; an empty name means the package's own."""
    desk = Desk(folders_at(exercises, solutions), sandbox=sandbox)
    atexit.register(desk.close)
    return desk


def _exercise(folders: Folders, names: Set[str]) -> str:
    """The name of the exercise that has most of these checks. Raises ExerciseUnknown."""
    sound, broken = load_sound(folders)
    counts = {one.name: len(names & _cells(one)) for one in sound}
    best = max(counts, key=lambda name: counts[name], default="")
    if not counts.get(best) and broken:  # the checks may be of one of these
        raise next(iter(broken.values()))
    if not counts.get(best):
        raise ExerciseUnknown(
            f"The notebook's checks belong to no exercise in {folders.exercises}. If the exercise "
            "has changed, run `grade package` and `nbgrader generate_assignment` again."
        )
    return best


def _check_fit(exercise: Exercise, names: Set[str]) -> None:
    """Raise ExerciseUnknown or ExerciseBroken if the exercise cannot grade all these checks."""
    if exercise.solution is None:
        raise ExerciseUnknown(
            f"The hidden half of {exercise.name} is missing. Name its folder in "
            "nbgrader_config.py: use_sandbox(c, solutions=...)."
        )
    if left := sorted(names - _cells(exercise)):
        raise ExerciseBroken(
            f"The notebook has checks that {exercise.name} no longer has: {', '.join(left)}. Run "
            "`grade package` and `nbgrader generate_assignment` again."
        )


def _cells(exercise: Exercise) -> set[str]:
    """The names of the cells of its checks."""
    return {grade_id(exercise.name, check) for check in exercise.checks}
