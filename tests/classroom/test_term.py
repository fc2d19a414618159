"""A term: lateness, an extension, an override and a bonus, graded, rejudged and graded again."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from class_factory import RIGHT, SQUARES, Course, Row
from click.testing import Result

Command = Callable[..., Result]
ROSTER = """Username,Full name,Status,Last modified (submission)
alice,Alice A,Submitted for grading,"Monday, 4 May 2026, 11:58 PM"
bob,Bob B,Submitted for grading,"Tuesday, 5 May 2026, 8:00 AM"
carol,Carol C,Submitted for grading,"Thursday, 7 May 2026, 8:00 AM"
dan,Dan D,Submitted for grading,"Wednesday, 6 May 2026, 8:00 AM"
"""
RULES = """
[late]
per_day = "10 %"
at_most = "50 %"

[exercises.doubling]
due = "2026-05-04 23:59"

[exercises.doubling.students.bob]
extension = "1 day"

[exercises.doubling.students.dan]
points = 1
comment = "On paper."
"""
POINTS = ("score", "final_score", "days_late", "deduction", "bonus")


@pytest.fixture
def term(course: Course) -> Course:
    course.hand_in(alice=RIGHT, bob=RIGHT, carol=RIGHT, dan=SQUARES)
    (course.root / "roster.csv").write_text(ROSTER)
    rules(course, RULES)
    return course


def rules(course: Course, text: str) -> None:
    (course.root / "course.toml").write_text(text)


def table(course: Course) -> dict[str, tuple[str, ...]]:
    return {name: tuple(row[key] for key in POINTS) for name, row in course.rows().items()}


def grade(course: Course, run: Command, *more: object) -> Result:
    return run(*course.command("--roster", course.root / "roster.csv", *more))


def listed(course: Course) -> dict[str, Any]:
    students = json.loads((course.output / "grades.json").read_text())["students"]
    return {one["student"]: one for one in students}


def test_a_term_from_grading_to_grading_again(term: Course, run: Command) -> None:
    result = grade(term, run)
    assert result.exit_code == 0, result.output
    most = term.rows()["alice"]["max_score"]
    whole = float(most)
    assert table(term)["alice"] == (most, most, "0", "0", "0")
    assert table(term)["bob"] == (most, most, "0", "0", "0")
    assert table(term)["carol"][2] == "3"
    assert float(table(term)["carol"][1]) == pytest.approx(0.7 * whole)
    assert float(table(term)["dan"][1]) == pytest.approx(1 - 0.2 * whole)
    before = table(term)

    # the same again takes nothing off twice
    grade(term, run)
    assert table(term) == before

    rules(term, RULES + "[exercises.doubling.students.carol]\nbonus = 1\n")
    run("class", "--rejudge", "--yes", *term.without_submissions)
    assert float(table(term)["carol"][1]) == pytest.approx(0.7 * whole + 1)
    assert table(term)["carol"][0] == most

    grade(term, run, "--regrade", "--seed", "7")
    assert float(table(term)["carol"][1]) == pytest.approx(0.7 * whole + 1)
    assert listed(term)["carol"]["final"]["bonus"] == 1
    assert listed(term)["carol"]["report"]["score"] == whole


def exported(course: Course, run: Command) -> dict[str, Row]:
    run("export", course.output, "--to", "csv", "--replace")
    text = (course.output / "export.csv").read_text(encoding="utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


def test_what_is_exported_are_the_final_points_and_why(term: Course, run: Command) -> None:
    grade(term, run)
    rows = exported(term, run)
    assert rows["alice"]["comment"] == ""
    assert float(rows["carol"]["points"]) == pytest.approx(2.1)
    assert "3 days late" in rows["carol"]["comment"]
    assert rows["dan"]["comment"].endswith("On paper.")
    rules(term, RULES + "[exercises.doubling.students.eve]\npoint = 1\n")
    result = run("export", term.output, "--to", "csv", "--replace")
    assert (result.exit_code, "of eve" in result.stderr) == (2, True)
    assert exported(term, run) == rows  # as it was


def test_points_change_and_final_points_follow(term: Course, run: Command) -> None:
    grade(term, run)
    term.edit("exercises/checks.py", "points=1", "points=5")
    run("class", "--rejudge", "--yes", *term.without_submissions)
    carol = term.rows()["carol"]
    assert float(carol["final_score"]) == pytest.approx(0.7 * float(carol["max_score"]))


def test_pages_say_why_final_points_differ(term: Course, run: Command) -> None:
    grade(term, run)
    late = (term.output / "feedback" / "carol.html").read_text()
    assert "3 days late" in late
    assert "On paper." in (term.output / "feedback" / "dan.html").read_text()
    assert "Final points" not in (term.output / "feedback" / "alice.html").read_text()
    assert "Final</th>" in (term.output / "class.html").read_text()


def test_the_best_attempt_is_the_one_worth_most_in_the_end(term: Course, run: Command) -> None:
    late = (term.root / "roster.csv").read_text()
    (term.root / "roster.csv").write_text(late.replace("Thursday, 7 May", "Monday, 4 May"))
    grade(term, run, "--count", "best")
    (term.root / "roster.csv").write_text(late)
    term.hand_in(carol=RIGHT + "# once more\n")
    grade(term, run, "--count", "best")
    row = term.rows()["carol"]
    assert (row["attempt"], row["final_score"]) == ("1", row["max_score"])


def test_points_by_hand_decide_which_attempt_is_best(term: Course, run: Command) -> None:
    check = "double is right for any number"
    rules(term, f'[exercises.doubling.students.dan.checks]\n"{check}" = 2\n')
    grade(term, run, "--count", "best")
    term.hand_in(dan=SQUARES + "# once more\n")
    grade(term, run, "--count", "best")
    assert (term.rows()["dan"]["attempt"], term.rows()["dan"]["final_score"]) == ("2", "2")


def test_who_handed_in_nothing_is_not_said_to_be_in_time(term: Course, run: Command) -> None:
    roster = (term.root / "roster.csv").read_text()
    (term.root / "roster.csv").write_text(roster + "eve,Eve E,No submission,-\n")
    assert "Lateness" not in grade(term, run).stderr


def test_who_is_unknown_or_has_no_time_is_said(term: Course, run: Command) -> None:
    rules(term, RULES.replace("students.bob", "students.bobb"))
    result = run(*term.command())  # without the roster nobody has a time
    assert "course.toml, line 9: bobb is not in the gradebook. Nearest: bob." in result.stderr
    assert "for everybody: no time is known" in result.stderr
    assert {row[2] for row in table(term).values()} == {"0"}


def test_a_wrong_course_file_stops_before_anything_runs(term: Course, run: Command) -> None:
    rules(term, RULES + "[exercises.doubling.students.eve]\npoints = 1000\n")
    result = grade(term, run)
    assert result.exit_code == 2
    assert "line 16: `points` of eve is 1000, above the maximum" in result.stderr
    assert not (term.output / "gradebook.db").exists()
