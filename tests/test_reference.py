"""The reference is up to date, and what its examples say is true."""

import ast
import doctest
import runpy
from typing import Any

import matplotlib.figure
import pytest
import reference
from exercise_factory import write_exercise
from places import HIDDEN, ROOT

import grader.checks
import grader.figures
import grader.notebook
from grader.checks import Check, Probing, function
from grader.exercise.loading import load
from grader.expectations.satisfying import Satisfying
from grader.figures import Figure, Seeing
from grader.grading.one import Grading
from grader.notebook import Checked
from grader.report import Report
from grader.sandbox.workers import Workers
from grader.submission.source import read

EXAMPLE = ROOT / "docs" / "example.py"
FUNCTIONS = tuple(
    one.name
    for one in ast.parse(EXAMPLE.read_text()).body
    if isinstance(one, ast.FunctionDef | ast.ClassDef)
)
WRONG = '''\
"""Each function of docs/example.py, with a fault that each of its examples notices."""

import random

import torch


def double(x):
    x *= 3
    return x


def length(xs, theta):
    return theta.item() * sum(xs)


def correlation(xs, ys):
    return torch.cov(torch.tensor([xs, ys]))[0, 1]


def softmax(logits):
    powers = torch.exp(logits)
    return (powers / powers.sum()).tolist()


def shrink(theta, factor):
    return theta * factor


def add_gradient(theta):
    return 2 * theta


def summary(xs):
    return torch.tensor(xs).median(), torch.tensor([min(xs), max(xs)])


def misses(guesses, labels):
    return (guesses == labels).int()


def share(mask):
    return mask.sum()


def throw_dice(count):
    return [0] * (count - 1)


def twice(function, x):
    return function(x)


def descend(theta, optimizer):
    theta.square().backward()


class Line(torch.nn.Module):
    def __init__(self, slope):
        super().__init__()
        self.slope = slope
        self.calls = torch.tensor(0.0)

    def forward(self, x):
        return x + self.slope


def evaluate(model, x):
    return model(x)


def measure(length, count):
    return [random.gauss(length, 0.2) for _ in range(count)]


def drop_points(count):
    return torch.rand(count).square()


def classify(xs):
    return [int(x > 5) for x in xs]
'''

functions = [
    (module, word)
    for module in reference.MODULES
    for word in reference.words(module)
    if isinstance(word.node, ast.FunctionDef)
]
each_function = pytest.mark.parametrize(
    ("module", "word"), functions, ids=[f"{module}.{word.name}" for module, word in functions]
)


def code(word: reference.Word) -> list[str]:
    return [text for text in reference.examples(word.doc) if not text.startswith(">>>")]


def evaluated(text: str, names: dict[str, Any]) -> Any:
    """The value of the last expression of an example."""
    *before, last = ast.parse(text).body
    exec(compile(ast.Module(before, []), "example", "exec"), names)
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), "example", "eval"), names)


def written(module: Any) -> list[Any]:
    """What the examples of a module make, in which each function of the submission is recorded."""
    names = {**vars(grader.checks), **{name: function(name) for name in FUNCTIONS}}
    names |= vars(module) if module is grader.figures else {}
    words = reference.words(module.__name__)
    return [evaluated(text, dict(names)) for one in words for text in code(one)]


def listing(text: str) -> str:
    """An example that adds its check, which stands at its end, to the checks of an exercise."""
    before, found, check = text.partition("check(")
    return f"{before}checks.append({found}{check})\n" if found else ""


def test_reference_page_is_as_the_docstrings_are() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run `make reference`"


@each_function
def test_every_function_has_an_example_of_itself(module: str, word: reference.Word) -> None:
    texts = reference.examples(word.doc)
    assert any(f"{word.name}(" in text for text in texts)


@pytest.fixture(scope="module")
def checks() -> list[Check]:
    return [one for one in written(grader.checks) if isinstance(one, Check)]


