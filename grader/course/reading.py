"""Reads course.toml, and says in which line and for which student something is wrong.

    timezone = "Europe/Berlin"
    [late]
    per_day = "10 %"
    at_most = "50 %"
    grace = "15 minutes"
    [exercises.NAME]
    due = "2026-05-04 23:59"
    [exercises.NAME.students.alice]
    extension = "2 days"
    points = 17
    bonus = 1
    comment = "..."
    [exercises.NAME.students.alice.checks]
    "title of a check" = { points = 2, comment = "..." }

`[students.alice]` at the top gives an extension in every exercise, and `[exercises.NAME.late]` or
`late = "none"` another policy to one. TOML 1.0: https://toml.io/en/v1.0.0
"""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.course.rules import CheckRule, ExerciseRules, LatePolicy, StudentRule
from grader.course.table import Table, closest, is_number
from grader.errors import CourseUnusable
from grader.printable import enumerated, one_line

COURSE_FILE = "course.toml"
MAX_BYTES = 1 << 20
MAX_NAMED = 5
NONE = "none"
UNQUOTED = re.compile(r"=\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d\s*(#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Worth:
    """An exercise's points: in all, and of each check by its title; None if they are unknown."""

    exercise: str
    points: float = math.inf
    checks: Mapping[str, float] | None = None


# another exercise's part of the file is read as well, to say what is wrong, but not its points
UNKNOWN = Worth("")


def find_course_file(output: Path) -> Path | None:
    """course.toml beside the folder of a class's output, or in it; None if there is none.

    Raises CourseUnusable if there are both.
    """
    places = [output.absolute().parent / COURSE_FILE, output / COURSE_FILE]
    found = [place for place in places if place.exists()]
    if len(found) > 1:
        beside, inside = (one_line(str(place)) for place in found)
        raise CourseUnusable(f"There is {beside} and also {inside}. Keep one of them.")
    return found[0] if found else None


def read_course(path: Path, worth: Worth) -> ExerciseRules:
    """What the file decides for an exercise. Raises CourseUnusable."""
    place = one_line(path.name)
    try:
        content = path.read_bytes()
        if len(content) > MAX_BYTES:
            raise CourseUnusable(f"{path} is larger than the limit of {MAX_BYTES >> 20} MiB.")
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise CourseUnusable(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise CourseUnusable(f"{path} is not UTF-8 text. Save it as UTF-8.") from error
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        advice = "Put times into quotes." if UNQUOTED.search(text) else "Correct that line."
        raise CourseUnusable(f"{path} is not TOML: {error}. {advice}") from error
    return _rules(Table(place, text, values), worth)


def _rules(course: Table, worth: Worth) -> ExerciseRules:
    course.knowing("timezone", "late", "students", "exercises")
    exercises = course.table("exercises")
    for name in exercises.values:
        if name != worth.exercise:
            _exercise(course, exercises.table(name), UNKNOWN)
    rules = _exercise(course, exercises.table(worth.exercise), worth)
    if exercises.values and worth.exercise not in exercises:
        others = enumerated([one_line(name, 80) for name in exercises.values], MAX_NAMED)
        note = f"{course.place} says nothing about {worth.exercise}, only about {others}."
        return replace(rules, note=note)
    return rules


def _exercise(course: Table, exercise: Table, worth: Worth) -> ExerciseRules:
    exercise.knowing("due", "late", "students")
    everywhere, own = course.table("students"), exercise.table("students")
    students = {}
    for student in {**everywhere.values, **own.values}:
        in_all = everywhere.table(student).knowing("extension")
        rule = in_all if student not in own else own.table(student)
        students[student] = _student(rule, in_all, worth)
    late = _late(exercise if "late" in exercise else course)

    def line_of(student: str) -> int:
        return (own if student in own else everywhere).table(student).line

    return ExerciseRules(exercise.due(), late, _zone(course), students, line_of=line_of)


def _late(table: Table) -> LatePolicy | None:
    if table.values.get("late", NONE) == NONE:
        return None
    late = table.table("late", '"none" or a table with `per_day`')
    late.knowing("per_day", "at_most", "grace")
    per_day = late.amount("per_day")
    if per_day is None:
        raise table.wrong("late", 'needs a line such as `per_day = "10 %"`')
    return LatePolicy(per_day, late.amount("at_most"), late.length("grace"))


def _student(student: Table, in_all: Table, worth: Worth) -> StudentRule:
    student.knowing("due", "extension", "points", "bonus", "comment", "checks")
    if "due" in student and "extension" in student:
        raise student.wrong("extension", "stands beside `due`. Keep one of them")
    checks = student.table("checks")
    if checks.values and "points" in student:
        raise student.wrong("points", "would replace the points of `checks`. Keep one of them")
    own_time = "due" in student or "extension" in student
    return StudentRule(
        due=student.due(),
        extension=(student if own_time else in_all).length("extension"),
        points=student.points("points", worth.points),
        bonus=student.points("bonus") or 0.0,
        comment=student.words("comment"),
        checks={title: _check(checks, title, worth) for title in checks.values},
    )


def _check(checks: Table, title: str, worth: Worth) -> CheckRule:
    if worth.checks is not None and title not in worth.checks:
        raise checks.wrong(title, f"is no check of {worth.exercise}{closest(title, worth.checks)}")
    most = math.inf if worth.checks is None else worth.checks[title]
    if is_number(checks.values[title]):
        return CheckRule(checks.points(title, most))
    check = checks.table(title, "points, or a table with `points` and `comment`")
    check.knowing("points", "comment")
    return CheckRule(check.points("points", most), check.words("comment"))


def _zone(course: Table) -> ZoneInfo | None:
    if "timezone" not in course:
        return None
    try:
        return ZoneInfo(course.words("timezone"))
    except (ValueError, OSError, KeyError) as error:
        wrong = 'is not the name of a time zone, such as "Europe/Berlin"'
        raise course.wrong("timezone", wrong) from error
