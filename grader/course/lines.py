"""Finds the line of a key in a TOML file, which Python's parser does not say."""

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any


def line_of(text: str, where: Sequence[str]) -> int:
    """The line, from 1, with which the file first has a value at these keys; 1 if it has none.

    It reads the beginnings of the file: first those that end before a table, to find the table, and
    in it those that are one line longer each.
    """
    lines = text.split("\n")
    tables = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    ends = [*tables, len(lines)]
    place = bisect_left(ends, 1, key=lambda end: _has(lines[:end], where))
    first, last = (0, *ends)[place], ends[min(place, len(ends) - 1)]
    within = range(first + 1, last + 1)
    return next((number for number in within if _has(lines[:number], where)), 1)


def _has(lines: Sequence[str], where: Sequence[str]) -> bool:
    """Whether these lines are TOML by themselves, and have a value there."""
    try:
        value: Any = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    for key in where:
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True