@pytest.fixture(scope="module")
def reports(
    checks: list[Check], workers: Workers, tmp_path_factory: pytest.TempPathFactory
) -> list[Report]:
    """The report of the right submission and of the wrong one, in an exercise of all examples."""
    root = tmp_path_factory.mktemp("examples")
    listed = ", ".join(f'"{name}"' for name in FUNCTIONS)
    recorded = "\n".join(f'{name} = function("{name}")' for name in FUNCTIONS)
    texts = [text for one in reference.words("grader.checks") for text in code(one)]
    calls = "\n".join(map(listing, texts))
    folders = write_exercise(
        root,
        {
            "exercises/exercise.toml": f"""\
title = "The examples"
order = 1
functions = [{listed}]
time_limit_seconds = 60
check_time_limit_seconds = 10
memory_limit_mib = 512
""",
            "exercises/submit.py": EXAMPLE.read_text(encoding="utf-8"),
            "exercises/checks.py": "checks = []\n",
            "solutions/solution.py": EXAMPLE.read_text(encoding="utf-8"),
            "solutions/checks.py": f"from grader.checks import *\n\n{recorded}\n"
            f"checks = []\n{calls}",
            "solutions/accepted/adds.py": None,
            "solutions/mistakes/squares.py": None,
            "solutions/mistakes/halves.py": None,
        },
        name="examples",
    )
    grading = Grading(load("examples", folders), workers, seed=1)
    (root / "wrong.py").write_text(WRONG)
    return [grading.report(read(str(path))) for path in (EXAMPLE, root / "wrong.py")]


def test_right_submission_passes_every_example(reports: list[Report], checks: list[Check]) -> None:
    assert [one.check for one in reports[0].verdicts if one.outcome != "passed"] == []
    assert len(reports[0].verdicts) == len(checks) >= 16


def test_wrong_submission_fails_every_example(reports: list[Report]) -> None:
    assert [one.check for one in reports[1].verdicts if one.outcome == "passed"] == []


def test_probes_tell_thrown_dice_from_zeros() -> None:
    probes = [one for one in written(grader.checks) if isinstance(one, Probing)]
    assert len(probes) == 2
    thrown = runpy.run_path(str(EXAMPLE))["throw_dice"](*probes[0].call.arguments)
    for probe in probes:
        (kind,) = (one.find for one in probe.expectations)
        assert isinstance(kind, Satisfying)
        assert kind.summary is not None
        assert kind.summary(thrown) > kind.summary([0.0] * 400) + 1


@each_function
def test_examples_with_answers_show_these_answers(module: str, word: reference.Word) -> None:
    names = {**vars(grader.figures), "__name__": "examples"}
    found = [text for text in reference.examples(word.doc) if text.startswith(">>>")]
    for text in found:
        test = doctest.DocTestParser().get_doctest(text, names, word.name, None, 0)
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_example_of_a_figure_draws_and_describes_it() -> None:
    axes = matplotlib.figure.Figure().add_subplot()
    names = {**vars(grader.checks), **vars(grader.figures), "axes": axes}
    names |= {name: function(name) for name in FUNCTIONS}
    words = {one.name: one for one in reference.words("grader.figures")}
    made = {name: evaluated(code(words[name])[0], names) for name in ("figure", "after", "ticks")}
    drawn = made["figure"]
    assert isinstance(drawn, Figure)
    assert drawn.draw(axes, {"at": [0.1, 0.2, 0.7]}, None) == "The probabilities are 0.1, 0.2, 0.7."
    assert drawn.draw(axes, {"at": None}, None) is None
    assert isinstance(made["after"], Seeing)
    assert made["after"].look.place == "argument"
    evaluated(code(words["ticks"])[0], names)
    assert [one.get_text() for one in axes.get_xticklabels()] == ["0", "50", "100"]


def test_notebook_examples_give_right_functions_full_marks() -> None:
    names = {**runpy.run_path(str(HIDDEN / "solution.py")), **vars(grader.notebook)}
    words = {one.name: one for one in reference.words("grader.notebook")}
    for line in code(words["check"])[0].splitlines():
        checked = evaluated(of_an_exercise(line), names)
        assert isinstance(checked, Checked)
        assert checked.report.score == checked.report.max_score > 0
    assert evaluated(of_an_exercise(code(words["score"])[0]), names) == 0.5


def of_an_exercise(example: str) -> str:
    """An example about an exercise that is there; the grader itself knows none by name."""
    named = example.replace('"softmax"', '"linear_regression"')
    return named.replace("softmax", "compute_loss")
