"""What one function raises is told of that one, and of others that run into it in one line."""

from typing import Any

import pytest

from grader.checks import Check, check, function, returns
from grader.exercise.questions import ask
from grader.judging.judge import Account, Asked, Shortfall, judge
from grader.judging.same_error import only_same_errors, told_once
from grader.observations import Number, Observation, Raised, Returned
from grader.report import Verdict

FUNCTIONS = ("double", "fourfold")
BROKEN = Raised("NameError", "name 'y' is not defined", "submit.py", 3)


def checking(name: str, number: float) -> Check:
    call = function(name)(number)
    return check(f"{name} of {number}", call, returns(1.0), points=1, hint="Which?")


def explained(asked: Asked, short: Shortfall) -> Account:
    return Account(f"{asked.function} stopped", "It means this.", event="raised")


def judged(*seen: tuple[str, Observation]) -> list[Verdict]:
    """The verdicts on functions that show this, one check for each, told once."""
    asked = []
    for number, (name, observation) in enumerate(seen):
        one = checking(name, float(number))
        asked.append(Asked(one, tuple(ask(one, 1)), None, (observation,)))
    return told_once(asked, judge(asked, explained), FUNCTIONS)


def raised(**changes: Any) -> Raised:
    fields: dict[str, Any] = {name: getattr(BROKEN, name) for name in BROKEN.__struct_fields__}
    return Raised(**(fields | changes))


def test_the_second_function_says_whose_error_it_is() -> None:
    first, second = judged(("double", BROKEN), ("fourfold", BROKEN))
    assert (first.same_error_as, first.observed, first.hint) == ("", "double stopped", "Which?")
    assert (second.same_error_as, second.hint, second.outcome) == ("double", "", "raised")
    assert second.observed == second.feedback == second.happened
    assert (second.file, second.line, second.score) == (first.file, first.line, 0.0)


def test_the_first_function_is_that_of_the_exercise() -> None:
    later, earlier = judged(("fourfold", BROKEN), ("double", BROKEN))
    assert (later.same_error_as, earlier.same_error_as) == ("double", "")


def test_sizes_in_a_message_make_no_other_error() -> None:
    sizes = [raised(message=f"The size of tensor a ({one}) must match") for one in (2, 31)]
    _, second = judged(("double", sizes[0]), ("fourfold", sizes[1]))
    assert second.same_error_as == "double"


@pytest.mark.parametrize(
    "other",
    [
        raised(line=4),
        raised(error="TypeError"),
        raised(message="name 'z' is not defined"),
        raised(file=None, line=None),
        raised(syntax=True),
        Returned(((Number(2.0),),)),
    ],
)
def test_another_error_is_told_in_full(other: Observation) -> None:
    _, second = judged(("double", BROKEN), ("fourfold", other))
    assert second.same_error_as == ""
    assert second.observed == "fourfold stopped"


def test_one_function_tells_its_own_error_at_each_check() -> None:
    assert [one.same_error_as for one in judged(("double", BROKEN), ("double", BROKEN))] == ["", ""]


def test_an_error_that_no_check_fails_for_is_not_told() -> None:
    passing = Returned(((Number(1.0),),))
    _, second = judged(("double", passing), ("fourfold", BROKEN))
    assert second.same_error_as == ""


def test_a_function_with_an_error_of_its_own_has_its_own_cause() -> None:
    both = judged(("double", BROKEN), ("fourfold", BROKEN), ("fourfold", raised(line=9)))
    assert not only_same_errors(both, "fourfold")
    assert only_same_errors(both[:2], "fourfold")
    assert not only_same_errors(both, "double")
