"""Casebooks of exercises that tests make: made once, and kept for tests with equal files."""

import hashlib
from pathlib import Path

import pytest
from once import made_once

from grader.causes.casebook import write
from grader.exercise.folders import Folders
from grader.exercise.loading import CASEBOOK, load
from grader.proof.casemaking import make
from grader.sandbox.workers import Workers


class Casebooks:
    """Gives an exercise its casebook, as `grade casebook` does."""

    def __init__(self, workers: Workers, factory: pytest.TempPathFactory) -> None:
        self._workers = workers
        self._factory = factory

    def __call__(self, folders: Folders, name: str = "doubling") -> None:
        """Write the casebook of the exercise as its files are now."""
        exercise = load(name, folders)

        def fill(folder: Path) -> None:
            kept = write(exercise, make(exercise, self._workers))
            (folder / CASEBOOK).write_bytes(kept.read_bytes())

        made = made_once(self._factory, f"casebook-{_digest(folders, name)}", fill)
        (exercise.folder / CASEBOOK).write_bytes((made / CASEBOOK).read_bytes())


def _digest(folders: Folders, name: str) -> str:
    """Equal for exercises whose files are, the casebook aside."""
    assert folders.solutions is not None
    digest = hashlib.sha256(name.encode())
    for half in (folders.exercises / name, folders.solutions / name):
        for path in sorted(half.rglob("*.py")):
            digest.update(f"{path.relative_to(half)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
