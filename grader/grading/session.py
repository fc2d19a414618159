"""The exercises of one session, kept warm from one grading to the next."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Thread

from grader.errors import GradeError
from grader.exercise.loading import Folders, fingerprint, load, names, recognise
from grader.grading.one import Grading
from grader.sandbox.abandon import Abandonable
from grader.sandbox.workers import Workers
from grader.submission.source import Submission


class Session:
    """The exercises of one session: solution and mistakes answer once, until their files change."""

    def __init__(
        self,
        folders: Folders,
        workers: Workers,
        seed: int,
        *,
        exercise: str | None = None,
        shown_only: bool = False,
        time_limit_seconds: float | None = None,
        pictures: bool = False,
    ) -> None:
        self._folders = folders
        self._workers = workers
        self._seed = seed
        self._asked_for = exercise
        self._shown_only = shown_only
        self._time_limit_seconds = time_limit_seconds
        self._pictures = pictures
        self._current = exercise
        self._gradings: dict[str, tuple[Grading, Abandonable]] = {}

    def grading(self, student: Submission) -> Grading:
        """What grades this submission, with its exercise as the files are now.

        Raises ExerciseUnknown or ExerciseBroken.
        """
        name = self._asked_for or recognise(student.text, self._folders)
        self._current = name
        if name in self._gradings:
            grading, workers = self._gradings[name]
            if grading.exercise.fingerprint == fingerprint(name, self._folders):
                return grading
            workers.abandon()
        exercise = load(name, self._folders)
        workers = Abandonable(self._workers)
        grading = Grading(
            exercise.shown_only() if self._shown_only else exercise,
            workers,
            self._seed,
            self._time_limit_seconds,
            self._pictures,
        )
        self._gradings[name] = grading, workers
        # the solution answers beside the submission; whoever needs the answers hears what is wrong
        Thread(target=_quietly, args=(grading,), daemon=True).start()
        return grading

    def fingerprint(self) -> str:
        """What tells whether the exercise has changed, or any while it is not known which."""
        try:
            chosen = [self._current] if self._current else names(self._folders)
            return " ".join(fingerprint(name, self._folders) for name in chosen)
        except GradeError as error:
            return str(error)

    def folders(self) -> list[Path]:
        """The folders whose files have a say in it."""
        exercises, solutions = self._folders.exercises, self._folders.solutions
        if self._current is None:
            return [exercises]
        found = [exercises, exercises / self._current]
        if solutions is not None:
            found += [solutions / self._current, solutions / self._current / "mistakes"]
        return found

    def close(self) -> None:
        """End what runs."""
        for _, workers in self._gradings.values():
            workers.abandon()


def _quietly(grading: Grading) -> None:
    with suppress(GradeError):
        grading.reference_answers()
