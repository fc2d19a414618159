"""Judging a class again: observations stay, points may change, no submission runs again."""

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from casebooks import Casebooks
from class_factory import (
    MARKER,
    NEARLY,
    RIGHT,
    SQUARES,
    TOKEN,
    TREBLES,
    Course,
    in_process,
)
from click.testing import Result
from places import ROOT

from grader.classroom.grade import grade_class
from grader.classroom.gradebook import Gradebook
from grader.classroom.rejudge import (
    Rejudged,
    Rejudging,
    differences,
    with_earlier_findings,
    with_earlier_points,
)
from grader.errors import ExerciseChanged
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.exercise.recognition import appraise
from grader.grading.session import Session
from grader.intake import collect
from grader.render.changes import MAX_LISTED, render
from grader.render.console import to_text
from grader.report import Cause, Report, Verdict
from grader.sandbox import observe as observing
from grader.sandbox.workers import Workers

Command = Callable[..., Result]
HIDDEN_CHECK = "double is right for any number"
OF_LOSS = r"(returns|gradient_of)\((?!\(|.*relative)(.*?)(?:, absolute=1e-3)?\),"
WIDELY = r"\1(\2, relative=9, absolute=99),"


@pytest.fixture
def run(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Command:
    return in_process(workers, monkeypatch)


def flowing(text: str) -> str:
    return " ".join(text.split())


def rejudge(course: Course, run: Command, *more: object) -> Result:
    """`grade class --rejudge`, once no submission is left that could be run."""
    shutil.rmtree(course.submissions, ignore_errors=True)
    return run("class", "--rejudge", *course.without_submissions, *more)


def changes(course: Course, workers: Workers) -> dict[str, Rejudged]:
    with Gradebook(course.gradebook, "doubling") as book:
        judged = list(Rejudging(Session(course.folders, workers), book).changes())
    return {one.student.student: one for one in judged}


# ------------------------------------------------------------------ telling before keeping


def test_who_changes_and_why_is_shown_and_nothing_kept_without_a_yes(
    course: Course, workers: Workers, run: Command
) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES)
    course.graded(workers)
    before = course.attempts()
    course.edit("solutions/checks.py", "points=2", "points=5")
    result = rejudge(course, run)
    assert result.exit_code == 1
    assert "2 judged again: 2 reports change, 1 with a different score" in result.stdout
    assert f"{HIDDEN_CHECK}: worth 5 instead of 2" in result.stdout
    assert "alice attempt 1 3 of 3 → 6 of 6" in flowing(result.stdout)
    assert "bob attempt 1 0 of 3 → 0 of 6" in flowing(result.stdout)
    assert result.stderr == "Add --yes to keep these changes.\nNothing was changed.\n"
    assert course.attempts() == before
    assert not (course.output / "grades.csv").exists()


def test_with_a_yes_the_changes_are_kept_and_the_class_goes_on(
    course: Course, workers: Workers, run: Command
) -> None:
    course.hand_in(alice=RIGHT + TOKEN, bob=SQUARES)
    course.graded(workers)
    printed = course.printed()
    course.edit("solutions/checks.py", "points=2", "points=5")
    assert rejudge(course, run, "--yes").exit_code == 0
    assert course.scores() == {"alice": "6", "bob": "0"}
    assert course.printed() == printed
    # the gradebook goes with the exercise now: who comes late is graded like the others
    course.hand_in(alice=RIGHT + TOKEN, carol=RIGHT)
    tally = course.graded(workers)
    assert (tally.known, tally.graded) == (1, 1)
    again = rejudge(course, run)
    assert again.exit_code == 0
    assert "3 judged again: no report changes." in again.stdout
    assert course.scores() == {"alice": "6", "bob": "0", "carol": "6"}


