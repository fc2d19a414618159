"""What instructors write becomes questions: repeatable, freshly drawn, and without the answer."""

import json
import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

import grader.checks
from grader.checks import (
    ABSOLUTE_TOLERANCE,
    REFERENCE,
    RELATIVE_TOLERANCE,
    Call,
    Check,
    Draw,
    Look,
    Original,
    PythonNumbers,
    Satisfying,
    bool_tensor,
    check,
    function,
    gradient_of,
    has_draw,
    int_tensor,
    labels,
    leaves,
    leaves_gradient,
    matrix,
    number,
    numbers,
    param,
    returns,
    returns_count,
    returns_python_numbers,
    returns_tensors,
    satisfies,
    tensor,
    unchanged,
)
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question, ask
from grader.recording import inside
from grader.sandbox.worker import frames

double = function("double")
seeds = st.integers(0, 2**63 - 1)


def made(call: Call, *expectations: Any, title: str = "a check", **more: Any) -> Check:
    return check(title, call, *expectations or [returns(1.0)], points=1, hint="h", **more)


def drawn(call: Call, seed: int = 1, **more: Any) -> list[Question]:
    return ask(made(call, **more), seed)


# recording


def test_calling_a_function_records_the_call() -> None:
    recorded = double(1.0, [2.0], rate=0.1, steps=3)
    assert recorded == Call("double", (1.0, [2.0]), {"rate": 0.1, "steps": 3})
    assert list(recorded.keywords) == ["rate", "steps"]


def test_an_expectation_says_where_to_look_and_what_to_find() -> None:
    assert returns(1.0).look == Look("returned")
    assert gradient_of(2, 1.0).look == Look("gradient", 2)
    assert leaves(3, 1.0).look == Look("argument", 3)
    assert [one.find for one in (returns(1.0), gradient_of(2, 2.0), leaves(3, 3.0))] == [1, 2, 3]
    assert unchanged(1).look == Look("argument", 1)
    assert isinstance(unchanged(1).find, Original)
    assert repr(returns(REFERENCE).find) == "REFERENCE"
    assert leaves_gradient(2, 0.0).look == Look("left_gradient", 2)
    assert returns_count(5).look == Look("count")
    assert returns_python_numbers(1).look == Look("returned")
    assert returns_python_numbers(1).find == PythonNumbers(1)
    assert returns_tensors().look == Look("returned")


def test_a_predicate_looks_at_what_is_returned() -> None:
    expectation = satisfies(bool, "something")
    assert expectation.look == Look("returned")
    assert expectation.find == Satisfying(bool, "something")
    summed_up = satisfies(bool, "something", summary=sum, absolute=0.5, relative=0.25)
    assert summed_up.find == Satisfying(bool, "something", sum)
    assert (summed_up.relative, summed_up.absolute) == (0.25, 0.5)


def test_tolerances_are_those_written_or_the_usual_ones() -> None:
    for make in (returns, lambda find, **t: gradient_of(0, find, **t),
                 lambda find, **t: leaves(0, find, **t),
                 lambda find, **t: leaves_gradient(0, find, **t)):  # fmt: skip
        usual = make(1.0)
        assert (usual.relative, usual.absolute) == (RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE)
        written = make(1.0, relative=0.5, absolute=0.25)
        assert (written.relative, written.absolute) == (0.5, 0.25)


def test_a_check_is_shown_until_its_folder_says_otherwise() -> None:
    assert made(double(1.0)).shown
    assert not replace(made(double(1.0)), shown=False).shown


def test_points_are_a_number_with_fractions() -> None:
    assert type(made(double(1.0)).points) is float


# mistakes of authors


def test_a_check_that_expects_nothing_is_refused_by_its_title() -> None:
    with pytest.raises(ValueError, match=r"'doubles' expects nothing; add returns\(...\)"):
        check("doubles", double(1.0), points=1, hint="h")


@pytest.mark.parametrize("wrong", [{"points": -1}, {"trials": 0}, {"times": 0}, {"trials": -2}])
def test_a_check_with_impossible_numbers_is_refused_by_its_title(wrong: dict[str, int]) -> None:
    given: dict[str, Any] = {"points": 1, "hint": "h", **wrong}
    with pytest.raises(ValueError, match=r"'doubles' needs points >= 0, trials >= 1 and times >="):
        check("doubles", double(1.0), returns(2.0), **given)


def test_a_check_may_be_worth_nothing() -> None:
    assert check("doubles", double(1.0), returns(2.0), points=0, hint="h").points == 0


# drawing


