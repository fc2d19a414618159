"""Whether the solution shows what the checks say: numbers in them are written by hand."""

import math
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from grader.checks import Check
from grader.exercise.loading import Exercise
from grader.expectations.compare import distance, literal, parts, sole
from grader.expectations.compared import Plain
from grader.expectations.describe import as_text
from grader.expectations.expectation import OBJECT, RESULT, Expectation, Look
from grader.expectations.kind import Tolerance
from grader.grading.answers import Answers
from grader.grading.one import Grading
from grader.judging.judge import Asked
from grader.observations import (
    NoGradient,
    Observation,
    Returned,
    Sequence,
    Unregistered,
    Value,
)
from grader.proof.findings import MOST_NOISE, Finding, of_check

MOST_DIGITS = 17
NOT_SHOWN = (NoGradient, Unregistered)  # findings of their own
OF_MODELS = {RESULT: "the result", OBJECT: "the object"}
MORE_DIGITS = "Write more digits ({digits}), not a wider tolerance."
ONE_IS_WRONG = "Work the example out by hand: one of the two is wrong."


class Apart(NamedTuple):
    """Two numbers that should be equal, and where in what was seen, such as ` at [1]`."""

    wanted: float
    seen: float
    where: str = ""


def disagreements(grading: Grading, reference: Answers) -> Iterator[Finding]:
    """A finding for each check that the solution fails, or passes by the width of its tolerance."""
    exercise = grading.exercise
    for check, questions, answers in zip(
        exercise.checks, grading.questions, reference, strict=True
    ):
        found = list(_of_literals(exercise, check, answers))
        yield from found
        if not found and _falls_short(Asked(check, questions, answers, answers)):
            text = f"solution.py fails {check.title!r} ({place(check)}). {ONE_IS_WRONG}"
            yield of_check("literal", text, exercise, check)


def place(check: Check) -> str:
    """Where a check stands, as in "checks.py line 3"."""
    return f"{'' if check.shown else 'the hidden '}checks.py line {check.line}"


def _falls_short(asked: Asked) -> bool:
    short = asked.shortfall
    return short is not None and not isinstance(short.seen, NOT_SHOWN)


def _of_literals(
    exercise: Exercise, check: Check, answers: tuple[Observation, ...]
) -> Iterator[Finding]:
    """A finding for each literal of a check with which an answer of the solution disagrees."""
    returned = [answer for answer in answers if isinstance(answer, Returned)]
    for number, expectation in enumerate(check.expectations):
        if not isinstance(expectation.kind, Plain):
            continue
        wanted = literal(expectation.find)
        for value in (seen[number] for answer in returned for seen in answer.seen):
            is_close = distance(wanted, value, *expectation.tolerance) <= MOST_NOISE
            if not is_close and not isinstance(value, NOT_SHOWN):
                yield _disagreement(exercise, check, expectation, wanted, value)
                break


def _disagreement(
    exercise: Exercise, check: Check, expectation: Expectation, wanted: Value, value: Value
) -> Finding:
    apart = _apart(wanted, value, expectation.tolerance)
    rounded = apart is not None and is_rounded(apart)
    if apart is None:
        shown, said, where = as_text(value), as_text(wanted), ""
    else:
        shown = in_digits(apart.seen, expectation.tolerance)
        said, where = repr(apart.wanted).removesuffix(".0"), apart.where
    digits = _written(wanted, value, expectation.tolerance)
    advice = MORE_DIGITS.format(digits=digits) if rounded else ONE_IS_WRONG
    what = _showing(expectation.look).format(f"{shown}{where}")
    text = f"solution.py {what}, {place(check)} says {said}: {check.title!r}. {advice}"
    return of_check("rounded" if rounded else "literal", text, exercise, check)


def _showing(look: Look) -> str:
    place = OF_MODELS.get(look.argument, f"argument {look.argument}")
    what = f"{look.name} of {place}" if look.name else place
    return {
        "count": "returns {} values",
        "gradient": f"gives {what} the gradient {{}}",
        "argument": f"leaves {place} as {{}}",
        "left_gradient": f"leaves {what} with the gradient {{}}",
        "parameter": f"makes {what} {{}}",
        "state": f"makes {what} {{}}",
        "training": f"makes training of {place} {{}}",
    }.get(look.place, "returns {}")


def _apart(wanted: Value, seen: Value, tolerance: Tolerance, where: str = "") -> Apart | None:
    """The first two numbers that are apart; None if it is not about numbers."""
    if isinstance(wanted, Sequence):
        items = parts(seen) or ()
        if len(items) != len(wanted.items):
            return None
        for number, (one, other) in enumerate(zip(wanted.items, items, strict=True)):
            if not distance(one, other, *tolerance) <= MOST_NOISE:
                return _apart(one, other, tolerance, f"{where or ' at '}[{number}]")
    first, second = sole(wanted), sole(seen)
    return None if first is None or second is None else Apart(first, second, where)


def _written(wanted: Value, seen: Value, tolerance: Tolerance) -> str:
    """What to write for all numbers of a literal, in its form."""
    if not isinstance(wanted, Sequence):
        number = sole(seen)
        return as_text(seen) if number is None else in_digits(number, tolerance)
    pairs = zip(wanted.items, parts(seen) or (), strict=False)
    listed = ", ".join(_written(one, other, tolerance) for one, other in pairs)
    return f"({listed})" if wanted.kind == "tuple" else f"[{listed}]"


def in_digits(number: float, tolerance: Tolerance) -> str:
    """A number in as many digits as a check needs."""
    least = tolerance.absolute + tolerance.relative * abs(number)
    for digits in range(6, MOST_DIGITS):
        text = f"{number:.{digits}g}"
        if abs(float(text) - number) <= MOST_NOISE / 2 * least:
            return text
    return f"{number:.{MOST_DIGITS}g}"


def is_rounded(apart: Apart) -> bool:
    """Whether the number wanted is the one seen in fewer digits."""
    if not (math.isfinite(apart.wanted) and math.isfinite(apart.seen)):
        return False
    wanted, seen = Decimal(repr(apart.wanted)), Decimal(repr(apart.seen))
    exponent = wanted.as_tuple().exponent
    assert isinstance(exponent, int)
    if not apart.wanted or seen.adjusted() - exponent > MOST_DIGITS:  # nothing was rounded off
        return False
    return any(seen.quantize(wanted, way) == wanted for way in (ROUND_HALF_EVEN, ROUND_DOWN))
