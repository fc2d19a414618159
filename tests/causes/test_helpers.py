"""What a helper does besides, told to a function that uses it and fails."""

import pytest
from msgspec.structs import replace

from grader.causes.casebook import Body, Casebook
from grader.causes.helpers import cause, questions
from grader.causes.naming import Shown, name_causes
from grader.causes.probes import Probe, Varied, View
from grader.checks import Look
from grader.exercise.questions import Question, Step
from grader.observations import Number, Observation, Raised, Returned, Sequence, Tensor, Value
from grader.report import Cause, Verdict

NUMBERS, WEIGHT = [1.0, 2.5], 3.0
PARAMETERS = ("numbers", "weight")
CALL = Question(
    "loss", (("plain", NUMBERS), ("param", WEIGHT)), {}, (Look("returned"),), times=2, chance=0
)
PROBES = (
    Probe(replace(CALL, arguments=(("plain", [7.0]), ("plain", WEIGHT))), (View(),)),
    Probe(CALL, (View(),)),
    Probe(replace(CALL, arguments=(("plain", [9.0]), ("param", WEIGHT))), (View(),), Varied(1, "")),
)


def book(*probes: Probe, natural: tuple[str, ...] = ()) -> Casebook:
    return Casebook(Body({}, {}, {}, probes or PROBES, (), (), {}, natural))


def left(numbers: list[float], gradient: float, weight: float = WEIGHT) -> Observation:
    """What the helper leaves of its arguments."""
    values: tuple[Value, ...] = (
        Sequence(tuple(map(Number, numbers)), "list"),
        Tensor((), (weight,), "float32", True),
        Tensor((), (gradient,), "float32", False),
    )
    return Returned((values,))


def told(seen: Observation, casebook: Casebook | None = None) -> Cause | None:
    casebook = casebook or book()
    (question,) = questions(casebook, "loss")
    return cause(casebook, "train", "loss", PARAMETERS, {question.digest: seen})


def test_the_call_that_others_vary_is_asked_once_with_looks_at_its_arguments() -> None:
    (question,) = questions(book(), "loss")
    assert (question.arguments, question.times) == (CALL.arguments, 1)
    looks = [(look.place, look.argument) for look in question.looks]
    assert looks == [("argument", 0), ("argument", 1), ("left_gradient", 1)]
    assert questions(book(), "train") == []


def test_a_call_with_parameters_is_asked_where_the_other_has_none() -> None:
    plain = Probe(PROBES[0].question, (View(),), Varied(0, "numbers"))
    asked = questions(book(PROBES[0], PROBES[1], plain), "loss")
    assert [one.arguments[1][0] for one in asked] == ["plain", "param"]


def test_methods_are_not_asked() -> None:
    made = replace(CALL, before=(Step("Line"),), on=0, method="loss")
    assert questions(book(Probe(made, (View(),))), "loss") == []


@pytest.mark.parametrize(
    ("seen", "name", "words"),
    [
        (left([], 0.0), "uses_a_helper_that_changes_its_arguments", "changes numbers,"),
        (left([1.0], 0.0, 4.0), "uses_a_helper_that_changes_its_arguments", "numbers and weight,"),
        (left(NUMBERS, -2.5), "uses_a_helper_that_leaves_gradients", "a gradient in weight,"),
        (left([], -2.5), "uses_a_helper_that_changes_its_arguments", "changes numbers,"),
    ],
)
def test_what_is_changed_or_left_is_named(seen: Observation, name: str, words: str) -> None:
    found = told(seen)
    assert found is not None
    assert (found.function, found.kind, found.name) == ("train", "trait", name)
    assert found.text.startswith("Fix loss first: it ")
    assert words in found.text
    assert "train uses it" in found.text
    assert len(found.text.split()) < 60


@pytest.mark.parametrize("seen", [left(NUMBERS, 0.0), Raised("ValueError", "no")])
def test_a_helper_that_leaves_all_as_it_was_is_not_named(seen: Observation) -> None:
    assert told(seen) is None


def test_what_right_helpers_do_is_not_named() -> None:
    natural = book(natural=("loss/changes_an_argument/numbers",))
    assert told(left([], 0.0), natural) is None
    checked = replace(CALL, looks=(Look("left_gradient", 1),))
    assert told(left(NUMBERS, -2.5), book(*PROBES, Probe(checked, (View(),)))) is None


# ------------------------------------------------------------------ beside other causes


def verdict(function: str, *, passed: bool = False) -> Verdict:
    return Verdict(
        check=f"{function} is right",
        function=function,
        visibility="hidden",
        outcome="passed" if passed else "failed",
        score=float(passed),
        max_score=1.0,
        observed="",
        feedback="",
        hint="",
    )


def names(*verdicts: Verdict, seen: tuple[Observation, ...] = (), uses: bool = True) -> list[str]:
    """The names of the causes where train fails, and loss empties a list that it is given."""
    (question,) = questions(book(), "loss")
    probed = {question.digest: left([], 0.0)}
    loss = Shown("loss", PARAMETERS, (), probed)
    train = Shown("train", (), seen, probed, frozenset({"loss"} if uses else ()))
    return [one.name for one in name_causes(book(), list(verdicts), [loss, train], (), {}).causes]


def test_a_function_that_fails_beside_such_a_helper_is_told_so() -> None:
    assert names(verdict("loss", passed=True), verdict("train")) == [
        "uses_a_helper_that_changes_its_arguments"
    ]


def test_an_error_of_its_own_comes_first() -> None:
    raised = Raised("ZeroDivisionError", "division by zero")
    found = names(verdict("loss", passed=True), verdict("train"), seen=(raised,))
    assert found == ["ZeroDivisionError"]


def test_only_a_helper_that_is_used_and_known_to_pass_is_named() -> None:
    passed, fails = verdict("loss", passed=True), verdict("train")
    assert names(passed, fails, uses=False) == []
    assert names(fails) == []
    assert names(verdict("loss"), fails) == []
    assert names(passed, verdict("train", passed=True)) == []