@given(seeds)
def test_equal_seeds_ask_equal_questions(seed: int) -> None:
    call = double(numbers(3), param(number()), rate=number())
    assert drawn(call, seed, trials=3) == drawn(call, seed, trials=3)


@given(seeds, seeds)
def test_other_seeds_ask_other_questions(seed: int, other: int) -> None:
    call = double(numbers(4))
    assert (drawn(call, seed) == drawn(call, other)) == (seed == other)


@given(seeds)
def test_every_trial_argument_and_check_draws_numbers_of_its_own(seed: int) -> None:
    call = double(numbers(3), numbers(3), rate=numbers(3), steps=numbers(3))
    lists = []
    for title in ("one check", "another check"):
        for question in drawn(call, seed, title=title, trials=2):
            lists += [value for _, value in question.arguments]
            lists += [value for _, value in question.keywords.values()]
    assert len(lists) == 16
    assert len({tuple(values) for values in lists}) == 16


@given(seeds)
def test_what_else_a_check_says_does_not_change_what_is_drawn(seed: int) -> None:
    """Points, hints and expected values can be edited; a regrade asks the same again."""
    one = made(double(numbers(3)), returns(1.0))
    other = replace(one, points=5.0, hint="another", expectations=(returns(9.0),), shown=False)
    assert ask(one, seed) == ask(other, seed)


@given(seeds, st.integers(0, 20), st.integers(-50, 50), st.integers(1, 50))
def test_drawn_numbers_lie_where_they_were_asked_for(
    seed: int, count: int, low: int, width: int
) -> None:
    source = random.Random(seed)
    values = numbers(count, low, low + width).draw(source)
    assert len(values) == count
    assert all(low <= value <= low + width and value == round(value, 3) for value in values)
    one = number(low, low + width).draw(source)
    assert low <= one <= low + width
    assert type(one) is float
    assert one == float(f"{one:.4g}")


def test_numbers_can_be_drawn_and_values_cannot() -> None:
    assert isinstance(number(), Draw)
    assert isinstance(numbers(2), Draw)
    for value in (1.0, [1.0], param(1.0), REFERENCE):
        assert not isinstance(value, Draw)


def test_numbers_inside_a_tensor_are_drawn() -> None:
    (question,) = drawn(double(param(number(1, 2)), tensor(numbers(2, 3, 4)), numbers(1, 5, 6)))
    (kind, one), (other_kind, two), (plain, three) = question.arguments
    assert (kind, other_kind, plain) == ("param", "tensor", "plain")
    assert 1 <= one <= 2
    assert [3 <= value <= 4 for value in two] == [True, True]
    assert 5 <= three[0] <= 6


@given(seeds, st.integers(1, 6), st.integers(0, 30))
def test_every_class_is_among_drawn_labels(seed: int, classes: int, more: int) -> None:
    (question,) = drawn(double(labels(classes + more, classes)), seed)
    ((kind, values),) = question.arguments
    assert kind == "int64"
    assert len(values) == classes + more
    assert set(values) == {*range(classes)}
    assert all(type(value) is int for value in values)


@pytest.mark.parametrize(("count", "classes"), [(2, 3), (0, 0), (5, 0), (3, -1)])
def test_labels_that_leave_a_class_out_are_refused(count: int, classes: int) -> None:
    with pytest.raises(ValueError, match=r"labels\(.*\) needs 1 <= classes <= count"):
        labels(count, classes)


def test_whole_numbers_and_truth_values_are_asked_as_such() -> None:
    (question,) = drawn(double(int_tensor([1, 0]), bool_tensor([True, False])))
    assert question.arguments == (("int64", [1, 0]), ("bool", [True, False]))
    assert question.original(0) == [1, 0]
    assert question.original(1) == [True, False]
    assert str(question) == "double([1, 0], [True, False])"


def test_written_values_are_asked_as_they_were_written() -> None:
    (question,) = drawn(double(1, [2.0, 3], param([4.0]), rate=tensor(5.0)))
    assert question.arguments == (("plain", 1), ("plain", [2.0, 3]), ("param", [4.0]))
    assert question.keywords == {"rate": ("tensor", 5.0)}


def test_a_check_asks_one_question_a_trial() -> None:
    assert len(drawn(double(number()), trials=4)) == 4
    (question,) = drawn(double(number()), times=3)
    assert question.times == 3


# questions


