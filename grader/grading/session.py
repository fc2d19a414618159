"""Keeps gradings: one per exercise and seed, until a file of the exercise changes."""

import secrets
from collections.abc import Callable, Collection
from pathlib import Path

from grader.errors import GradeError
from grader.exercise.completing import completed
from grader.exercise.folders import Folders, names
from grader.exercise.loading import Exercise, fingerprint, load
from grader.exercise.recognition import recognise
from grader.grading.one import Grading
from grader.report import Isolation
from grader.sandbox.abandon import Abandonable
from grader.sandbox.asking import Asking, Here
from grader.sandbox.workers import Workers
from grader.submission.source import Submission

Key = tuple[str, int, frozenset[str] | None]


class Session:
    """One run of a command, or one Jupyter server; for each seed, the author's code is asked once.

    Without a `seed`, the session picks one. `prepare`, such as `Exercise.shown_only`, is applied to
    each exercise that is loaded. `workers` run the author's code, and up to `jobs` submissions at
    the same time where no other way of `asking` them is set.
    """

    def __init__(
        self,
        folders: Folders,
        workers: Workers,
        seed: int | None = None,
        *,
        prepare: Callable[[Exercise], Exercise] = lambda exercise: exercise,
        time_limit_seconds: float | None = None,
        jobs: int = 1,
    ) -> None:
        self.seed = secrets.randbits(48) if seed is None else seed
        self.workers = workers
        self.folders = folders
        self._prepare = prepare
        self._jobs = jobs
        self.asking: Asking | None = None
        self._time_limit_seconds = time_limit_seconds
        self._exercises: dict[str, Exercise] = {}
        self._gradings: dict[Key, tuple[Grading, Abandonable]] = {}

    @property
    def isolation(self) -> Isolation:
        """How submissions are confined; certain once the first one was asked."""
        return (self.asking or self.workers).isolation

    def exercise(self, name: str) -> Exercise:
        """The exercise as its files are now; all gradings share it until a file changes.

        Raises ExerciseUnknown or ExerciseBroken.
        """
        known = self._exercises.get(name)
        if known is None or known.fingerprint != fingerprint(name, self.folders):
            known = self._exercises[name] = self._prepare(load(name, self.folders))
        return known

    def grading(
        self, name: str, *, seed: int | None = None, titles: Collection[str] | None = None
    ) -> Grading:
        """The grading for an exercise as its files are now, with the session's or another seed.

        With `titles`, only the checks with these titles. Raises ExerciseUnknown or ExerciseBroken.
        """
        seed = self.seed if seed is None else seed
        key = name, seed, None if titles is None else frozenset(titles)
        exercise = self.exercise(name)
        if key in self._gradings:
            grading, workers = self._gradings[key]
            if grading.exercise.fingerprint == exercise.fingerprint:
                return grading
            workers.abandon()
        if titles is not None:
            exercise = exercise.with_checks(titles)
        workers = Abandonable(self.workers)
        asking = self.asking or Here(workers, self._jobs)
        grading = Grading(exercise, workers, seed, self._time_limit_seconds, asking=asking)
        self._gradings[key] = grading, workers
        grading.answers.warm_up()  # the solution answers while the submission does
        return grading

    def close(self) -> None:
        """End everything that still runs for this session."""
        for _, workers in self._gradings.values():
            workers.abandon()
        self._gradings.clear()


class Subject:
    """The exercise of a session's submissions: a named one, or the one that each names."""

    def __init__(self, session: Session, exercise: str | None = None) -> None:
        self._session = session
        self._named = exercise
        self._current = exercise

    def assign(self, submission: Submission, path: str) -> tuple[Grading, Submission]:
        """The grading for the submission from `path`, and the submission as it is graded.

        An author's mistake file is completed from the solution. Raises ExerciseUnknown or
        ExerciseBroken.
        """
        folders = self._session.folders
        self._current = self._named or recognise(submission.text, folders, path)
        grading = self._session.grading(self._current)
        return grading, completed(path, submission, grading.exercise, folders)

    def fingerprint(self) -> str:
        """Differs if the exercise has changed, or any exercise while it is not known which."""
        folders = self._session.folders
        try:
            chosen = [self._current] if self._current else names(folders)
            return " ".join(fingerprint(name, folders) for name in chosen)
        except GradeError as error:
            return str(error)

    def folders(self) -> list[Path]:
        """The folders whose files can change a verdict."""
        folders = self._session.folders
        if self._current is None:
            return [folders.exercises, *folders.installed]
        shown = folders.folder(self._current)
        found = [shown.parent, shown]
        if folders.solutions is not None:
            hidden = folders.solutions / self._current
            found += [hidden, hidden / "mistakes"]
        return found
