"""When two observed values are close, and when two submissions show the same."""

import json
import math
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import moderate, numeric, tensors, tolerances, values

from grader.expectations.compare import (
    DIVERGED,
    alike,
    all_reals,
    all_tensors,
    distance,
    diverged,
    kinds,
    literal,
    part,
    parts,
    plain,
    python_numbers,
    reals,
    sole,
)
from grader.observations import (
    NoGradient,
    NonFinite,
    Nothing,
    Number,
    Other,
    Real,
    Returned,
    Sequence,
    Tensor,
    Text,
    Unreadable,
    Value,
    read_answer,
)

TOLERANCE = (1e-4, 1e-4)
NON_FINITE: list[NonFinite] = ["nan", "inf", "-inf"]


def one(number: Real) -> Tensor:
    return Tensor((1,), (number,))


def scalar(number: Real) -> Tensor:
    return Tensor((), (number,))


def row(*numbers: Real) -> Tensor:
    return Tensor((len(numbers),), numbers)


def close(expected: Value, seen: Value) -> bool:
    return distance(expected, seen, *TOLERANCE) <= 1


def same(one: Value, other: Value) -> bool:
    return alike(one, other, *TOLERANCE)


# distance


@pytest.mark.parametrize("number", NON_FINITE)
@given(expected=moderate)
def test_what_is_not_finite_is_never_close(number: NonFinite, expected: float) -> None:
    assert distance(Number(expected), Number(number), *TOLERANCE) == math.inf
    assert distance(Number(expected), scalar(number), *TOLERANCE) == math.inf
    assert distance(row(expected, expected), row(expected, number), *TOLERANCE) == math.inf


@pytest.mark.parametrize("expected", NON_FINITE)
@pytest.mark.parametrize("seen", [*NON_FINITE, 0.0, 1.0])
def test_nothing_is_close_to_what_is_not_finite(expected: NonFinite, seen: Real) -> None:
    assert distance(Number(expected), Number(seen), *TOLERANCE) == math.inf


@pytest.mark.parametrize("expected", NON_FINITE)
def test_a_pair_with_an_expected_infinity_is_never_close(expected: NonFinite) -> None:
    wanted = Sequence((Number(1.0), Number(expected)))
    assert not close(wanted, Sequence((Number(1.0), Number(3.0))))
    assert not close(wanted, Sequence((Number(1.0), Number(expected))))
    assert not close(Tensor((2,), (1.0, expected)), row(1.0, 3.0))


@given(values(), values(), tolerances, tolerances)
@example(Number("inf"), Number(1.0), 1e-4, 1e-4)
def test_a_distance_is_never_nan_nor_negative(
    expected: Value, seen: Value, relative: float, absolute: float
) -> None:
    assert distance(expected, seen, relative, absolute) >= 0


@given(numeric(), tolerances, tolerances)
def test_a_finite_value_is_close_to_itself(value: Value, relative: float, absolute: float) -> None:
    assert distance(value, value, relative, absolute) == 0
    assert alike(value, value, relative, absolute)


@given(moderate, moderate, tolerances, tolerances, tolerances)
def test_a_wider_tolerance_brings_values_no_further_apart(
    expected: float, seen: float, relative: float, absolute: float, more: float
) -> None:
    before = distance(Number(expected), Number(seen), relative, absolute)
    assert distance(Number(expected), Number(seen), relative, absolute + more) <= before
    assert distance(Number(expected), Number(seen), relative + more, absolute) <= before


@given(moderate, st.floats(0, 1e3), st.floats(0, 1e3))
def test_what_is_further_away_is_not_nearer(expected: float, off: float, more: float) -> None:
    near = distance(Number(expected), Number(expected + off), *TOLERANCE)
    far = distance(Number(expected), Number(expected + off + more), *TOLERANCE)
    assert near <= far


