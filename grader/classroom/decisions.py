"""Applies what people decided in course.toml to attempts; the gradebook keeps them as graded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

from grader.classroom.attempt import Attempt
from grader.classroom.gradebook import Count, Gradebook
from grader.course.final import Final, final
from grader.course.reading import COURSE_FILE, Worth, find_course_file, read_course
from grader.course.rules import ExerciseRules
from grader.errors import CourseUnusable
from grader.exercise.loading import Exercise
from grader.printable import enumerated, one_line

MAX_NAMED = 5


@dataclass(frozen=True)
class Decisions:
    """What course.toml decides for an exercise; `max_points` are those that it has."""

    rules: ExerciseRules
    max_points: float

    def counted(self, book: Gradebook, count: Count) -> Iterator[Attempt]:
        """The attempt of each student that counts, with its final points, sorted by slug.

        "best" is the one with the most final points: a late one may be worth less than another.
        """
        if count == "last" or (self.rules.late is None and not self.rules.students):
            yield from map(self._decided, book.counted(count))
            return
        for _, attempts in groupby(book.attempts(), key=lambda one: one.student.slug):
            yield max(map(self._decided, attempts), key=_worth)

    def _decided(self, attempt: Attempt) -> Attempt:
        known = final(
            attempt.report,
            attempt.student.student,
            attempt.handed_in_at,
            attempt.late,
            self.rules,
            self.max_points,
        )
        return replace(attempt, final=known)

    def notes(self, students: Iterable[str], finals: Iterable[tuple[str, Final]]) -> Iterator[str]:
        """What the instructor has to know: who is unknown, and whose lateness is not known.

        `students` are the ids in the gradebook, `finals` the final points by what a student is
        called.
        """
        if self.rules.note:
            yield self.rules.note
        known = set(students)
        for student in self.rules.students:
            if student not in known:
                near = get_close_matches(student, known, n=1, cutoff=0.6)
                hint = f" Nearest: {one_line(near[0])}." if near else ""
                who = one_line(student, 80)
                line = self.rules.line_of(student)
                yield f"{COURSE_FILE}, line {line}: {who} is not in the gradebook.{hint}"
        yield from _unclear(finals)
        if self.rules.late is not None and not self._has_due:
            yield f"{COURSE_FILE} has no `due` for this exercise, so nobody is late."

    @property
    def _has_due(self) -> bool:
        return self.rules.due is not None or any(
            one.due is not None for one in self.rules.students.values()
        )


def read_decisions(output: Path, exercise: Exercise) -> Decisions:
    """What the course.toml of an output folder decides; nothing where there is none.

    Raises CourseUnusable.
    """
    checks = {check.title: check.points for check in exercise.checks}
    worth = Worth(exercise.name, sum(checks.values()), checks)
    return Decisions(_rules(output, worth), worth.points)


def decisions_in(output: Path, book: Gradebook) -> Decisions:
    """The same where the exercise is not at hand: its points are those of a graded report.

    Raises CourseUnusable.
    """
    graded = (one.report for one in book.attempts() if one.report.status == "graded")
    report = next(graded, None)
    worth = Worth(book.exercise)
    if report is not None:
        checks = {one.check: one.max_score for one in report.verdicts}
        worth = Worth(book.exercise, report.max_score, checks)
    rules = _rules(output, worth)
    if report is None and rules.late is not None and rules.late.has_shares:
        raise CourseUnusable(
            f"{COURSE_FILE} takes a share of the points off, and nobody in the gradebook is "
            "graded, so the points of the exercise are not known. Give `per_day` and `at_most` in "
            "points."
        )
    return Decisions(rules, worth.points)


def _rules(output: Path, worth: Worth) -> ExerciseRules:
    path = find_course_file(output)
    return read_course(path, worth) if path else ExerciseRules()


def _worth(attempt: Attempt) -> tuple[bool, float, int]:
    """What makes one attempt better than another; of equal ones, the later is."""
    points = attempt.final.points if attempt.final else None
    graded = attempt.report.status == "graded"
    return graded, -1.0 if points is None else points, attempt.number


def _unclear(finals: Iterable[tuple[str, Final]]) -> Iterator[str]:
    """Sentences about those whose lateness is not known."""
    whose: dict[str, list[str]] = {}
    everybody = list(finals)
    for who, one in everybody:
        if one.unclear:
            whose.setdefault(one.unclear, []).append(who)
    for reason, names in whose.items():
        who = "everybody" if len(names) == len(everybody) else enumerated(names, MAX_NAMED)
        yield f"Lateness takes nothing off for {who}: {reason}."
