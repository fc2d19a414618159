"""Calls in calls: what stands twice is one object, and a question runs through them in order."""

import pytest

from grader.checks import (
    OBJECT,
    check,
    function,
    gradient_of,
    has_parameter,
    in_a_row,
    number,
    optimizer,
    param,
    returns,
    tensor,
)
from grader.exercise.questions import Question, Step, question
from grader.recording import Call, called, exchanged, inside

Line, loss, fit, sigmoid = map(function, ("Line", "loss", "fit", "sigmoid"))


def asked(call: Call) -> Question:
    return question(call, ())


def test_a_call_in_a_call_becomes_an_earlier_step() -> None:
    made = asked(loss(sigmoid(tensor([1.0])), 2.0))
    assert made.before == (Step("sigmoid", (("tensor", [1.0]),)),)
    assert made.arguments == (("result", 0), ("plain", 2.0))
    assert str(made) == "loss(sigmoid([1.0]), 2.0)"


def test_the_same_call_is_made_once() -> None:
    line = Line(2.0)
    made = asked(in_a_row(line.then("eval"), loss(line, 1.0)))
    assert made.before == (Step("Line", (("plain", 2.0),)), Step("eval", on=0))
    assert made.arguments[0] == ("result", 0)
    assert str(made) == "Line(2.0).eval(), then loss(Line(2.0), 1.0)"


def test_two_equal_calls_are_two_objects() -> None:
    assert len(asked(loss(Line(2.0), Line(2.0))).before) == 2


def test_a_method_belongs_to_what_the_object_comes_from() -> None:
    made = asked(fit([1.0]).then("__call__", tensor(3.0)))
    assert (made.function, made.method, made.on) == ("fit", "__call__", 0)
    assert made.callee == "fit.__call__"
    assert str(made) == "fit([1.0])(3.0)"


def test_a_call_without_its_arguments_is_short() -> None:
    calls = (Line(1.0), Line(1.0).then("forward", 2.0), fit(1.0).then("__call__", 2.0))
    assert [*map(str, calls)] == ["Line(…)", "Line(…).forward(…)", "fit(…)(…)"]


def test_a_call_is_written_with_each_object_once() -> None:
    theta = param(1.0)
    line = Line(theta)
    call = loss(line, theta, Line(2.0))
    for place in range(30):
        call = in_a_row(call.then("moved", place), loss(line, call))
    assert repr(call).count("Param(") == 1
    assert len(repr(call)) < 30_000
    assert len([*inside(call)]) < 500
    assert len(asked(call).before) == 2 + 2 * 30
    assert repr(loss(theta, theta)) != repr(loss(theta, param(1.0)))
    assert repr(fit(1.0)) == (
        "Call(function='fit', arguments=(1.0,), keywords={}, method='', on=None, before=())"
    )


def test_the_same_parameter_is_one_tensor() -> None:
    theta = param([1.0, 2.0])
    made = asked(fit(theta, optimizer("SGD", theta, lr=0.5)))
    assert made.given == (("param", [1.0, 2.0]),)
    settings = {"name": "SGD", "of": [("given", 0)], "settings": {"lr": 0.5}}
    assert made.arguments == (("given", 0), ("optimizer", settings))
    assert str(made) == "fit([1.0, 2.0], SGD([1.0, 2.0], lr=0.5))"
    assert made.original(0) == [1.0, 2.0]


def test_a_parameter_that_stands_once_is_written_where_it_stands() -> None:
    made = asked(fit(param(1.0), param(1.0)))
    assert made.given == ()
    assert made.as_message().keys() == asked(fit(1.0)).as_message().keys()


def test_a_random_argument_that_stands_twice_is_drawn_once() -> None:
    theta = param(number())
    first, second = (asked(in_a_row(fit(theta), fit(theta))) for _ in range(2))
    assert first == second
    assert first.before[0].arguments == first.arguments == (("given", 0),)


def test_a_function_is_handed_on_by_name() -> None:
    made = asked(fit(sigmoid, 1.0))
    assert made.arguments[0] == ("function", "sigmoid")
    assert str(made) == "fit(sigmoid, 1.0)"


def test_a_long_run_in_an_earlier_step_makes_a_question_long() -> None:
    assert asked(fit(200).then("forward", 1.0)).is_long
    assert not asked(fit(2).then("forward", 1.0)).is_long


def test_a_check_knows_what_it_calls_beside_its_own_function() -> None:
    line = Line(1.0)
    call = in_a_row(line.then("train"), fit(line, sigmoid, loss(line, 2.0)))
    assert called(call) == {"Line", "sigmoid", "loss"}
    assert called(line.then("forward", 1.0)) == frozenset()


def test_other_arguments_keep_one_object_one() -> None:
    theta, line = param(1.0), Line(3.0)
    call = in_a_row(fit(theta, line), loss(theta, line, 4.0))
    other = exchanged(call, lambda value, at: 5.0 if at == "2" else value)
    assert other.arguments[2] == 5.0
    assert other.before[0].arguments[1] is other.arguments[1]
    assert other.before[0].arguments[0] is other.arguments[0]
    places: list[str] = []
    exchanged(call, lambda value, at: places.append(at))
    assert places == ["0", "1/0", "2"]


def test_an_object_is_looked_at_only_where_a_method_is_called() -> None:
    with pytest.raises(ValueError, match="calls no method"):
        check("a", Line(1.0), has_parameter("slope", 1.0, of=OBJECT), points=1, hint="h")
    call = Line(1.0).then("forward", tensor([1.0]))
    check("b", call, gradient_of(OBJECT, 1.0, parameter="slope"), points=1, hint="h")


def test_no_calls_in_a_row_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a call"):
        check("a", in_a_row(), returns(1.0), points=1, hint="h")