def test_the_border_is_one_tolerance_away() -> None:
    assert distance(Number(8.0), Number(9.0), 0.0, 1.0) == 1.0
    assert distance(Number(8.0), Number(9.0), 0.125, 0.0) == 1.0
    assert distance(Number(8.0), Number(10.0), 0.0, 1.0) == 2.0
    assert distance(Number(8.0), Number(9.0), 0.0625, 0.5) == 1.0


def test_the_tolerance_is_relative_to_what_is_expected() -> None:
    assert distance(Number(1.0), Number(2.0), 0.5, 0.0) == 2.0
    assert distance(Number(2.0), Number(1.0), 0.5, 0.0) == 1.0


def test_without_tolerance_only_the_same_number_is_close() -> None:
    assert distance(Number(0.1), Number(0.1), 0.0, 0.0) == 0.0
    assert distance(Number(0.1), Number(0.1 + 1e-16), 0.0, 0.0) == math.inf


def test_a_tuple_is_as_far_away_as_its_furthest_item() -> None:
    expected = Sequence((Number(0.0), Number(0.0)))
    assert distance(expected, Sequence((Number(1.0), Number(3.0))), 0.0, 1.0) == 3.0
    assert distance(expected, Sequence((Number(3.0), Number(1.0))), 0.0, 1.0) == 3.0


def test_a_tensor_is_as_far_away_as_its_furthest_element() -> None:
    assert distance(row(0.0, 0.0), row(1.0, 3.0), 0.0, 1.0) == 3.0


@pytest.mark.parametrize("loss", [scalar(20.0), one(20.0), Tensor((1, 1), (20.0,)), Number(20.0)])
@pytest.mark.parametrize("expected", [Number(20.0), Number(20.0, "int"), scalar(20.0), one(20.0)])
def test_one_number_is_one_number_in_any_shape(expected: Value, loss: Value) -> None:
    assert close(expected, loss)


def test_a_list_of_one_number_stands_for_the_number() -> None:
    assert close(Number(1.0), Sequence((Number(1.0),), "list"))
    assert close(Number(1.0), Sequence((Sequence((scalar(1.0),)),)))
    assert not close(Number(1.0), Sequence((Number(1.0), Number(1.0))))


def test_two_numbers_do_not_stand_for_one() -> None:
    assert not close(Number(1.0), row(1.0, 1.0))
    assert not close(scalar(1.0), row(1.0, 1.0))
    assert not close(row(1.0, 1.0), scalar(1.0))


def test_a_list_is_as_good_as_a_tuple() -> None:
    pair = (Number(1.0), Number(2.0))
    assert close(Sequence(pair, "tuple"), Sequence(pair, "list"))
    assert close(Sequence(pair, "list"), Sequence(pair, "Parameters"))


def test_a_tensor_that_unpacks_into_the_pair_is_as_good_as_the_pair() -> None:
    pair = Sequence((Number(1.0), Number(2.0)))
    assert close(pair, row(1.0, 2.0))
    assert close(pair, Tensor((2, 1), (1.0, 2.0)))
    assert not close(pair, Tensor((1, 2), (1.0, 2.0)))
    assert not close(pair, row(1.0, 2.0, 3.0))
    assert not close(pair, row(2.0, 1.0))


def test_a_pair_does_not_stand_for_a_tensor() -> None:
    assert not close(row(1.0, 2.0), Sequence((Number(1.0), Number(2.0))))


def test_tensors_of_another_shape_are_not_close() -> None:
    assert not close(Tensor((2, 2), (1.0,) * 4), row(*(1.0,) * 4))
    assert not close(Tensor((1, 2), (1.0, 1.0)), Tensor((2, 1), (1.0, 1.0)))
    assert close(Tensor((0,), ()), Tensor((0,), ()))
    assert not close(Tensor((0,), ()), Tensor((0, 1), ()))


def test_dtype_and_gradients_make_no_difference() -> None:
    assert close(Tensor((2,), (1.0, 2.0), "float32", True), Tensor((2,), (1.0, 2.0), "float64"))


