"""From graded points to final ones: by hand first, then lateness, then the bonus."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.final import Final, final
from grader.course.rules import Amount, CheckRule, ExerciseRules, LatePolicy, StudentRule
from grader.report import Report, Verdict, not_graded

DUE = datetime(2026, 5, 4, 23, 59)
POLICY = LatePolicy(Amount(10, percent=True), Amount(50, percent=True))


def verdict(title: str, score: float) -> Verdict:
    return Verdict(title, "double", "shown", "passed" if score else "failed", score, 5.0, "", "")


def report(*scores: float) -> Report:
    verdicts = tuple(verdict(f"check {n}", score) for n, score in enumerate(scores, 1))
    return Report(
        exercise="doubling",
        submission="submit.py",
        status="graded",
        score=sum(scores),
        max_score=5.0 * len(scores),
        verdicts=verdicts,
    )


def finally_(
    rule: StudentRule | None = None,
    handed_in_at: str = "",
    *,
    of: Report | None = None,
    rules: ExerciseRules | None = None,
    late: bool | None = None,
) -> Final:
    rules = rules or ExerciseRules(DUE, POLICY)
    rules = replace(rules, students={"alice": rule} if rule else {})
    return final(of or report(5, 3), "alice", handed_in_at, late, rules, 10.0)


def test_two_days_late_cost_two_days() -> None:
    known = finally_(handed_in_at="2026-05-06T10:00:00")
    assert (known.graded, known.days_late, known.deduction, known.points) == (8, 2, 2, 6)
    assert "2 days late" in known.sentences[0]


def test_no_more_is_taken_off_than_the_cap_or_what_there_is() -> None:
    assert finally_(handed_in_at="2026-06-06T10:00:00").points == 3
    assert finally_(handed_in_at="2026-06-06T10:00:00", of=report(1, 0)).points == 0


@pytest.mark.parametrize(
    "rule",
    [
        StudentRule(extension=timedelta(days=2)),
        StudentRule(due=datetime(2026, 5, 6, 23, 59)),
    ],
)
def test_an_extension_makes_it_in_time(rule: StudentRule) -> None:
    assert finally_(rule, "2026-05-06T10:00:00").days_late == 0


def test_a_check_by_hand_replaces_what_was_graded() -> None:
    rule = StudentRule(checks={"check 2": CheckRule(5.0, "Right on paper.")})
    known = finally_(rule)
    assert known.points == 10
    assert (known.checks[0].graded, known.checks[0].points) == (3, 5)
    assert known.whole_comment == "check 2: Right on paper."


def test_a_comment_alone_changes_no_points() -> None:
    rule = StudentRule(comment="Well done.", checks={"check 1": CheckRule(comment="Neat.")})
    known = finally_(rule)
    assert known.points == known.graded == 8
    assert known.changed


def test_lateness_is_taken_from_points_by_hand_but_not_from_the_bonus() -> None:
    known = finally_(StudentRule(points=1.0, bonus=2.0), "2026-06-06T10:00:00")
    assert (known.by_hand, known.deduction, known.bonus, known.points) == (1, 1, 2, 2)


def test_who_was_not_graded_has_points_by_hand_or_none() -> None:
    broken = not_graded("submit.py", "It is a PDF.")
    assert finally_(of=broken, handed_in_at="2026-05-06T10:00:00").points is None
    assert finally_(StudentRule(bonus=1.0), of=broken).points is None
    known = finally_(StudentRule(points=9.0), of=broken)
    assert (known.graded, known.points, known.max_points) == (None, 9, 10)


@pytest.mark.parametrize(
    ("handed_in_at", "late", "due", "words"),
    [
        ("", None, DUE, "no time is known"),
        ("", True, DUE, "late, and no time is known"),
        ("tomorrow", None, DUE, "cannot be read"),
        ("2026-05-06T10:00:00+02:00", None, DUE, "time zone"),
    ],
)
def test_nobody_is_late_without_a_time_and_that_is_said(
    handed_in_at: str, late: bool | None, due: datetime, words: str
) -> None:
    known = finally_(handed_in_at=handed_in_at, late=late, rules=ExerciseRules(due, POLICY))
    assert known.days_late == 0
    assert words in known.unclear


def test_without_a_policy_late_costs_nothing() -> None:
    known = finally_(handed_in_at="2026-06-06T10:00:00", rules=ExerciseRules(DUE))
    assert (known.points, known.changed, known.unclear) == (8, False, "")


@given(
    st.floats(0, 5),
    st.floats(0, 10),
    st.integers(0, 40),
    st.floats(0, 100),
)
def test_the_final_points_are_what_the_parts_say(
    graded: float, bonus: float, days: int, percent: float
) -> None:
    at = (DUE + timedelta(days=days)).isoformat()
    rules = ExerciseRules(DUE, LatePolicy(Amount(percent, percent=True)))
    known = finally_(StudentRule(bonus=bonus), at, of=report(graded, 5), rules=rules)
    assert known.points is not None
    assert known.points == pytest.approx(graded + 5 - known.deduction + bonus, abs=1e-5)
    assert known.points >= bonus - 1e-5
    assert known.days_late == days
