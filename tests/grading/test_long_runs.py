"""A long run beside a wrong function that it uses is left out, and the report stays the same."""

from collections.abc import Iterator

import msgspec
import pytest

from grader.exercise.loading import Exercise
from grader.grading.long_runs import is_left_out
from grader.grading.one import Grading
from grader.report import Report
from grader.sandbox.workers import Workers
from grader.submission.source import Submission, parse

SEED = 8
TRAIN = "train_parameters_linear_regression"
OF_LOSS = ("halves_the_mean", "swaps_the_parameters", "detaches_the_loss", "takes_the_root")
OF_TRAINING = ("never_clears_gradients", "counts_one_step_too_few", "ignores_the_learning_rate")
STOPS = f"""
right = {TRAIN}

def {TRAIN}(tasks, questions, learning_rate=0.02, number_training_steps=200):
    if number_training_steps > 100:
        raise ValueError("so many steps")
    return right(tasks, questions, learning_rate, number_training_steps)
"""
DRAWS = f"""
import random

def {TRAIN}(tasks, questions, learning_rate=0.02, number_training_steps=200):
    compute_loss(tasks, questions, torch.tensor(1.0), torch.tensor(2.0))
    return random.random(), random.random()
"""
CONVERGES = f"""
def {TRAIN}(tasks, questions, learning_rate=0.02, number_training_steps=200):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    steps = number_training_steps if number_training_steps < 100 else 2_000
    for _ in range(steps):
        loss = compute_loss(tasks, questions, theta_0, theta_1)
        gradients = torch.autograd.grad(loss, (theta_0, theta_1))
        with torch.no_grad():
            theta_0 -= learning_rate * gradients[0]
            theta_1 -= learning_rate * gradients[1]
    return theta_0, theta_1
"""


@pytest.fixture(scope="module")
def ours(linear_regression: Exercise, workers: Workers) -> Grading:
    grading = Grading(linear_regression, workers, SEED)
    grading.answers.of_solution()
    return grading


@pytest.fixture(scope="module")
def of_everything(linear_regression: Exercise, workers: Workers) -> Iterator[Grading]:
    """A grading that leaves nothing out."""
    grading = Grading(linear_regression, workers, SEED)
    grading.answers.of_solution()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grading._long_runs, "numbers", lambda works_with: frozenset())
        yield grading


def submitted(exercise: Exercise, *mistakes: str, more: str = "") -> Submission:
    """The solution with these mistakes, each in the place of what is right."""
    assert exercise.solution is not None
    texts = {one.name: one.text for one in exercise.mistakes}
    parts = [exercise.solution.text, *(texts[name] for name in mistakes), more]
    return parse("submit.py", "\n\n".join(parts).encode())


def graded(grading: Grading, submission: Submission) -> tuple[Report, int]:
    """The report without what takes time or is printed, and how much was left out to the end."""
    seen = grading.observe(submission)
    report = msgspec.structs.replace(grading.judge(submission, seen), seconds=0.0, output="")
    return report, sum(map(is_left_out, seen.observations))


@pytest.mark.parametrize("name", OF_LOSS)
def test_what_a_right_loss_settles_stays_left_out(
    name: str, ours: Grading, of_everything: Grading
) -> None:
    submission = submitted(ours.exercise, name)
    report, left_out = graded(ours, submission)
    assert left_out == 2
    assert (report, 0) == graded(of_everything, submission)
    assert [one.score for one in report.verdicts if one.function == TRAIN].count(0) == 0


@pytest.mark.parametrize("loss", OF_LOSS[:2])
@pytest.mark.parametrize("training", OF_TRAINING)
def test_what_is_wrong_beside_a_right_loss_is_asked_after_all(
    training: str, loss: str, ours: Grading, of_everything: Grading
) -> None:
    submission = submitted(ours.exercise, loss, training)
    assert graded(ours, submission) == graded(of_everything, submission)


@pytest.mark.parametrize("more", [STOPS, DRAWS, CONVERGES], ids=["stops", "draws", "converges"])
@pytest.mark.parametrize("loss", OF_LOSS[:2])
def test_a_training_that_differs_in_long_runs_is_told_alike(
    loss: str, more: str, ours: Grading, of_everything: Grading
) -> None:
    submission = submitted(ours.exercise, loss, more=more)
    assert graded(ours, submission)[0] == graded(of_everything, submission)[0]


def test_a_training_that_is_right_by_itself_is_asked_everything(
    ours: Grading, of_everything: Grading
) -> None:
    one_more = (
        "\n\nfirst = compute_loss\n\ndef compute_loss(*given):\n    return first(*given) + 1\n"
    )
    submission = submitted(ours.exercise, more=one_more)
    report, left_out = graded(ours, submission)
    assert left_out == 0
    assert (report, 0) == graded(of_everything, submission)


def test_nothing_is_left_out_while_the_solution_is_still_answering(
    linear_regression: Exercise, workers: Workers
) -> None:
    grading = Grading(linear_regression, workers, SEED)
    report, left_out = graded(grading, submitted(linear_regression, "halves_the_mean"))
    assert left_out == 0
    assert report.score > 0