def test_a_bool_is_no_number() -> None:
    assert not close(Number(1.0), Number(1.0, "bool"))
    assert not close(Number(1.0, "bool"), Number(1.0))
    assert not close(scalar(1.0), Number(1.0, "bool"))
    assert close(Number(1.0, "bool"), Number(1.0, "bool"))
    assert not close(Number(1.0, "bool"), Number(0.0, "bool"))


def truths(*values: bool) -> Tensor:
    return Tensor((len(values),), tuple(map(float, values)), "bool")


def test_truth_values_are_compared_alone_and_in_tensors() -> None:
    assert close(literal([True, False]), truths(True, False))
    assert not close(literal([True, False]), truths(True, True))
    assert close(truths(True, False), truths(True, False))
    assert not close(truths(True, False), truths(False, False))
    assert close(literal(True), truths(True))
    assert close(truths(False), literal(False))
    assert not close(literal([True, False]), row(1.0, 0.0))
    assert not close(literal([1, 0]), truths(True, False))
    assert same(literal([True, False]), truths(True, False))
    assert not same(truths(True, False), truths(True, True))
    assert not same(truths(True), row(1.0))


def test_whole_numbers_are_compared_like_others() -> None:
    indices = Tensor((3,), (2.0, 0.0, 1.0), "int64")
    assert close(literal([2, 0, 1]), indices)
    assert not close(literal([2, 0, 2]), indices)
    assert close(row(2.0, 0.0, 1.0), indices)


def test_what_is_no_number_is_close_to_its_equal_only() -> None:
    assert close(Nothing(), Nothing())
    assert close(Text("a"), Text("a"))
    assert not close(Text("a"), Text("b"))
    assert not close(Nothing(), Number(0.0))
    assert not close(Number(0.0), Nothing())
    assert not close(Sequence((Number(0.0), Number(0.0))), Nothing())
    assert not close(Number(0.0), NoGradient("detached"))
    assert not close(Number(0.0), Other("Linear", True))


@given(values())
def test_an_empty_list_is_close_to_what_unpacks_into_nothing_only(value: Value) -> None:
    assert close(Sequence(()), value) == (parts(value) == ())


# alike


@given(values(), values(), tolerances, tolerances)
def test_a_mistake_is_compared_with_any_value_without_an_error(
    one: Value, other: Value, relative: float, absolute: float
) -> None:
    assert alike(one, other, relative, absolute) in (True, False)


@given(values(), values(), tolerances)
def test_alike_is_mutual_where_the_tolerance_is_absolute(
    one: Value, other: Value, absolute: float
) -> None:
    assert alike(one, other, 0.0, absolute) == alike(other, one, 0.0, absolute)


@given(values(moderate), values(moderate), tolerances)
def test_which_kinds_may_stand_for_each_other_is_mutual(
    one: Value, other: Value, relative: float
) -> None:
    wide = 1e7  # wider than any two of these numbers are apart
    assert alike(one, other, relative, wide) == alike(other, one, relative, wide)


@given(values(), tolerances, tolerances)
def test_every_value_is_like_itself(value: Value, relative: float, absolute: float) -> None:
    assert alike(value, value, relative, absolute)


def test_missing_gradients_are_alike_when_the_reason_is() -> None:
    assert same(NoGradient("detached"), NoGradient("detached"))
    assert same(NoGradient("backward_failed", "one"), NoGradient("backward_failed", "two"))
    assert not same(NoGradient("detached"), NoGradient("unused"))
    assert not same(NoGradient("detached"), Number(0.0))
    assert not same(Number(0.0), NoGradient("detached"))


def test_runs_that_diverged_are_alike_whatever_they_overflowed_to() -> None:
    for number in ("nan", "inf", "-inf", 1e16, -1e300):
        assert same(Number(number), Number("nan"))
        assert same(Number("inf"), scalar(number))
    assert same(row(1.0, 1e20), Tensor((2,), (1.0, "nan")))
    assert not same(Number("nan"), Number(1.0))
    assert not same(Number(1.0), Number("inf"))
    assert not same(row(1.0, 1e20), Tensor((2,), (2.0, "nan")))


