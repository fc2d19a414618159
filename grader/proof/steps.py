"""How far a proof is: how many of the files that it runs have been run."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from grader.exercise.examples import Example
from grader.exercise.loading import Exercise

Progress = Callable[[int, int], None]
T = TypeVar("T")


def no_progress(done: int, total: int) -> None:
    """Tells nobody."""


class Steps:
    """Tells `progress` each time that one of an exercise's files has been run."""

    def __init__(self, exercise: Exercise, seeds: int, progress: Progress) -> None:
        repeated = min(1, len(exercise.mistakes))
        each_seed = 1 + len(exercise.accepted) + len(exercise.mistakes) + repeated
        self._total = seeds * each_seed
        self._numbers = count(1)  # from which threads may take a number each
        self._progress = progress

    def counting(self, run: Callable[[Example], T]) -> Callable[[Example], T]:
        """The function that runs a file, counted once it is done."""

        def counted(example: Example) -> T:
            found = run(example)
            self._progress(next(self._numbers), self._total)
            return found

        return counted
