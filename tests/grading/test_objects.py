"""An exercise with a class: what is seen of models, what it costs, and what waits for what."""

from collections.abc import Callable
from pathlib import Path

import pytest
from casebooks import Casebooks
from exercise_factory import FILES, write_exercise

from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.grading.one import Grading
from grader.proof.literals import disagreements
from grader.proof.reading import never_asked_again, not_shown
from grader.report import Report, Verdict
from grader.sandbox.workers import Workers
from grader.submission.source import parse

LINE = '''\
import torch


class Line(torch.nn.Module):
    """A line through the origin."""

    def __init__(self, slope):
        super().__init__()
        self.slope = torch.nn.Parameter(torch.tensor(slope))

    def forward(self, x):
        return self.slope * x


'''
LOSS = "def loss(model, x, y):\n    return (model(x) - y).square().mean()\n\n\n"
FIT = """\
def fit(x, y, steps=2):
    model = Line(1.0)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(model, x, y).backward()
        optimizer.step()
    return model


"""
SIGMOID = "def sigmoid(x):\n    return 1 / (1 + torch.exp(-x))\n\n\n"
ENTROPY = "def entropy(p, y):\n    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()\n"
RIGHT = LINE + LOSS + FIT + SIGMOID + ENTROPY
STUB = '''\
# exercise: doubling

import torch


class Line(torch.nn.Module):
    """A line through the origin."""

    def __init__(self, slope):
        """Register the slope."""
        raise NotImplementedError

    def forward(self, x):
        """Return where the line is at x."""
        raise NotImplementedError


def loss(model, x, y):
    """Return the mean squared error."""
    raise NotImplementedError


def fit(x, y, steps=2):
    """Return a trained model."""
    raise NotImplementedError


def sigmoid(x):
    """Return the probability of a logit."""
    raise NotImplementedError


def entropy(p, y):
    """Return the mean cross-entropy."""
    raise NotImplementedError
'''
WORDS = """\
from grader.checks import *

Line, loss, fit, sigmoid, entropy = map(function, ("Line", "loss", "fit", "sigmoid", "entropy"))
line = Line(2.0)
X, Y = tensor([1.0, 2.0]), tensor([3.0, 5.0])
"""
HIDDEN = (
    WORDS
    + """
two = Line(number())
checks = [
    check("slope", Line(number()), has_parameter("slope", REFERENCE), has_parameters("slope"),
          points=2, hint="h"),
    check("forward", Line(number()).then("forward", tensor(numbers(3))), returns(REFERENCE),
          gradient_of(OBJECT, REFERENCE, parameter="slope", weights=[1.0, 2.0, 3.0]), points=2,
          hint="h"),
    check("evaluated", in_a_row(two.then("eval"), two.then("__call__", tensor([3.0]))),
          is_training(False, of=OBJECT), has_state("slope", REFERENCE, of=OBJECT), points=1,
          hint="h"),
    check("loss", loss(Line(number()), tensor(numbers(4)), tensor(numbers(4))), returns(REFERENCE),
          gradient_of(0, REFERENCE, parameter="slope"), points=3, trials=2, hint="h"),
    check("fits", fit(tensor(numbers(4, 0.1, 1.0)), tensor(numbers(4)), steps=3),
          has_parameter("slope", REFERENCE), points=3, hint="h"),
    check("any logit", sigmoid(tensor(numbers(3, -2.0, 2.0))), returns(REFERENCE), points=2,
          hint="h"),
    check("any labels", entropy(sigmoid(param(numbers(3, -2.0, 2.0))), tensor([1.0, 0.0, 1.0])),
          returns(REFERENCE), points=2, hint="h"),
]
"""
)
CHANGES: dict[str, str | None] = {
    "exercises/README.md": "Line, loss, fit, sigmoid and entropy",
    "exercises/exercise.toml": FILES["exercises/exercise.toml"].replace(
        '["double"]', '["Line", "loss", "fit", "sigmoid", "entropy"]'
    ),
    "exercises/submit.py": STUB,
    "exercises/checks.py": WORDS
    + """
checks = [
    check("a line of slope 2", line, has_parameter("slope", 2.0), points=1, hint="h"),
    check("the loss is 1", loss(line, X, Y), returns(1.0), points=1, hint="h"),
    check("one step", fit(X, Y, steps=1), has_parameter("slope", 1.8), points=1, hint="h"),
    check("a half", sigmoid(tensor([0.0])), returns([0.5]), points=1, hint="h"),
    check("one bit", entropy(tensor([0.5, 0.5]), tensor([1.0, 0.0])), returns(0.693147), points=1,
          hint="h"),
]
""",
    "solutions/checks.py": HIDDEN,
    "solutions/solution.py": RIGHT,
    "solutions/accepted/adds.py": RIGHT.replace("self.slope * x", "x * self.slope"),
    "solutions/mistakes/squares.py": '"""The slope is added."""\n\n'
    + LINE.replace("self.slope * x", "self.slope + x"),
    "solutions/mistakes/halves.py": None,
}

