"""A check that shows what it showed before is judged once."""

import pytest
from observed import a_check, saw

from grader.checks import Check
from grader.exercise.questions import ask
from grader.grading.comparing import Comparing
from grader.observations import Observation


class OfNobody:
    """A student's: there is no solution."""

    def of_solution(self) -> None:
        return None


@pytest.fixture
def comparing() -> Comparing:
    checks: list[Check] = [a_check(title="first", trials=2), a_check(title="second")]
    questions = [tuple(ask(one, 1)) for one in checks]
    return Comparing(checks, questions, OfNobody())  # type: ignore[arg-type]


def test_checks_have_what_was_shown_as_far_as_it_goes(comparing: Comparing) -> None:
    right, wrong = saw(1.0), saw(2.0)
    (first,) = comparing.asked([right])
    assert (first.check.title, first.seen, first.shortfall) == ("first", (right,), None)
    first, second = comparing.asked([right, wrong, right])
    assert (first.seen, second.seen) == ((right, wrong), (right,))
    assert first.shortfall is not None
    assert first.shortfall.trial == 1
    assert second.shortfall is None


def test_only_what_is_new_is_judged_again(comparing: Comparing) -> None:
    shown: list[Observation] = [saw(1.0), saw(1.0), saw(2.0)]
    before = comparing.asked(shown)
    again = comparing.asked(shown)
    assert all(one is other for one, other in zip(before, again, strict=True))
    changed = comparing.asked([shown[0], saw(1.0), shown[2]])
    assert changed[0] is not before[0]
    assert changed[1] is before[1]
