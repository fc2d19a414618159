"""Numbers in checks against those of the solution: whether they are rounded, and what to write."""

from hypothesis import given
from hypothesis import strategies as st

from grader.expectations.kind import Tolerance
from grader.proof.literals import Apart, in_digits, is_rounded

numbers = st.floats(0.01, 1e6) | st.floats(-1e6, -0.01)
anything = st.floats()


@given(numbers, st.integers(2, 6))
def test_a_number_in_fewer_digits_is_called_rounded(seen: float, places: int) -> None:
    wanted = round(seen, places)
    assert not wanted or is_rounded(Apart(wanted, seen))


@given(numbers, st.floats(0.01, 0.5))
def test_a_number_that_is_far_away_is_not_called_rounded(seen: float, share: float) -> None:
    wanted = round(seen * (1 + share), 6)
    apart = abs(wanted - seen) >= 1
    assert not (apart and is_rounded(Apart(wanted + 0.000001, seen)))


@given(anything, anything)
def test_odd_numbers_have_an_answer_as_well(wanted: float, seen: float) -> None:
    assert is_rounded(Apart(wanted, seen)) in (True, False)


@given(numbers, st.sampled_from([1e-3, 1e-4, 1e-6, 1e-9, 0.0]))
def test_the_digits_to_write_are_within_a_tenth_of_the_tolerance(
    seen: float, relative: float
) -> None:
    written = float(in_digits(seen, Tolerance(relative, 0.0)))
    assert abs(written - seen) <= max(0.1 * relative * abs(seen), 1e-15 * abs(seen))


def test_common_numbers_are_written_in_six_digits() -> None:
    assert in_digits(0.6931471805599453, Tolerance()) == "0.693147"
    assert not is_rounded(Apart(0.5, 0.6931471805599453))
    assert is_rounded(Apart(0.69, 0.6931471805599453))
