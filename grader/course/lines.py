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

    def is_in(place: int) -> bool:
        """Whether it is in the shortest beginning, from that end on, that is TOML by itself."""
        read = (_read(lines[:end]) for end in ends[place:])
        return _has(next((one for one in read if one is not None), {}), where)

    place = bisect_left(range(len(ends)), 1, key=is_in)
    within = range((0, *ends)[place] + 1, len(lines) + 1)
    return next((number for number in within if _has(_read(lines[:number]), where)), 1)


def _read(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _has(value: Any, where: Sequence[str]) -> bool:
    for key in where:
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return value is not None
