"""Which files a proof runs with which seed, and how far it is."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from grader.exercise.examples import Example
from grader.exercise.loading import Exercise

SEEDS_FOR_ALL = 20
TURNS = 10
Progress = Callable[[int, int], None]
T = TypeVar("T")


def no_progress(done: int, total: int) -> None:
    """Tells nobody."""


def mistakes_with(exercise: Exercise, seed: int) -> tuple[Example, ...]:
    """The mistakes that are run with this seed: all at first, and then a tenth of them in turn.

    That a right submission never loses a point by chance takes many seeds to show; that a mistake
    loses points, and is named, takes fewer.
    """
    return exercise.mistakes if seed < SEEDS_FOR_ALL else exercise.mistakes[seed % TURNS :: TURNS]


class Steps:
    """Tells `progress` each time that one of an exercise's files has been run."""

    def __init__(self, exercise: Exercise, seeds: int, progress: Progress) -> None:
        right = 1 + len(exercise.accepted)
        wrong = [len(mistakes_with(exercise, seed)) for seed in range(seeds)]
        self._total = seeds * right + sum(number + min(1, number) for number in wrong)
        self._numbers = count(1)  # from which threads may take a number each
        self._progress = progress

    def counting(self, run: Callable[[Example], T]) -> Callable[[Example], T]:
        """The function that runs a file, counted once it is done."""

        def counted(example: Example) -> T:
            found = run(example)
            self._progress(next(self._numbers), self._total)
            return found

        return counted