Say = Callable[[str], Report]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, with_casebook: Casebooks) -> Folders:
    folders = write_exercise(tmp_path_factory.mktemp("course"), CHANGES)
    with_casebook(folders)
    return folders


@pytest.fixture(scope="module")
def grading(made: Folders, workers: Workers) -> Grading:
    return Grading(load("doubling", made), workers, 1)


def graded(grading: Grading, text: str) -> Report:
    return grading.report(parse("submit.py", text.encode()))


def of(report: Report, function: str) -> list[Verdict]:
    return [one for one in report.verdicts if one.function == function]


def lost(report: Report) -> dict[str, float]:
    found = {one.function: 0.0 for one in report.verdicts if one.score < one.max_score}
    for one in report.verdicts:
        if one.function in found:
            found[one.function] += one.max_score - one.score
    return found


def test_right_code_gets_full_marks(grading: Grading) -> None:
    assert graded(grading, RIGHT).full_marks


def test_a_stub_gets_no_point(grading: Grading) -> None:
    report = graded(grading, STUB)
    assert report.score == 0
    assert {one.event for one in of(report, "Line")} == {"not_written"}


@pytest.mark.parametrize(
    ("slope", "said"),
    [
        ("self.slope = torch.tensor(slope, requires_grad=True)", "is of type Tensor"),
        ("self.slopes = [torch.nn.Parameter(torch.tensor(slope))]", "has nothing of the name"),
        ("self.register_buffer('slope', torch.tensor(slope))", "is of type Tensor"),
    ],
)
def test_what_is_not_registered_is_said(grading: Grading, slope: str, said: str) -> None:
    line = LINE.replace("self.slope = torch.nn.Parameter(torch.tensor(slope))", slope)
    report = graded(grading, RIGHT.replace(LINE, line))
    first = of(report, "Line")[0]
    assert first.outcome == "failed"
    assert said in first.observed
    assert "optimizer" in first.feedback or report.causes


def test_what_is_no_model_is_said(grading: Grading) -> None:
    report = graded(grading, RIGHT.replace("    return model\n", "    return model.state_dict()\n"))
    assert lost(report).keys() == {"fit"}
    assert "OrderedDict" in of(report, "fit")[0].observed


def test_a_wrong_class_is_named_and_what_uses_it_waits(grading: Grading) -> None:
    report = graded(grading, RIGHT.replace("self.slope * x", "self.slope + x"))
    (cause,) = report.causes
    assert (cause.function, cause.kind) == ("Line", "mistake")
    waiting = {one.function for one in report.verdicts if one.waits_for == "Line"}
    assert waiting == {"loss", "fit"}
    assert not of(report, "entropy")[0].waits_for


def test_one_fault_in_a_function_of_models_costs_it_alone(grading: Grading) -> None:
    report = graded(grading, RIGHT.replace("range(steps)", "range(steps - 1)"))
    assert lost(report).keys() == {"fit"}
    assert [cause.function for cause in report.causes] == ["fit"]


def test_a_wrong_function_called_by_a_check_is_replaced_by_a_right_one(grading: Grading) -> None:
    report = graded(grading, RIGHT.replace("torch.exp(-x)", "torch.exp(x)"))
    assert lost(report).keys() == {"sigmoid"}
    assert "sigmoid" in of(report, "entropy")[-1].feedback


def test_a_missing_function_that_a_check_calls_is_named(grading: Grading) -> None:
    report = graded(grading, RIGHT.replace(SIGMOID, ""))
    assert {one.outcome for one in of(report, "sigmoid")} == {"missing"}
    assert lost(report).keys() == {"sigmoid"}


def test_a_class_that_takes_other_arguments_is_a_misfit(grading: Grading) -> None:
    report = graded(
        grading, RIGHT.replace("__init__(self, slope):", "__init__(self):\n        slope = 2.0")
    )
    assert {one.event for one in of(report, "Line")} == {"misfit"}
    assert "Line" in of(report, "Line")[0].observed


def test_the_gate_says_what_nothing_can_stand_in_for(grading: Grading) -> None:
    reference = grading.answers.of_solution()
    assert reference is not None
    said = {
        str(one.text).partition(" ")[0] for one in never_asked_again(grading.exercise, reference)
    }
    assert said == {"Line", "loss"}


@pytest.mark.parametrize("slope", ["0.5", "REFERENCE"])
def test_the_gate_says_where_a_model_is_looked_for_in_vain(
    slope: str, tmp_path: Path, workers: Workers
) -> None:
    checks = (
        WORDS
        + f"""
checks = [
    check("a half line", Line(0.5).then("forward", X), has_parameter("slope", {slope}), points=1,
          hint="h"),
]
"""
    )
    folders = write_exercise(
        tmp_path, {**CHANGES, "exercises/checks.py": checks, "solutions/checks.py": "checks = []\n"}
    )
    grading = Grading(load("doubling", folders), workers, 1)
    reference = grading.answers.of_solution()
    assert reference is not None
    (found,) = [*not_shown(grading.exercise, reference), *disagreements(grading, reference)]
    assert found.kind == "model"
    assert found.check == "a half line"
    assert "of=OBJECT" in found.text
