"""A table of course.toml, which reads its values and says in which line one is wrong."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Self

from grader.course.lines import line_of
from grader.course.rules import Amount, in_points
from grader.errors import CourseUnusable
from grader.printable import enumerated, one_line

AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(%|points?)")
LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(day|hour|minute|second)s?")
MAX_LISTED = 8
LONGEST = timedelta(days=3660)
YEARS = range(1900, 3000)
SOME_TIME = '"2026-05-04 23:59"'


@dataclass(frozen=True)
class Table:
    """The values at the keys `where` of a file, whose whole text is `text`.

    Every method raises CourseUnusable with the line, and the student whose table it is.
    """

    place: str
    text: str
    values: dict[str, Any]
    where: tuple[str, ...] = ()

    def __contains__(self, key: str) -> bool:
        return key in self.values

    @property
    def line(self) -> int:
        """Where the table begins."""
        return line_of(self.text, self.where) if self.where else 1

    def knowing(self, *keys: str) -> Self:
        """This table, which may have these keys only."""
        for key in self.values:
            if key not in keys:
                near = closest(key, keys)
                has = near or f" (there is {enumerated([f'`{one}`' for one in keys], MAX_LISTED)})"
                raise self.wrong(key, f"is not known here{has}")
        return self

    def table(self, key: str, wanted: str = "a table") -> Self:
        """The table at a key; an empty one if there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"is not {wanted}")
        return replace(self, values=value, where=(*self.where, key))

    def words(self, key: str) -> str:
        """The text at a key, or ""."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "is not text in quotes")
        return value

    def points(self, key: str, most: float = math.inf) -> float | None:
        """The points at a key, at most `most`; None if there are none."""
        if key not in self.values:
            return None
        value = self.values[key]
        if not is_number(value) or value < 0:
            raise self.wrong(key, "is not a number of points, 0 or more")
        if value > most:
            raise self.wrong(key, f"is {value:g}, above the maximum of {in_points(most)}")
        return float(value)

    def amount(self, key: str) -> Amount | None:
        """The number of points or the share at a key, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        if is_number(value) and value >= 0:
            return Amount(float(value))
        found = AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise self.wrong(key, 'is neither a number of points nor a share such as "10 %"')
        return Amount(float(found[1]), percent=found[2] == "%")

    def length(self, key: str) -> timedelta:
        """The length of time at a key; none by default."""
        value = self.values.get(key, "0 days")
        parts = LENGTH.findall(value) if isinstance(value, str) else []
        if not parts or LENGTH.sub("", value).strip(" ,"):
            raise self.wrong(key, 'is not a length of time such as "2 days" or "15 minutes"')
        try:
            lengths = [timedelta(**{f"{unit}s": float(number)}) for number, unit in parts]
            length = sum(lengths, timedelta())
        except OverflowError:
            length = timedelta.max
        if length > LONGEST:
            raise self.wrong(key, f"is longer than {LONGEST.days} days")
        return length

    def due(self) -> datetime | None:
        """The time at `due`, or None; of a date alone, the end of that day."""
        due = self.values.get("due")
        if isinstance(due, str):
            due = _time(due.strip())
            if due is None:
                raise self.wrong("due", f"is not a time such as {SOME_TIME}")
        if isinstance(due, date) and due.year not in YEARS:  # a datetime is a date, too
            raise self.wrong("due", f"is not a time such as {SOME_TIME}")
        if due is None or isinstance(due, datetime):
            return due
        if isinstance(due, date):
            return datetime(due.year, due.month, due.day) + timedelta(days=1)
        raise self.wrong("due", f"is not a time such as {SOME_TIME}")

    def wrong(self, key: str, what: str) -> CourseUnusable:
        """The error that says what is wrong with a key."""
        where = (*self.where, key)
        named = f"`{one_line(key, 80)}`"
        if "students" in self.where[:-1]:
            student = self.where[self.where.index("students") + 1]
            named += f" of {one_line(student, 80)}"
        end = "" if what.endswith("?") else "."
        return CourseUnusable(
            f"{self.place}, line {line_of(self.text, where)}: {named} {what}{end}"
        )


def _time(text: str) -> datetime | date | None:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def closest(name: str, known: Iterable[str]) -> str:
    """A question after the known name that is closest, or ""."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f". Did you mean `{near[0]}`?" if near else ""


def is_number(value: object) -> bool:
    """Whether a value of TOML is a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False