@given(st.floats())
@example(DIVERGED)
def test_a_number_has_diverged_when_it_is_not_below_the_limit(number: float) -> None:
    assert diverged(number) == (math.isnan(number) or abs(number) >= DIVERGED)


def test_numbers_a_tolerance_apart_are_not_alike() -> None:
    assert same(Number(1.0), Number(1.0001))
    assert not same(Number(1.0), Number(1.001))
    assert not same(Number(1.0), Nothing())


def test_a_list_and_an_unpackable_tensor_are_alike_both_ways() -> None:
    pair = Sequence((Number(1.0), scalar(2.0)), "list")
    for other in (row(1.0, 2.0), Sequence((one(1.0), Number(2.0)))):
        assert same(pair, other)
        assert same(other, pair)
    assert not same(pair, row(1.0, 2.0, 3.0))
    assert not same(pair, Number(1.0))
    assert not same(row(1.0, 2.0), row(1.0, 2.0, 3.0))
    assert not same(Tensor((2, 1), (1.0, 2.0)), Tensor((1, 2), (1.0, 2.0)))


def test_what_is_close_in_either_direction_is_alike() -> None:
    """`alike` promises the rules of `distance` about what may stand for what."""
    wrapped = Sequence((Number(1.0),), "list")
    assert close(Number(1.0), wrapped)
    assert same(Number(1.0), wrapped)


def test_a_bool_is_not_like_a_number() -> None:
    assert not same(Number(1.0, "bool"), Number(1.0))
    assert not same(Number(1.0), Number(1.0, "bool"))


# looking into values


def test_a_tensor_unpacks_into_its_rows() -> None:
    assert parts(Tensor((2, 2), (1.0, 2.0, 3.0, 4.0))) == (row(1.0, 2.0), row(3.0, 4.0))
    assert parts(row(1.0, 2.0)) == (scalar(1.0), scalar(2.0))
    assert parts(scalar(1.0)) is None
    assert parts(Number(1.0)) is None
    assert parts(Text("ab")) is None
    assert parts(Nothing()) is None


def test_a_tensor_of_countless_empty_rows_costs_next_to_nothing() -> None:
    """A worker may claim a billion rows of no elements in a message of a few bytes."""
    tensor = {"type": "tensor", "shape": [200_000, 0], "values": []}
    message = json.dumps({"type": "returned", "seen": [[tensor]]}).encode()
    tracemalloc.start()
    try:
        answer = read_answer(message, 1, 1)
        assert isinstance(answer, Returned)
        assert not close(Sequence((Number(1.0), Number(2.0))), answer.seen[0][0])
    except Unreadable:
        return
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 1_000_000


@given(tensors())
def test_the_rows_of_a_tensor_hold_its_numbers_in_order(tensor: Tensor) -> None:
    rows = parts(tensor)
    if rows is not None:
        held = [number for part in rows if isinstance(part, Tensor) for number in part.values]
        assert tuple(held) == tensor.values
        assert len(rows) == tensor.shape[0]


def test_the_only_number_of_a_value_is_found() -> None:
    assert sole(Number(3, "int")) == 3.0
    assert sole(scalar(3.0)) == 3.0
    assert sole(Tensor((1, 1, 1), (3.0,))) == 3.0
    assert sole(Sequence((Sequence((one(3.0),)),))) == 3.0
    assert math.isnan(sole(Number("nan")) or 0.0)


@pytest.mark.parametrize(
    "value",
    [Number(1.0, "bool"), row(1.0, 2.0), Tensor((0,), ()), Sequence(()), Nothing(), Text("1"),
     Sequence((Number(1.0), Number(1.0))), Sequence((Number(1.0, "bool"),)), Other("Linear")],
)  # fmt: skip
def test_what_is_not_one_number_has_no_only_number(value: Value) -> None:
    assert sole(value) is None