def test_a_question_says_where_to_look_in_the_order_of_the_expectations() -> None:
    looked = made(
        double(1.0, 2.0, 3.0), gradient_of(1, 5.0), returns(6.0), leaves(0, 7.0), unchanged(2),
        leaves_gradient(1, 8.0), returns_count(9), returns_python_numbers(1),
    )  # fmt: skip
    (question,) = ask(looked, 1)
    assert question.as_message()["looks"] == [
        {"look": "gradient", "argument": 1},
        {"look": "returned", "argument": 0},
        {"look": "argument", "argument": 0},
        {"look": "argument", "argument": 2},
        {"look": "left_gradient", "argument": 1},
        {"look": "count", "argument": 0},
        {"look": "returned", "argument": 0},
    ]


def test_a_question_reads_as_the_call_that_it_is() -> None:
    (question,) = drawn(double([1.0], 2, param(3.0), rate=0.5, name="x"))
    assert str(question) == "double([1.0], 2, 3.0, rate=0.5, name='x')"
    (bare,) = drawn(double())
    assert str(bare) == "double()"


def every_number(message: Any) -> Iterator[float]:
    if isinstance(message, dict):
        message = list(message.values())
    if isinstance(message, list):
        for item in message:
            yield from every_number(item)
    elif isinstance(message, (int, float)):
        yield message


SECRET = 987654.25


@given(seeds)
def test_what_to_find_never_enters_a_question(exercise: Exercise, seed: int) -> None:
    for one in exercise.checks:
        for question in ask(one, seed):
            message = json.dumps(question.as_message())
            always = {"function", "arguments", "keywords", "looks", "times"}
            assert (
                always <= set(json.loads(message)) <= always | {"before", "on", "method", "given"}
            )
            for secret in ("REFERENCE", one.title, one.hint, "points", "find"):
                assert secret not in message
        secretive = replace(
            one,
            expectations=tuple(
                replace(expectation, find=SECRET, relative=SECRET, absolute=SECRET)
                for expectation in one.expectations
            ),
        )
        assert ask(secretive, seed) == ask(one, seed)
        for question in ask(secretive, seed):
            assert SECRET not in every_number(json.loads(json.dumps(question.as_message())))


def test_the_worked_example_is_asked_without_its_answers(exercise: Exercise) -> None:
    for one in exercise.checks:
        if not one.shown or one.guessable:
            continue
        (question,) = ask(one, 1)
        said = set(every_number(json.loads(json.dumps(question.as_message()))))
        asked = {number for number in inside(one.call) if isinstance(number, int | float)}
        looks = {number for look in question.looks for number in (look.argument, *look.weights)}
        assert said <= asked | looks | {one.times, *range(len(question.before))}


@given(seeds)
def test_every_question_can_be_sent(exercise: Exercise, seed: int) -> None:
    for one in exercise.checks:
        for question in ask(one, seed):
            assert b'"times":%d' % one.times in frames.pack(question.as_message())


# draws inside lists, and draws of an author's own


def test_draws_inside_lists_are_drawn_apart() -> None:
    (question,) = drawn(double(tensor([numbers(3), numbers(3, 20, 30)]), [number(), [number()]]))
    (kind, (low, high)), (plain, (one, (other,))) = question.arguments
    assert (kind, plain) == ("tensor", "plain")
    assert len(low) == len(high) == 3
    assert max(low) <= 10 < 20 <= min(high)
    assert one != other
    assert str(question) == f"double({[low, high]!r}, {[one, [other]]!r})"


@given(seeds, st.integers(1, 4), st.integers(1, 4))
def test_matrix_has_its_rows_and_columns(seed: int, rows: int, columns: int) -> None:
    call = double(param(matrix(rows, columns, -1, 1)))
    (question,) = drawn(call, seed)
    ((kind, values),) = question.arguments
    assert kind == "param"
    assert [len(row) for row in values] == [columns] * rows
    assert all(-1 <= value <= 1 for row in values for value in row)
    assert drawn(call, seed) == [question]


def test_matrix_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a row and a column"):
        matrix(0, 3)


def test_draws_are_found_at_any_depth() -> None:
    assert has_draw(tensor([[1.0, number()]]))
    assert has_draw([[param(numbers(2))]])
    assert not has_draw([tensor([[1.0]]), [2.0], "text", None])


def test_draw_of_an_author_works_as_the_guide_shows() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = text[text.index("    @dataclass(frozen=True)") : text.index("An exercise can also")]
    names: dict[str, Any] = {**vars(grader.checks), "dataclass": dataclass, "double": double}
    exec(textwrap.dedent(code), names)
    (one,) = names["checks"]
    assert has_draw(one.call.arguments[0])
    questions = ask(one, 1)
    assert len({question.digest for question in questions}) == 3
    for question in questions:
        ((kind, values),) = question.arguments
        assert kind == "tensor"
        assert values == sorted(values)
        assert len(values) == 5
