"""What course.toml says, as plain values.

Students are known by their id in the gradebook, checks by their title.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from grader.printable import counted


@dataclass(frozen=True)
class Amount:
    """A number of points, or a part of the points that an exercise has."""

    value: float
    percent: bool = False

    def points(self, max_points: float) -> float:
        """This amount in points."""
        return self.value * max_points / 100 if self.percent else self.value


@dataclass(frozen=True)
class LatePolicy:
    """What is taken off for each day begun after the due time and `grace`, and at most."""

    per_day: Amount
    at_most: Amount | None = None
    grace: timedelta = timedelta()

    @property
    def has_shares(self) -> bool:
        """Whether anything of it depends on the points that the exercise has."""
        return self.per_day.percent or (self.at_most is not None and self.at_most.percent)

    def deduction(self, days: int, max_points: float) -> float:
        """The points to take off for that many days."""
        off = days * self.per_day.points(max_points)
        return off if self.at_most is None else min(off, self.at_most.points(max_points))


@dataclass(frozen=True)
class CheckRule:
    """Points of one check given by hand, or a comment on it."""

    points: float | None = None
    comment: str = ""


@dataclass(frozen=True)
class StudentRule:
    """What is decided for one student.

    `points` replace what the grader found; `due` and `extension` are a later due time.
    """

    due: datetime | None = None
    extension: timedelta = timedelta()
    points: float | None = None
    bonus: float = 0.0
    comment: str = ""
    checks: Mapping[str, CheckRule] = field(default_factory=dict)


@dataclass(frozen=True)
class ExerciseRules:
    """What is decided for one exercise; a due time without a zone is in the course's.

    `note` says that the file is about other exercises only, or is empty. `line_of` finds the line
    where something is decided for a student, which takes a while.
    """

    due: datetime | None = None
    late: LatePolicy | None = None
    zone: tzinfo | None = None
    students: Mapping[str, StudentRule] = field(default_factory=dict)
    note: str = ""
    line_of: Callable[[str], int] = field(default=lambda student: 0, compare=False)

    def of(self, student: str) -> StudentRule:
        """What is decided for a student; nothing by default."""
        return self.students.get(student, StudentRule())


def in_points(points: float) -> str:
    """A number of points in words, such as `1 point` or `2.5 points`."""
    return counted(int(points), "point") if float(points).is_integer() else f"{points:g} points"
