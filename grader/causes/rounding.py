"""Whether numbers have fewer digits than they would by computing in float32."""

from collections.abc import Sequence
from math import frexp, prod

from grader.expectations.compare import all_reals
from grader.observations import Value
from grader.printable import counted

MANY = 6  # numbers that a rounding is seen in
MOST_NOISE = 0.2  # of the last decimal place, in either direction
CHANCE = 1e-10  # that numbers which were not rounded seem so
SIMPLE = 8  # the largest denominator of a simple fraction
DECIMALS = range(5)
FLOAT32 = 1e-7


def rounded_to(values: Sequence[Value]) -> str:
    """What all numbers are rounded to, in words; nothing if they are not."""
    numbers = {number for value in values for number in all_reals(value)}
    for decimals in DECIMALS:
        # where float32 cannot show more digits, nobody can tell
        noises = {one: noise for one in numbers if (noise := _noise(one, decimals)) < MOST_NOISE}
        by_chance = prod(2 * noise for noise in noises.values())
        are_round = all(_is_round(one, decimals) for one in noises)
        if len(noises) >= MANY and are_round and by_chance < CHANCE:
            return counted(decimals, "decimal place") if decimals else "whole numbers"
    return ""


def are_coarse(values: Sequence[Value]) -> bool:
    """Whether no number has more than the 11 binary digits of float16 (IEEE 754)."""
    numbers = {number for value in values for number in all_reals(value)}
    # whole numbers and simple fractions have few digits anyway
    others = [one for one in numbers if not (one * SIMPLE).is_integer()]
    return len(others) >= MANY and all((frexp(one)[0] * 2**11).is_integer() for one in others)


def _is_round(number: float, decimals: int) -> bool:
    scaled = number * 10**decimals
    is_round: bool = abs(scaled - round(scaled)) <= _noise(number, decimals)
    return is_round


def _noise(number: float, decimals: int) -> float:
    """How far float32 may be from a number, in units of that decimal place."""
    noise: float = FLOAT32 * abs(number * 10**decimals)
    return noise
