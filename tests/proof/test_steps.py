"""Which mistakes a proof runs with which seed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from grader.exercise.loading import Exercise
from grader.proof.steps import SEEDS_FOR_ALL, TURNS, Steps, mistakes_with


def test_all_mistakes_are_run_with_the_first_seeds(exercise: Exercise) -> None:
    for seed in range(SEEDS_FOR_ALL):
        assert mistakes_with(exercise, seed) == exercise.mistakes


def test_later_seeds_take_every_mistake_in_turn(exercise: Exercise) -> None:
    later = range(SEEDS_FOR_ALL, SEEDS_FOR_ALL + TURNS)
    taken = Counter(one.name for seed in later for one in mistakes_with(exercise, seed))
    assert taken == Counter(one.name for one in exercise.mistakes)


@given(st.integers(1, 60))
def test_as_many_steps_are_told_as_are_taken(linear_regression: Exercise, seeds: int) -> None:
    told: list[tuple[int, int]] = []
    steps = Steps(linear_regression, seeds, lambda done, total: told.append((done, total)))
    for seed in range(seeds):
        mistakes = mistakes_with(linear_regression, seed)
        stub_and_right = [linear_regression.stub(), *linear_regression.accepted]
        for example in (*stub_and_right, *mistakes, *mistakes[:1]):
            steps.counting(lambda example: example)(example)
    assert told[-1][0] == told[-1][1]
