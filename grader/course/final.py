"""The points of an attempt after what course.toml says about its student.

Checks by hand come first, then points by hand, then what lateness takes off, then the bonus.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from grader.course.lateness import ZoneMissing, days_late, moment
from grader.course.rules import CheckRule, ExerciseRules, StudentRule, in_points
from grader.report import Report

NO_ZONE = (
    "only one of the two times, `due` and that of the hand-in, has a time zone. Add a line such as "
    'timezone = "Europe/Berlin" to course.toml'
)
DIGITS = 6  # enough for every share of a point, and none of the noise of adding


class FinalCheck(Struct, frozen=True):
    """A check with points by hand instead of those `graded`, or with a comment."""

    check: str
    graded: float
    points: float
    comment: str = ""


class Final(Struct, frozen=True, kw_only=True):
    """The final points of an attempt, and how they come from the `graded` ones.

    `points` is None if it was not graded and nobody gave points by hand. `by_hand` are the points
    given by hand for the whole, `checks` those for single checks. `sentences` say to the student
    what was changed and why. `unclear` says why lateness is not known, or is empty.
    """

    points: float | None
    max_points: float
    graded: float | None = None
    by_hand: float | None = None
    checks: tuple[FinalCheck, ...] = ()
    days_late: int = 0
    deduction: float = 0.0
    bonus: float = 0.0
    comment: str = ""
    sentences: tuple[str, ...] = ()
    unclear: str = ""

    @property
    def whole_comment(self) -> str:
        """The comment, followed by those on single checks."""
        checks = (f"{one.check}: {one.comment}" for one in self.checks if one.comment)
        return " ".join(filter(None, (self.comment, *checks)))

    @property
    def changed(self) -> bool:
        """Whether there is anything to say beside the graded points."""
        return bool(self.sentences or self.comment or self.checks)


def final(
    report: Report,
    student: str,
    handed_in_at: str,
    late: bool | None,
    rules: ExerciseRules,
    max_points: float,
) -> Final:
    """The final points of a report; `handed_in_at` and `late` are what the platform says.

    `max_points` are those of the exercise, for a report that has none.
    """
    rule = rules.of(student)
    graded = report.score if report.status == "graded" else None
    most = report.max_score if graded is not None else max_points
    checks = tuple(_checks(report, rule)) if graded is not None else ()
    earned = graded
    if earned is not None:
        earned += sum(one.points - one.graded for one in checks)
    if rule.points is not None:
        earned = rule.points
    days, sentence, unclear = _late(handed_in_at, late, rules, rule)
    off = 0.0
    if earned is not None and days and rules.late is not None:
        off = round(min(rules.late.deduction(days, most), earned), DIGITS)
    points = earned
    if earned is not None and (earned != graded or off or rule.bonus):
        points = round(earned - off + rule.bonus, DIGITS)
    return Final(
        points=points,
        max_points=most,
        graded=graded,
        by_hand=rule.points,
        checks=checks,
        days_late=days,
        deduction=off,
        bonus=rule.bonus if earned is not None else 0.0,
        comment=rule.comment,
        sentences=tuple(_sentences(graded, rule, checks, earned, sentence, off)),
        unclear=unclear if earned is not None else "",
    )


def _checks(report: Report, rule: StudentRule) -> Iterator[FinalCheck]:
    for verdict in report.verdicts:
        one: CheckRule | None = rule.checks.get(verdict.check)
        if one is not None:
            points = verdict.score if one.points is None else one.points
            yield FinalCheck(verdict.check, verdict.score, points, one.comment)


def _late(
    handed_in_at: str, late: bool | None, rules: ExerciseRules, rule: StudentRule
) -> tuple[int, str, str]:
    """Days late, a sentence about it, and why it is not known."""
    due = rule.due or rules.due
    if rules.late is None or due is None:
        return 0, "", ""
    if not handed_in_at:
        return 0, "", "late, and no time is known" if late else "no time is known"
    due = moment(due, rules.zone) + rule.extension
    try:
        at = datetime.fromisoformat(handed_in_at)
        days = days_late(at, due, rules.zone, rules.late.grace)
    except ZoneMissing:
        return 0, "", NO_ZONE
    except ValueError:
        return 0, "", "its time cannot be read"
    if not days:
        return 0, "", ""
    begun = "1 day" if days == 1 else f"{days} days"
    came = moment(at, rules.zone)
    return days, f"{begun} late (due {_time(due)}, handed in {_time(came)})", ""


def _time(time: datetime) -> str:
    text = f"{time.day} {time:%B %Y, %H:%M}"
    return text + (f":{time:%S}" if time.second else "")


def _sentences(
    graded: float | None,
    rule: StudentRule,
    checks: tuple[FinalCheck, ...],
    earned: float | None,
    late: str,
    off: float,
) -> Iterator[str]:
    for one in checks:
        if one.points != one.graded:
            given = f"{in_points(one.points)} by hand instead of {one.graded:g}"
            yield f"{one.check}: {given}."
    if rule.points is not None:
        instead = f" instead of {graded:g}" if graded is not None else ""
        yield f"{in_points(rule.points)} by hand{instead}."
    if late and earned is not None:
        yield f"{late}: {in_points(off)} off."
    if rule.bonus and earned is not None:
        yield f"Bonus: {in_points(rule.bonus)}."