def test_a_part_is_what_unpacking_gives_at_its_place() -> None:
    pair = Sequence((Number(1.0), row(2.0, 3.0)))
    assert part(pair, None) == pair
    assert part(pair, 1) == row(2.0, 3.0)
    assert part(row(2.0, 3.0), 1) == scalar(3.0)
    assert part(Tensor((2,), (2.0, 3.0), array=True), 1) == Tensor((), (3.0,), array=True)
    assert part(pair, 2) is None
    assert part(Number(1.0), 0) is None


def test_python_numbers_hold_no_tensor_and_no_truth_value() -> None:
    assert python_numbers(Number(1.0))
    assert python_numbers(Sequence((Number(1, "int"), Sequence((Number("nan"),)))))
    for value in (None, scalar(1.0), Number(1.0, "bool"), Nothing(), Text("1"), row(1.0, 2.0)):
        assert not python_numbers(value)
        assert value is None or not python_numbers(Sequence((Number(1.0), value)))


@pytest.mark.parametrize(
    ("shape", "nested"),
    [
        ((), 1.0),
        ((3,), [1.0, 2.0, 3.0]),
        ((3, 1), [[1.0], [2.0], [3.0]]),
        ((1, 3, 1), [[[1.0], [2.0], [3.0]]]),
        ((0,), []),
        ((2, 0), []),
    ],
)
def test_a_tensor_is_nested_as_its_shape_says(shape: tuple[int, ...], nested: object) -> None:
    assert plain(Tensor(shape, (1.0, 2.0, 3.0)[: math.prod(shape)])) == nested


def test_kinds_are_those_of_all_that_a_value_holds() -> None:
    array = Tensor((2,), (1.0, 2.0), array=True)
    value = Sequence((row(1.0), array, Number(1.0, "int"), Nothing()))
    assert kinds(value) == {"tensor", "array", "int", "Nothing"}
    assert kinds(Sequence((Sequence((row(1.0),)), scalar(2.0)))) == {"tensor"}
    assert all_tensors(Sequence((row(1.0), scalar(2.0))))
    assert not all_tensors(array)
    assert not all_tensors(Sequence(()))


def test_all_numbers_are_found_at_any_depth() -> None:
    value = Sequence((row(1.0, 2.0), Sequence((Number(3.0), Nothing())), Text("4")))
    assert all_reals(value) == (1.0, 2.0, 3.0)
    assert reals(value) is None
    assert reals(Nothing()) is None


def test_a_predicate_looks_at_numbers_and_nested_lists() -> None:
    value = Sequence((Tensor((2, 1), (1.0, 2.0)), Number(3.0, "int"), scalar(4.0)), "tuple")
    assert plain(value) == [[[1.0], [2.0]], 3.0, 4.0]
    assert plain(Text("a")) == "a"
    assert plain(Nothing()) is None
    assert plain(Other("Linear")) is None
    assert plain(NoGradient("unused")) is None
    assert plain(Tensor((0,), ())) == []


def test_what_an_instructor_writes_becomes_what_would_be_observed() -> None:
    assert literal((1, [2.0, True], None, "a")) == Sequence(
        (
            Number(1.0, "int"),
            Sequence((Number(2.0), Number(1.0, "bool")), "list"),
            Nothing(),
            Text("a"),
        ),
        "tuple",
    )


def test_what_cannot_be_compared_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"\{1\} cannot be compared"):
        literal({1})


@given(
    st.recursive(moderate, lambda inner: st.lists(inner, max_size=3), max_leaves=8),
    tolerances,
    tolerances,
)
def test_a_literal_is_close_to_itself_and_reads_back_as_it_was(
    value: object, relative: float, absolute: float
) -> None:
    assert plain(literal(value)) == value
    assert distance(literal(value), literal(value), relative, absolute) == 0
