"""From what was seen to verdicts, with observations written by hand."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

import pytest

from grader.checks import (
    REFERENCE,
    Check,
    Expectation,
    check,
    function,
    gradient_of,
    leaves,
    leaves_gradient,
    number,
    param,
    returns,
    returns_count,
    returns_python_numbers,
    returns_tensors,
    satisfies,
    unchanged,
)
from grader.exercise.examples import Example
from grader.exercise.questions import ask
from grader.expectations.compare import literal
from grader.judging.diagnosis import (
    Fit,
    Likeness,
    explained,
    failed_functions,
    follow_through,
    name_mistakes,
    same_behaviour,
)
from grader.judging.judge import Account, Asked, Shortfall, error, judge, shortfall, without_guesses
from grader.observations import (
    Crashed,
    Misfit,
    Missing,
    NoGradient,
    NonFinite,
    Nothing,
    Number,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    Stopped,
    Tensor,
    Text,
    TimedOut,
    Value,
)
from grader.observations import Sequence as Items
from grader.report import Outcome, Verdict

loss = function("loss")
train = function("train")


def saw(*values: object, times: int = 1) -> Returned:
    """An answer with these values, one for each expectation, the same each time."""
    return Returned((tuple(map(value, values)),) * times)


def value(plain: object) -> Value:
    return plain if isinstance(plain, get_args(Value)) else literal(plain)


def a_check(*expectations: Expectation, call: Any = None, **more: Any) -> Check:
    given = {"points": 2, "hint": "a hint", "title": "a check", **more}
    shown = given.pop("shown", False)
    made = check(given.pop("title"), call or loss(1.0), *expectations or [returns(1.0)], **given)
    return replace(made, shown=shown)


def asked(
    one: Check, *seen: Observation, reference: tuple[Observation, ...] | None = None
) -> Asked:
    return Asked(one, tuple(ask(one, seed=1)), reference, seen)


def explain(one: Asked, short: Shortfall) -> Account:
    return Account("observed", "", "submit.py", 3)


def verdict_on(one: Asked) -> Verdict:
    (verdict,) = judge([one], explain)
    return verdict


def passes(one: Check, *seen: Observation, **more: Any) -> bool:
    return verdict_on(asked(one, *seen, **more)).outcome == "passed"


def mistake(name: str) -> Example:
    return Example(name, "", f"{name} happened.")


# outcomes


def test_what_is_as_expected_passes_with_all_points() -> None:
    verdict = verdict_on(asked(a_check(shown=True), saw(1.0)))
    assert verdict == Verdict("a check", "loss", "shown", "passed", 2.0, 2.0, "", "")


def test_what_is_not_as_expected_fails_with_an_account_and_the_hint() -> None:
    verdict = verdict_on(asked(a_check(), saw(2.0)))
    assert verdict == Verdict(
        "a check", "loss", "hidden", "failed", 0.0, 2.0, "observed", "observed", "a hint",
        None, "submit.py", 3,
    )  # fmt: skip


def test_what_is_known_is_the_feedback_and_what_happened_stays_beside_it() -> None:
    (verdict,) = judge([asked(a_check(), saw(2.0))], lambda *_: Account("observed", "known"))
    assert (verdict.observed, verdict.feedback) == ("observed", "known")


@pytest.mark.parametrize(
    ("observation", "outcome"),
    [
        (Raised("ValueError", "m"), "raised"),
        (Misfit("(x)"), "raised"),
        (Missing(()), "missing"),
        (TimedOut(1.0), "timeout"),
        (TimedOut(1.0, tried=False), "timeout"),
        (Crashed(1), "crashed"),
        (OutOfMemory(), "out_of_memory"),
        (Stopped(), "timeout"),
        (saw(None), "failed"),
        (saw("nan"), "failed"),
    ],
)
def test_every_observation_has_its_outcome_and_only_the_right_value_passes(
    observation: Observation, outcome: Outcome
) -> None:
    verdict = verdict_on(asked(a_check(), observation))
    assert verdict.outcome == outcome
    assert verdict.score == 0


def test_every_outcome_can_be_reached() -> None:
    reached = {
        verdict_on(asked(a_check(), observation)).outcome
        for observation in (
            saw(1.0),
            saw(2.0),
            Raised("E", ""),
            Missing(()),
            TimedOut(1.0),
            Crashed(),
            OutOfMemory(),
        )
    }
    assert reached == set(get_args(Outcome))


# expectations, times and trials


def test_every_expectation_must_hold() -> None:
    both = a_check(returns(1.0), gradient_of(0, -8.0))
    assert passes(both, saw(1.0, -8.0))
    assert not passes(both, saw(1.0, -7.0))
    assert not passes(both, saw(2.0, -8.0))
    assert not passes(both, saw(1.0, NoGradient("detached")))


def test_the_first_thing_that_is_off_is_told() -> None:
    one = asked(a_check(returns(1.0), gradient_of(0, 2.0), trials=2), saw(1.0, 2.0), saw(3.0, 4.0))
    short = shortfall(one)
    assert short is not None
    assert (short.trial, short.seen, short.expected) == (1, Number(3.0), Number(1.0))
    assert short.expectation == one.check.expectations[0]
    assert short.observation == one.seen[1]


def test_every_trial_must_hold() -> None:
    twice = a_check(trials=2)
    assert passes(twice, saw(1.0), saw(1.0))
    assert not passes(twice, saw(1.0), saw(2.0))
    assert not passes(twice, saw(2.0), saw(1.0))
    assert not passes(twice, saw(1.0), TimedOut(1.0))


def test_every_time_must_hold() -> None:
    twice = a_check(times=2)
    assert passes(twice, saw(1.0, times=2))
    assert not passes(twice, Returned(((Number(1.0),), (Number(2.0),))))


def test_each_trial_and_each_time_has_a_reference_of_its_own() -> None:
    one = a_check(returns(REFERENCE), trials=2, times=2)
    first = Returned(((Number(1.0),), (Number(2.0),)))
    second = Returned(((Number(3.0),), (Number(4.0),)))
    assert passes(one, first, second, reference=(first, second))
    assert not passes(one, second, first, reference=(first, second))
    swapped = Returned(tuple(reversed(first.seen)))
    assert not passes(one, swapped, second, reference=(first, second))


def test_the_reference_of_each_expectation_is_what_was_seen_at_its_place() -> None:
    one = a_check(returns(REFERENCE), gradient_of(0, REFERENCE))
    assert passes(one, saw(1.0, 2.0), reference=(saw(1.0, 2.0),))
    assert not passes(one, saw(2.0, 1.0), reference=(saw(1.0, 2.0),))


def test_the_tolerance_is_that_of_the_expectation() -> None:
    wide = a_check(returns(1.0, relative=0.0, absolute=0.5))
    assert passes(wide, saw(1.5))
    assert not passes(wide, saw(1.75))
    assert not passes(a_check(returns(1.0, relative=0.0, absolute=0.1)), saw(1.5))


@pytest.mark.parametrize("reference", [None, (Raised("E", "m"),), (Missing(()),)])
def test_a_solution_that_did_not_return_is_an_error_and_no_verdict(
    reference: tuple[Observation, ...] | None,
) -> None:
    with pytest.raises(ValueError, match="the solution did not return"):
        judge([asked(a_check(returns(REFERENCE)), saw(1.0), reference=reference)], explain)


def test_a_reference_that_diverged_gives_no_points_to_anything() -> None:
    pair = a_check(returns(REFERENCE))
    for second in (math.inf, -math.inf, math.nan):
        diverged = saw((1.0, second))
        assert not passes(pair, saw((1.0, 3.0)), reference=(diverged,))
        assert not passes(pair, diverged, reference=(diverged,))


def test_an_argument_left_as_it_was_is_unchanged() -> None:
    kept = a_check(unchanged(0), call=train([1.0, 2.0]))
    assert passes(kept, saw([1.0, 2.0]))
    assert passes(kept, saw((1, 2)))
    assert not passes(kept, saw([1.0, 2.0 + 1e-9]))
    assert not passes(kept, saw([1.0]))
    assert not passes(kept, saw([2.0, 1.0]))


def test_a_drawn_argument_is_unchanged_when_it_is_what_was_drawn() -> None:
    one = a_check(unchanged(0), call=train(number()), trials=2)
    drawn = [question.arguments[0][1] for question in ask(one, seed=1)]
    assert passes(one, saw(drawn[0]), saw(drawn[1]))
    assert not passes(one, saw(drawn[1]), saw(drawn[0]))


def test_an_unchanged_parameter_is_what_it_became_in_float32() -> None:
    """A worker makes a float32 tensor of 0.1, which is not the 0.1 of Python."""
    kept = a_check(unchanged(0), call=train(param(0.1)))
    assert passes(kept, saw(Tensor((), (0.10000000149011612,), requires_grad=True)))


def test_what_is_left_of_an_argument_is_compared() -> None:
    moved = a_check(leaves(0, [1.5, 2.5]), call=train(param([1.0, 2.0])))
    assert passes(moved, saw(Tensor((2,), (1.5, 2.5))))
    assert not passes(moved, saw(Tensor((2,), (1.0, 2.0))))


# predicates


def test_a_predicate_decides_on_plain_values() -> None:
    falling = a_check(satisfies(lambda losses: losses[0] > losses[-1], "falling losses"))
    assert passes(falling, saw([3.0, 2.0]))
    assert passes(falling, saw(Tensor((2,), (3.0, 2.0))))
    assert not passes(falling, saw([2.0, 3.0]))


def test_a_predicate_that_raises_does_not_accept() -> None:
    def stumbles(seen: Any) -> bool:
        return bool(seen[0] / 0)

    assert not passes(a_check(satisfies(stumbles, "anything")), saw([1.0]))
    assert not passes(a_check(satisfies(lambda seen: seen > 0, "positive")), saw(None))
    assert not passes(a_check(satisfies(lambda seen: seen > 0, "positive")), saw([1.0]))


def test_a_predicate_is_asked_about_all_times_together() -> None:
    differs = a_check(satisfies(lambda seen: seen[0] != seen[1], "other numbers"), times=2)
    assert passes(differs, Returned(((Number(1.0),), (Number(2.0),))))
    assert not passes(differs, saw(1.0, times=2))


def test_a_predicate_that_does_not_accept_has_nothing_to_expect() -> None:
    one = a_check(satisfies(lambda seen: False, "nothing"), times=2)
    short = shortfall(asked(one, Returned(((Number(1.0),), (Number(2.0),)))))
    assert short is not None
    assert short.expected is None
    assert short.seen == Number(1.0)


# python numbers, counts and gradients that are left


def tensor_of(number: float) -> Tensor:
    return Tensor((), (number,))


def test_only_numbers_of_pythons_own_are_python_numbers() -> None:
    one = a_check(returns_python_numbers())
    assert passes(one, saw(2.0))
    assert passes(one, saw([2.0, 3, [4.5]]))
    mixed = Items((Number(2.0), tensor_of(3.0)))
    for stray in (tensor_of(2.0), mixed, True, None, "2.0", Tensor((2,), (1.0, 2.0))):
        assert not passes(one, saw(stray))


def test_one_part_of_what_is_returned_may_have_to_be_a_python_number() -> None:
    one = a_check(returns_python_numbers(1))
    assert passes(one, saw(Items((Tensor((2,), (1.0, 2.0)), Number(3.0)))))
    assert not passes(one, saw(Items((Number(3.0), tensor_of(3.0)))))
    assert not passes(one, saw([3.0]))
    assert not passes(one, saw(None))


def test_only_tensors_are_tensors() -> None:
    one = a_check(returns_tensors())
    row, array = Tensor((2,), (1.0, 2.0)), Tensor((2,), (1.0, 2.0), array=True)
    assert passes(one, saw(row))
    assert passes(one, saw(Items((row, row), "tuple")))
    for stray in (array, Items((row, array)), Items((row, Number(1.0))), Items(()), [1.0], 1.0):
        assert not passes(one, saw(stray))


def test_python_numbers_are_asked_for_each_time() -> None:
    twice = a_check(returns_python_numbers(), times=2)
    assert passes(twice, saw(1.0, times=2))
    assert not passes(twice, Returned(((Number(1.0),), (tensor_of(1.0),))))


def test_one_more_or_less_is_far_from_the_count() -> None:
    one = a_check(returns_count(15000))
    assert passes(one, saw(15000))
    assert not passes(one, saw(None))
    assert error(asked(one, saw(15001))) == pytest.approx(20.0)
    assert error(asked(one, saw(14999))) == pytest.approx(20.0)


def test_a_gradient_that_is_left_is_compared() -> None:
    one = a_check(leaves_gradient(0, [0.0, 0.0]), call=loss(param([1.0, 2.0])))
    assert passes(one, saw(Tensor((2,), (0.0, 0.0))))
    assert not passes(one, saw(Tensor((2,), (0.0, 0.1))))
    assert not passes(one, saw(None))


# how far from right


def test_the_error_is_the_largest_distance_anywhere() -> None:
    one = a_check(
        returns(0.0, absolute=1.0, relative=0.0), gradient_of(0, 0.0, absolute=0.5, relative=0.0),
        trials=2, times=2,
    )  # fmt: skip
    seen = Returned(((Number(1.0), Number(0.0)), (Number(0.0), Number(3.0))))
    assert error(asked(one, seen, saw(4.0, 0.0, times=2))) == 6.0
    assert error(asked(one, saw(0.0, 0.0, times=2), saw(4.0, 0.0, times=2))) == 4.0
    assert error(asked(one, saw(0.0, 0.0, times=2), saw(0.0, 0.0, times=2))) == 0.0


def test_what_did_not_return_or_is_not_accepted_is_infinitely_far() -> None:
    assert error(asked(a_check(), Raised("E", "m"))) == math.inf
    assert error(asked(a_check(), saw(None))) == math.inf
    refusing = a_check(satisfies(lambda seen: seen > 0, "positive"))
    assert error(asked(refusing, saw(-1.0))) == math.inf
    assert error(asked(refusing, saw(1.0))) == 0.0


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_a_number_that_is_not_finite_is_infinitely_far_from_any(number: NonFinite) -> None:
    assert error(asked(a_check(), saw(Number(number)))) == math.inf
    one = a_check(returns(REFERENCE))
    assert error(asked(one, saw(1.0), reference=(saw(Number(number)),))) == math.inf


# guesses


def guarded(*checks: tuple[Check, Observation]) -> list[Verdict]:
    all_asked = [asked(one, seen) for one, seen in checks]
    return without_guesses(all_asked, judge(all_asked, explain))


def test_a_guess_earns_nothing_alone() -> None:
    guess, proof = a_check(guessable=True, title="guess"), a_check(title="proof")
    alone, failed = guarded((guess, saw(1.0)), (proof, saw(2.0)))
    assert (alone.outcome, alone.score, failed.score) == ("passed", 0.0, 0.0)
    assert "only if another check of loss passes" in alone.feedback


def test_a_guess_earns_its_points_beside_a_check_that_cannot_be_guessed() -> None:
    guess, proof = a_check(guessable=True, title="guess"), a_check(title="proof")
    assert [one.score for one in guarded((guess, saw(1.0)), (proof, saw(1.0)))] == [2.0, 2.0]


def test_the_check_beside_a_guess_is_about_the_same_function() -> None:
    guess = a_check(guessable=True)
    proof = a_check(title="proof")
    other = a_check(title="other", call=train(1.0))
    verdicts = guarded((guess, saw(1.0)), (proof, saw(2.0)), (other, saw(1.0)))
    assert [one.score for one in verdicts] == [0.0, 0.0, 2.0]


def test_shown_checks_earn_nothing_alone_where_there_are_hidden_ones() -> None:
    shown, hidden = a_check(shown=True, title="shown"), a_check(title="hidden")
    assert [one.score for one in guarded((shown, saw(1.0)), (hidden, saw(2.0)))] == [0.0, 0.0]
    assert [one.score for one in guarded((shown, saw(1.0)), (hidden, saw(1.0)))] == [2.0, 2.0]


def test_shown_checks_count_where_a_student_has_no_others() -> None:
    shown = a_check(shown=True, title="shown")
    other = a_check(shown=True, title="other")
    assert [one.score for one in guarded((shown, saw(1.0)), (other, saw(2.0)))] == [2.0, 0.0]


def test_two_guesses_do_not_vouch_for_each_other() -> None:
    guess = a_check(guessable=True, title="guess")
    shown = a_check(shown=True, title="shown")
    hidden = a_check(title="hidden")
    verdicts = guarded((guess, saw(1.0)), (shown, saw(1.0)), (hidden, saw(2.0)))
    assert [one.score for one in verdicts] == [0.0, 0.0, 0.0]


def test_a_function_of_which_all_can_be_guessed_keeps_its_points() -> None:
    guess = a_check(guessable=True)
    hidden = a_check(title="hidden", call=train(1.0))
    assert [one.score for one in guarded((guess, saw(1.0)), (hidden, saw(2.0)))] == [2.0, 0.0]


def test_a_guess_that_failed_keeps_its_feedback() -> None:
    guess, proof = a_check(guessable=True, title="guess"), a_check(title="proof")
    failed, _ = guarded((guess, saw(2.0)), (proof, saw(2.0)))
    assert (failed.outcome, failed.feedback) == ("failed", "observed")


# mistakes

ONE, TWO = mistake("one"), mistake("two")


def failed_asked() -> tuple[list[Asked], list[Verdict]]:
    """A failed and a passed check of `loss`, and a failed one of `train`."""
    all_asked = [
        asked(a_check(title="loss"), saw(2.0)),
        asked(a_check(title="loss again"), saw(1.0)),
        asked(a_check(title="train", call=train(1.0)), saw(2.0)),
    ]
    return all_asked, judge(all_asked, explain)


def test_the_one_mistake_that_fits_is_named() -> None:
    assert named({ONE: {"loss"}, TWO: set()}) == {"loss": ONE}


def test_nothing_is_named_where_two_mistakes_fit() -> None:
    assert named({ONE: {"loss"}, TWO: {"loss"}}) == {}


def test_nothing_is_named_where_none_fits() -> None:
    assert explained({ONE: Fit(), TWO: Fit()}, ["loss"], {}) == {}
    assert explained({}, ["loss"], {}) == {}


def test_each_function_has_a_mistake_of_its_own() -> None:
    assert named({ONE: {"loss"}, TWO: {"train"}}) == {"loss": ONE, "train": TWO}


def test_one_cause_for_all_is_likelier_than_one_for_each() -> None:
    assert named({ONE: {"loss", "train"}, TWO: {"train"}}) == {"loss": ONE, "train": ONE}


def test_what_works_with_a_wrong_function_is_not_blamed_for_what_may_come_of_that() -> None:
    assert named({TWO: {"train"}}) == {"train": TWO}
    assert named({TWO: {"train"}}, uses={"train": {"loss"}}) == {}
    assert named({ONE: {"loss"}, TWO: {"train"}}, uses={"train": {"loss"}}) == {
        "loss": ONE,
        "train": TWO,
    }
    spoils = {ONE: {"loss", "train"}}
    assert named({ONE: {"loss"}, TWO: {"train"}}, spoils, {"train": {"loss"}}) == {"loss": ONE}
    assert named({ONE: {"loss", "train"}}, uses={"train": {"loss"}}) == {"loss": ONE, "train": ONE}


def test_a_function_that_calls_itself_is_explained_as_any_other() -> None:
    assert named({TWO: {"train"}}, uses={"train": {"train"}}) == {"train": TWO}


def named(
    explains: Mapping[Example, set[str]],
    spoils: Mapping[Example, set[str]] | None = None,
    uses: Mapping[str, set[str]] | None = None,
) -> Mapping[str, Example]:
    """What is named where `loss` and `train` failed; a mistake spoils what it explains, or more."""
    fits = {
        one: Fit(frozenset(functions), frozenset((spoils or {}).get(one, functions)))
        for one, functions in explains.items()
    }
    return explained(fits, ["loss", "train"], uses or {})


def likeness(submission: list[float], mistaken: list[float]) -> frozenset[str]:
    """What a mistake explains where a right `loss` and a right `train` both return 1."""
    checks = [a_check(returns(REFERENCE)), a_check(returns(REFERENCE), call=train(1.0))]
    seen = [
        asked(one, saw(value), reference=(saw(1.0),))
        for one, value in zip(checks, submission, strict=True)
    ]
    failed = failed_functions(seen, judge(seen, explain))
    compared = Likeness(seen, failed)
    for place, shown in enumerate(mistaken):
        compared.compare(place, saw(shown))
    return compared.fit(["loss", "train"]).explains


def test_a_mistake_in_the_loss_explains_the_training_that_uses_it() -> None:
    assert likeness([2.0, 3.0], [2.0, 3.0]) == {"loss", "train"}
    assert likeness([2.0, 1.0], [2.0, 3.0]) == {"loss"}


def test_a_right_loss_is_not_blamed_for_training_that_looks_as_if_it_were() -> None:
    assert likeness([1.0, 3.0], [2.0, 3.0]) == frozenset()


def test_a_mistake_in_training_explains_it_beside_any_loss() -> None:
    assert likeness([1.0, 3.0], [1.0, 3.0]) == {"train"}
    assert likeness([5.0, 3.0], [1.0, 3.0]) == {"train"}


def test_a_mistake_explains_nothing_that_it_gets_right() -> None:
    checks = [a_check(returns(REFERENCE)), a_check(positive_mean(), call=train(1.0))]
    right = [(saw(1.0),), (saw([5.0]),)]
    seen = [
        asked(one, saw(value), reference=answer)
        for one, value, answer in zip(checks, [2.0, [-0.1]], right, strict=True)
    ]
    failed = failed_functions(seen, judge(seen, explain))
    assert failed == {"loss", "train"}
    compared = Likeness(seen, failed)
    compared.compare(0, saw(2.0))
    compared.compare(1, saw([0.1]))
    assert compared.fit(["loss", "train"]).explains == {"loss"}


def test_a_named_mistake_speaks_on_the_failed_checks_of_its_function() -> None:
    failed, passed, other = name_mistakes(*failed_asked(), {"loss": ONE})
    assert (failed.mistake, failed.feedback) == ("one", "one happened.")
    assert failed.observed == "observed"
    assert (passed.outcome, passed.mistake, passed.feedback) == ("passed", None, "")
    assert (other.mistake, other.feedback) == (None, "observed")


def test_behaviour_is_the_same_when_every_value_is() -> None:
    one = a_check(returns(1.0), gradient_of(0, 1.0))
    assert same_behaviour(one, saw(2.0, 3.0), saw(2.00001, 3.0))
    assert not same_behaviour(one, saw(2.0, 3.0), saw(2.0, 3.1))
    assert not same_behaviour(one, saw(2.0, 3.0), saw(2.1, 3.0))
    assert same_behaviour(one, saw(2.0, NoGradient("unused")), saw(2.0, NoGradient("unused")))


def test_behaviour_is_compared_as_closely_as_the_check_is() -> None:
    wide, narrow = a_check(returns(1.0, absolute=1.0)), a_check(returns(1.0, absolute=0.0))
    assert same_behaviour(wide, saw(2.0), saw(2.5))
    assert not same_behaviour(narrow, saw(2.0), saw(2.5))


def test_behaviour_is_the_same_each_time() -> None:
    twice = a_check(times=2)
    ours = Returned(((Number(1.0),), (Number(2.0),)))
    assert same_behaviour(twice, ours, ours)
    assert not same_behaviour(twice, ours, saw(1.0, times=2))


def test_whoever_is_accepted_behaves_alike_whatever_chance_gives() -> None:
    positive = a_check(satisfies(lambda seen: seen > 0, "a number above 0"))
    assert same_behaviour(positive, saw(1.0), saw(2.0))
    assert not same_behaviour(positive, saw(1.0), saw(-1.0))
    assert same_behaviour(positive, saw(-1.0), saw(-1.0))
    assert not same_behaviour(positive, saw(-1.0), saw(-2.0))


def positive_mean() -> Expectation:
    def mean(seen: Any) -> float:
        return float(sum(seen) / len(seen))

    return satisfies(lambda seen: mean(seen) > 0, "", summary=mean, absolute=0.5)


def test_what_chance_changes_is_compared_by_its_summary() -> None:
    one = a_check(positive_mean())
    assert same_behaviour(one, saw([-1.0, -2.0]), saw([-1.7, -1.2]))
    assert not same_behaviour(one, saw([-1.0, -2.0]), saw([-4.0, -3.0]))
    assert not same_behaviour(one, saw([-1.0, -2.0]), saw([1.0, 2.0]))
    assert same_behaviour(one, saw([3.0, 4.0]), saw([1.0, 2.0]))
    # one of them is right by chance
    assert same_behaviour(one, saw([-0.1, -0.1]), saw([0.1, 0.1]))


def test_what_cannot_be_summed_up_is_compared_as_it_is() -> None:
    one = a_check(satisfies(lambda seen: seen[0] > 0, "", summary=lambda seen: seen[0]))
    assert same_behaviour(one, saw(None), saw(None))
    assert same_behaviour(one, saw(-1.0), saw(-1.0))
    assert not same_behaviour(one, saw(-1.0), saw([-1.0, 2.0]))


def test_a_summary_is_of_all_times_together() -> None:
    def step(seen: Any) -> float:
        return float(seen[1] - seen[0])

    twice = a_check(satisfies(lambda seen: step(seen) > 0, "", summary=step), times=2)
    falls = Returned(((Number(2.0),), (Number(1.0),)))
    assert same_behaviour(twice, falls, Returned(((Number(5.0),), (Number(4.0),))))
    assert not same_behaviour(twice, falls, Returned(((Number(5.0),), (Number(2.0),))))


def test_a_tensor_in_place_of_a_number_is_a_behaviour_of_its_own() -> None:
    one = a_check(returns_python_numbers())
    assert not same_behaviour(one, saw(1.0), saw(tensor_of(1.0)))
    assert same_behaviour(one, saw(tensor_of(1.0)), saw(tensor_of(1.0)))
    assert not same_behaviour(one, saw(tensor_of(1.0)), saw(tensor_of(2.0)))
    assert not same_behaviour(one, saw(tensor_of(1.0)), saw(Tensor((), (1.0,), array=True)))


def test_of_python_numbers_only_the_part_that_is_asked_for_is_compared() -> None:
    one = a_check(returns_python_numbers(1))
    tensor, other = tensor_of(1.0), tensor_of(2.0)
    assert same_behaviour(one, saw(Items((tensor, Number(1.0)))), saw(Items((other, Number(2.0)))))
    assert same_behaviour(one, saw(Items((tensor, Number(1)))), saw(Items((Text("x"), Number(1)))))
    assert same_behaviour(one, saw(Items((tensor, other))), saw(Items((Number(3.0), other))))
    assert not same_behaviour(one, saw(Items((tensor, other))), saw(Items((tensor, tensor))))
    assert not same_behaviour(one, saw(tensor), saw(other))


def test_arrays_in_place_of_tensors_are_one_behaviour_whatever_their_numbers() -> None:
    one = a_check(returns_tensors())
    arrays, others = (Tensor((2,), (first, 2.0), array=True) for first in (1.0, 5.0))
    assert same_behaviour(one, saw(arrays), saw(others))
    assert not same_behaviour(one, saw(arrays), saw([1.0, 2.0]))
    assert not same_behaviour(one, saw(arrays), saw(Tensor((2,), (1.0, 2.0))))


def test_what_was_raised_is_matched_by_type_and_message() -> None:
    one = a_check()
    raised = Raised("RuntimeError", "no grad", file="a.py", line=3)
    assert same_behaviour(one, raised, Raised("RuntimeError", "no grad", file="b.py", line=9))
    assert not same_behaviour(one, raised, Raised("RuntimeError", "other"))
    assert not same_behaviour(one, raised, Raised("ValueError", "no grad"))
    assert not same_behaviour(one, raised, saw(1.0))
    assert not same_behaviour(one, saw(1.0), raised)


@pytest.mark.parametrize("lost", [TimedOut(1.0), Crashed(1), OutOfMemory(), Missing(())])
def test_what_gave_no_answer_is_like_nothing(lost: Observation) -> None:
    assert not same_behaviour(a_check(), lost, lost)


# follow-through: the right use of a function that is itself a named mistake


def followed(*checks: tuple[Check, Observation, Observation]) -> list[Verdict]:
    """Verdicts on (check, what was seen, what the solution shows when it uses the wrong loss)."""
    reference = (saw(5.0, [1.0]),)
    all_asked = [
        asked(one, seen, reference=(Returned((reference[0].seen[0][: len(one.expectations)],)),))
        for one, seen, _ in checks
    ]
    shown = [(other,) for _, _, other in checks]
    return follow_through(all_asked, judge(all_asked, explain), shown, because="loss")


def training(title: str, *expectations: Expectation) -> Check:
    return a_check(*expectations or [returns(REFERENCE)], title=title, call=train([1.0]))


def test_the_right_use_of_a_wrong_function_earns_full_points() -> None:
    (kept,) = followed((training("t"), saw(7.0), saw(7.0)))
    assert (kept.outcome, kept.score, kept.hint, kept.mistake) == ("passed", 2.0, "", None)
    assert kept.feedback.startswith("A correct solution that uses the loss of this file")


def test_a_literal_is_replaced_by_what_follows_from_the_wrong_function() -> None:
    (kept,) = followed((training("t", returns(5.0)), saw(7.0), saw(7.0)))
    assert kept.score == 2.0


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        (saw(7.0), saw(8.0)),
        (saw(7.0), Raised("E", "m")),
        (Raised("E", "m"), saw(7.0)),
        (Raised("E", "m"), Raised("E", "m")),
        (TimedOut(1.0), TimedOut(1.0)),
    ],
)
def test_what_does_not_follow_earns_nothing(seen: Observation, shown: Observation) -> None:
    (failed,) = followed((training("t"), seen, shown))
    assert failed.outcome != "passed"
    assert failed.score == 0.0
    assert failed.feedback == "observed"


def test_no_failure_follows_from_an_answer_that_passes() -> None:
    drawn = training("t", positive_mean())
    (failed,) = followed((drawn, saw([-0.1]), saw([0.1])))
    assert (failed.outcome, failed.score) == ("failed", 0.0)
    (kept,) = followed((drawn, saw([-0.1]), saw([-0.2])))
    assert (kept.outcome, kept.score) == ("passed", 2.0)


def test_the_wrong_function_itself_earns_nothing() -> None:
    failed, kept = followed(
        (a_check(returns(REFERENCE)), saw(7.0), saw(7.0)), (training("t"), saw(7.0), saw(7.0))
    )
    assert (failed.score, kept.score) == (0.0, 2.0)


def test_every_failed_check_of_a_function_has_to_follow() -> None:
    verdicts = followed(
        (training("one"), saw(7.0), saw(7.0)), (training("two"), saw(8.0), saw(9.0))
    )
    assert [one.score for one in verdicts] == [0.0, 0.0]


def test_a_passed_check_need_not_follow() -> None:
    passed, kept = followed(
        (training("one"), saw(5.0), saw(9.0)), (training("two"), saw(7.0), saw(7.0))
    )
    assert (passed.score, passed.feedback, kept.score) == (2.0, "", 2.0)


def test_values_of_every_kind_can_be_judged() -> None:
    for seen in (Nothing(), Text("x"), Tensor((0,), ()), NoGradient("unused")):
        assert verdict_on(asked(a_check(), saw(seen))).outcome == "failed"
