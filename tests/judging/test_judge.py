"""From what was seen to verdicts, with observations written by hand."""

import math
from typing import Any, get_args

import pytest
from observed import a_check, asked, loss, saw, tensor_of, train

from grader.checks import (
    REFERENCE,
    Check,
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
from grader.exercise.questions import ask
from grader.judging.judge import Account, Asked, Shortfall, error, judge, without_guesses
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
)
from grader.observations import Sequence as Items
from grader.report import Outcome, Verdict


def explain(one: Asked, short: Shortfall) -> Account:
    return Account("observed", "", "submit.py", 3)


def verdict_on(one: Asked) -> Verdict:
    (verdict,) = judge([one], explain)
    return verdict


def passes(one: Check, *seen: Observation, **more: Any) -> bool:
    return verdict_on(asked(one, *seen, **more)).outcome == "passed"


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
    short = one.shortfall
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
    short = asked(one, Returned(((Number(1.0),), (Number(2.0),)))).shortfall
    assert short is not None
    assert short.expected is None
    assert short.seen == Number(1.0)


# python numbers, counts and gradients that are left


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


def test_values_of_every_kind_can_be_judged() -> None:
    for seen in (Nothing(), Text("x"), Tensor((0,), ()), NoGradient("unused")):
        assert verdict_on(asked(a_check(), saw(seen))).outcome == "failed"