def test_no_submission_is_run_again(
    course: Course, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.hand_in(alice=NEARLY, bob=SQUARES + TOKEN, carol=RIGHT)
    course.graded(workers)
    loaded: list[str] = []
    run = observing._Observer.run

    def noting(observer: Any) -> Any:
        loaded.extend(name for name, _ in observer.message["sources"])
        return run(observer)

    monkeypatch.setattr(observing._Observer, "run", noting)
    course.edit("solutions/checks.py", "points=2", "points=5")
    assert set(changes(course, workers)) == {"alice", "bob", "carol"}
    assert set(loaded) == {"solution.py"}


# ------------------------------------------------------------------ what may change


def test_a_wider_tolerance_lets_a_check_pass_that_failed(
    course: Course, workers: Workers, run: Command
) -> None:
    course.hand_in(alice=NEARLY, bob=TREBLES)
    course.graded(workers)
    for half, find in (("exercises", "10.0"), ("solutions", "REFERENCE")):
        course.edit(f"{half}/checks.py", f"returns({find})", f"returns({find}, absolute=0.1)")
    result = rejudge(course, run, "--yes")
    assert result.exit_code == 0
    assert "2 judged again: 1 report changes, 1 with a different score" in result.stdout
    assert f"{HIDDEN_CHECK}: failed before, passed now" in result.stdout
    assert "alice attempt 1 0 of 3 → 3 of 3" in flowing(result.stdout)
    assert "bob attempt" not in flowing(result.stdout)
    assert course.scores() == {"alice": "3", "bob": "0"}


def test_a_hint_changes_words_and_no_score(course: Course, workers: Workers, run: Command) -> None:
    course.hand_in(alice=RIGHT, bob=NEARLY)
    course.graded(workers)
    course.edit("exercises/checks.py", "5 and 5?", "5 plus 5?")
    result = rejudge(course, run, "--yes")
    assert "1 report changes, 0 with a different score" in result.stdout
    assert "double of 5 is 10: different wording" in result.stdout
    assert course.reports()["bob"]["verdicts"][0]["hint"] == "5 plus 5?"
    assert course.scores() == {"alice": "3", "bob": "0"}


def test_a_mistake_that_is_known_by_now_is_named(
    course: Course, workers: Workers, run: Command, with_casebook: Casebooks
) -> None:
    course.hand_in(alice=TREBLES, bob=SQUARES)
    course.graded(workers)
    (course.folders.exercises.parent / "solutions/doubling/mistakes/trebles.py").write_text(
        '"""x comes back three times."""\n\n\ndef double(x):\n    return x + x + x\n'
    )
    with_casebook(course.folders)
    result = rejudge(course, run, "--yes")
    assert "double: cause: trebles instead of has_another_number (slip)" in flowing(result.stdout)
    assert "1 report changes, 0 with a different score" in result.stdout
    verdict = course.reports()["alice"]["verdicts"][1]
    assert (verdict["mistake"], verdict["feedback"]) == ("trebles", "x comes back three times.")
    assert "trebles: 1" in result.stdout  # in the summary


def test_a_check_that_is_no_more_is_told_with_what_it_had_earned(
    course: Course, workers: Workers
) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    course.edit(
        "exercises/checks.py", 'checks = [check("double of', 'checks = []\n[check("double of'
    )
    (change,) = changes(course, workers).values()
    assert change.reasons == ("double of 5 is 10: no longer a check; it earned 1",)
    assert (change.before.score, change.after.score) == (3, 2)


def test_another_title_for_the_same_question_is_a_check_of_its_own(
    course: Course, workers: Workers
) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    course.edit("exercises/checks.py", "double of 5 is 10", "10 is double of 5")
    (change,) = changes(course, workers).values()
    assert change.reasons == (
        "10 is double of 5: a new check, 1 of 1",
        "double of 5 is 10: no longer a check; it earned 1",
    )


def test_checks_in_another_order_change_nothing(course: Course, workers: Workers) -> None:
    course.edit(
        "exercises/checks.py",
        "checks = [",
        'checks = [check("twice 2", double(2.0), returns(4.0), points=1, hint="h"),\n',
    )
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    course.edit("exercises/checks.py", "hint=", "hint= ")
    course.edit("exercises/checks.py", "checks = [", "checks = [*reversed([")
    course.edit("exercises/checks.py", '5?")]', '5?")])]')
    (change,) = changes(course, workers).values()
    assert change.reasons == ()
    assert change.before.score == change.after.score == 4


def test_a_question_that_was_not_asked_needs_everybody_to_be_run(
    course: Course, workers: Workers, run: Command
) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    before = course.attempts()
    course.edit("exercises/checks.py", "double(5.0), returns(10.0)", "double(6.0), returns(12.0)")
    result = rejudge(course, run, "--yes")
    assert result.exit_code == 2
    assert "A check of doubling asks a new question" in result.stderr
    assert "--regrade" in result.stderr
    assert course.attempts() == before


def test_more_trials_of_a_check_are_new_questions(course: Course, workers: Workers) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    course.edit("solutions/checks.py", "trials=2", "trials=3")
    with pytest.raises(ExerciseChanged, match="asks a new question"):
        changes(course, workers)


def test_points_that_earlier_evidence_gave_are_not_taken_away() -> None:
    followed = verdict(outcome="passed", score=2.0, feedback="It follows from a wrong add.")
    before = msgspec.structs.replace(report(), verdicts=(followed,), score=2.0)
    waits = report(waits_for="add", max_score=4.0)
    after = with_earlier_points(before, waits)
    (kept,) = after.verdicts
    assert (kept.outcome, kept.feedback, kept.waits_for) == ("passed", followed.feedback, "")
    assert (kept.score, kept.max_score, after.score) == (4.0, 4.0, 4.0)


def test_what_failed_or_does_not_wait_gets_no_points_of_before() -> None:
    passed = report(outcome="passed", score=2.0, feedback="It follows from a wrong add.")
    assert with_earlier_points(passed, report()) == report()
    waits = report(waits_for="add")
    assert with_earlier_points(report(), waits) == waits


def test_a_guess_beside_what_waits_keeps_what_it_earned() -> None:
    guess = verdict(check="a guess", outcome="passed", score=1.0, max_score=1.0, feedback="")
    before = msgspec.structs.replace(report(outcome="passed", score=2.0), verdicts=(guess,))
    worthless = msgspec.structs.replace(guess, score=0.0)
    waiting = verdict(waits_for="add")
    after = msgspec.structs.replace(report(), verdicts=(worthless, waiting))
    judged = with_earlier_points(before, after)
    assert [one.score for one in judged.verdicts] == [1.0, 0.0]
    assert judged.score == 1.0


def test_what_was_earned_beside_a_right_function_stays_when_the_own_one_is_right_by_now(
    workers: Workers, tmp_path: Path
) -> None:
    for half in ("exercises", "solutions"):
        shutil.copytree(ROOT / half / "linear_regression", tmp_path / half / "linear_regression")
    folders = Folders(tmp_path / "exercises", tmp_path / "solutions")
    exercise = load("linear_regression", folders)
    text = next(one.whole_text for one in exercise.mistakes if one.name == "halves_the_mean")
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions" / "alice.py").write_text(text)
    identify = partial(appraise, folders=folders)
    handed_in = collect(tmp_path / "submissions", identify, exercise.name).handed_in
    with Gradebook(tmp_path / "gradebook.db", exercise.name) as book:
        for _ in grade_class(Session(folders, workers), book, handed_in, seed=4):
            pass
        for half in ("exercises", "solutions"):
            file = tmp_path / half / exercise.name / "checks.py"
            widened = re.sub(OF_LOSS, WIDELY, file.read_text())
            file.write_text(widened)
        (judged,) = Rejudging(Session(folders, workers), book).changes()
    assert judged.before.score == 11
    assert judged.after.score == 20
    assert judged.after.causes == ()
    assert {one.feedback for one in judged.after.verdicts} == {""}


def test_causes_of_before_stay_with_what_was_seen_beside_right_functions() -> None:
    cause = Cause("add", "slip", "minus", "It takes away.", ("left", "gained"))
    kept, left, gained = (verdict(check=one, function="add") for one in ("kept", "left", "gained"))
    had = msgspec.structs.replace(kept, outcome="passed", score=2.0, feedback="")
    gains = msgspec.structs.replace(gained, outcome="passed", score=2.0)
    before = msgspec.structs.replace(report(), verdicts=(had, left, gained), causes=(cause,))
    after = msgspec.structs.replace(report(), verdicts=(kept, left, gains))
    judged = with_earlier_findings(before, after, {"add"})
    assert judged.verdicts == (had, left, gains)
    assert judged.score == 4.0
    assert judged.causes == (msgspec.structs.replace(cause, checks=("left",)),)
    assert with_earlier_findings(before, after, ()) == after


# ------------------------------------------------------------------ who is judged


def test_every_attempt_is_judged_by_the_questions_of_its_own_run(
    course: Course, workers: Workers
) -> None:
    course.hand_in(alice=NEARLY, bob=RIGHT)
    course.graded(workers, seed=1)
    course.hand_in(alice=RIGHT, carol=RIGHT)
    course.graded(workers, seed=2)
    course.edit("solutions/checks.py", "points=2", "points=5")
    with Gradebook(course.gradebook, "doubling") as book:
        judged = list(Rejudging(Session(course.folders, workers), book).changes())
    told = [(one.student.student, one.number, one.after.seed, one.after.score) for one in judged]
    assert told == [("alice", 1, 1, 0), ("alice", 2, 2, 6), ("bob", 1, 1, 6), ("carol", 1, 2, 6)]


def test_what_could_not_be_read_stays_so(course: Course, workers: Workers, run: Command) -> None:
    course.hand_in(alice=RIGHT, bob=b"\xff")
    course.graded(workers)
    course.edit("solutions/checks.py", "points=2", "points=5")
    result = rejudge(course, run, "--yes")
    assert "1 judged again" in result.stdout
    assert course.scores() == {"alice": "6", "bob": ""}
    assert "is not UTF-8" in course.rows()["bob"]["reason"]


def test_how_a_submission_was_run_stays_in_its_report(course: Course, workers: Workers) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    course.edit("solutions/checks.py", "points=2", "points=5")
    (change,) = changes(course, workers).values()
    assert change.after.isolation == change.before.isolation == "none"
    assert change.after.seconds == change.before.seconds
    assert change.after.sha256 == change.before.sha256


def test_what_hung_or_raised_or_crashed_is_judged_as_it_was_seen(
    course: Course, workers: Workers
) -> None:
    course.hand_in(
        alice=MARKER + "def double(x):\n    raise ValueError('no')\n",
        bob=MARKER + "import os\ndef double(x):\n    os._exit(3)\n",
        carol=MARKER + "number = 1\n",
        dave=RIGHT + "1 / 0\n",
    )
    course.graded(workers)
    assert {name: one.reasons for name, one in changes(course, workers).items()} == dict.fromkeys(
        ("alice", "bob", "carol", "dave"), ()
    )
    for one in changes(course, workers).values():
        assert one.before == one.after


# ------------------------------------------------------------------ wrong use


def test_no_grade_changes_for_pages_that_could_not_be_written(
    course: Course, workers: Workers, run: Command
) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    before = course.attempts()
    course.edit("solutions/checks.py", "points=2", "points=5")
    (course.folders.exercises / "doubling" / "figures.py").write_text("1 / 0\n")
    result = rejudge(course, run, "--yes")
    assert result.exit_code == 3
    assert "figures.py cannot be used: ZeroDivisionError" in flowing(result.stderr)
    assert course.attempts() == before


def test_without_a_gradebook_there_is_nothing_to_judge(course: Course, run: Command) -> None:
    result = rejudge(course, run)
    assert result.exit_code == 3
    assert "gradebook.db does not exist. `grade class` creates it." in result.stderr
    assert not course.output.exists()


def test_without_the_hidden_half_no_points_are_taken_away(
    course: Course, workers: Workers, run: Command
) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    before = course.attempts()
    result = run("class", "--rejudge", "--yes", "-o", course.output, *course.options[:2])
    assert result.exit_code == 2
    assert "The hidden half of doubling is missing" in result.stderr
    assert course.attempts() == before


# ------------------------------------------------------------------ words


def verdict(**more: Any) -> Verdict:
    said = {
        "check": "it adds", "function": "add", "visibility": "shown", "outcome": "failed",
        "score": 0.0, "max_score": 2.0, "observed": "3", "feedback": "3",
    }  # fmt: skip
    return Verdict(**{**said, **more})


def report(**more: Any) -> Report:
    one = verdict(**more)
    return Report(
        exercise="adding", submission="submit.py", status="graded", verdicts=(one,),
        score=one.score, max_score=one.max_score,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({}, {}, []),
        ({}, {"outcome": "passed", "score": 2.0}, ["failed before, passed now"]),
        ({}, {"max_score": 3.0}, ["worth 3 instead of 2"]),
        ({}, {"score": 1.0}, ["earns 1 instead of 0"]),
        ({}, {"hint": "Add them."}, ["different wording"]),
        ({}, {"feedback": "It returned 3."}, ["different wording"]),
        (
            {},
            {"outcome": "passed", "score": 3.0, "max_score": 3.0, "mistake": None},
            ["failed before, passed now; worth 3 instead of 2"],
        ),
    ],
)
def test_each_difference_has_words(
    before: dict[str, Any], now: dict[str, Any], told: list[str]
) -> None:
    said = list(differences(report(**before), report(**now)))
    assert said == [f"it adds: {reason}" for reason in told]


