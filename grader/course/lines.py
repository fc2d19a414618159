"""Finds the line of a key in a TOML file, which Python's parser does not say."""

import tomllib
from collections.abc import Iterable, Sequence
from typing import Any


def line_of(text: str, where: Sequence[str]) -> int:
    """The line, from 1, with which the file first has a value at these keys.

    Reads the beginnings of the file, one line longer each, of which only those count that are TOML
    by themselves; those that end with a line that names the key come first. 1 if there is none.
    """
    lines = text.split("\n")
    named = [number for number, line in enumerate(lines, 1) if where[-1] in line]
    return _first(lines, named, where) or _first(lines, range(1, len(lines) + 1), where) or 1


def _first(lines: Sequence[str], numbers: Iterable[int], where: Sequence[str]) -> int | None:
    return next(
        (number for number in numbers if _has("\n".join(lines[:number]), where)),
        None,
    )


def _has(text: str, where: Sequence[str]) -> bool:
    try:
        value: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    for key in where:
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True