SUBTRACTS = Cause("add", "mistake", "subtracts", "The second number is taken away.", ("it adds",))
SWAPPED = Cause("add", "slip", "swaps_operands", "The operands are swapped.", ("it adds",))
REWORDED = msgspec.structs.replace(SUBTRACTS, text="One number is taken away.")


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (None, SUBTRACTS, ["add: cause: subtracts instead of none"]),
        (SUBTRACTS, None, ["add: cause: none instead of subtracts"]),
        (SWAPPED, SUBTRACTS, ["add: cause: subtracts instead of swaps_operands (slip)"]),
        (SUBTRACTS, REWORDED, ["add: cause: different wording"]),
        (SUBTRACTS, SUBTRACTS, []),
    ],
)
def test_another_cause_is_one_difference_of_its_function(
    before: Cause | None, now: Cause | None, told: list[str]
) -> None:
    assert list(differences(explained(before), explained(now))) == told


def test_an_earlier_report_has_the_causes_that_its_verdicts_name() -> None:
    earlier = report(mistake="subtracts", feedback=SUBTRACTS.text)
    assert list(differences(earlier, explained(SUBTRACTS))) == []


def explained(cause: Cause | None) -> Report:
    """A report on a function with that cause."""
    known = {"feedback": cause.text} if cause else {}
    return msgspec.structs.replace(report(**known), causes=(cause,) if cause else ())


def test_of_a_large_class_the_first_changes_are_shown_and_the_rest_counted(
    course: Course, workers: Workers
) -> None:
    course.hand_in(alice=RIGHT)
    course.graded(workers)
    course.edit("solutions/checks.py", "points=2", "points=5")
    (change,) = changes(course, workers).values()
    text = to_text(render([change] * (MAX_LISTED + 7), 70), "utf-8")
    assert text.count("3 of 3 → 6 of 6") == MAX_LISTED
    assert "… and 7 more" in text
