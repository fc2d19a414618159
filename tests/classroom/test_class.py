"""`grade class`: whatever form a class comes in, who earned what, once and for a reason."""

import csv
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import needs
import pytest
from class_factory import (
    NEARLY,
    RIGHT,
    SQUARES,
    TOKEN,
    TREBLES,
    Course,
    in_process,
    write_course,
)
from click.testing import Result
from commands import Run
from reports import full_marks, notebook

from grader.classroom.gradebook import Gradebook
from grader.errors import SandboxUnavailable
from grader.grading.one import Grading
from grader.intake.names import slug_apart
from grader.report import Report
from grader.sandbox.self_attack import attack_sandbox
from grader.sandbox.start import default_jobs
from grader.sandbox.workers import PLAIN, SANDBOXED, Workers

pytestmark = needs.sandbox

TELLS_ITS_CORES = "import os\nprint(*os.sched_getaffinity(0))\n" + RIGHT

Command = Callable[..., Result]
Files = dict[str, str]


def flowing(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ where a class comes from


def folder(root: Path, files: Files) -> Path:
    for name, text in files.items():
        file = root / "class" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root / "class"


def archive(root: Path, files: Files) -> Path:
    with zipfile.ZipFile(root / "class.zip", "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return root / "class.zip"


GRADESCOPE = """\
submission_51:
  :submitters:
  - :name: Alice A.
    :sid: '1001'
    :email: alice@example.org
submission_52:
  :submitters:
  - :name: Bob B.
    :sid: '1002'
    :email: bob@example.org
"""
LAYOUTS: dict[str, tuple[Callable[[Path, Files], Path], Files, dict[str, str]]] = {
    "a folder of files": (
        folder,
        {"alice.py": RIGHT, "bob.ipynb": notebook(SQUARES)},
        {"alice": "3", "bob": "0"},
    ),
    "a folder per student": (
        folder,
        {"alice/submit.py": RIGHT, "alice/notes.py": "", "bob/submit.py": SQUARES},
        {"alice": "3", "bob": "0"},
    ),
    "an nbgrader tree": (
        folder,
        {
            "submitted/alice/hw1/work.ipynb": notebook(RIGHT),
            "submitted/bob/hw1/work.ipynb": notebook(SQUARES),
            "source/hw1/work.ipynb": notebook(TREBLES),
        },
        {"alice": "3", "bob": "0"},
    ),
    "a Moodle download": (
        archive,
        {
            "Alice A_1001_assignsubmission_file_/submit.py": RIGHT,
            "Bob B_1002_assignsubmission_file_/submit.py": SQUARES,
            "Carol C_1003_assignsubmission_onlinetext_/onlinetext.html": "<p>",
        },
        {"1001": "3", "1002": "0", "1003": ""},
    ),
    "a Canvas download": (
        archive,
        {
            "aalice_1001_501_submit.py": SQUARES,
            "aalice_1001_502_submit-1.py": RIGHT,
            "bbob_LATE_1002_503_submit.py": SQUARES,
        },
        {"1001": "3", "1002": "0"},
    ),
    "a Gradescope export": (
        archive,
        {
            "assignment_9_export/submission_metadata.yml": GRADESCOPE,
            "assignment_9_export/submission_51/submit.py": RIGHT,
            "assignment_9_export/submission_52/submit.py": SQUARES,
        },
        {"1001": "3", "1002": "0"},
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whatever_form_a_class_comes_in_each_student_has_a_score(
    layout: str, course: Course, grade: Run
) -> None:
    pack, files, scores = LAYOUTS[layout]
    ran = grade(
        "class", pack(course.root, files), "-o", course.output, "--jobs", 1, *course.options
    )
    assert ran.err.startswith(f"{layout}: {len(scores)} students, doubling\n")
    assert ran.code == (1 if "" in scores.values() else 0)
    assert course.scores() == scores
    assert {row["isolation"] for row in course.rows().values() if row["score"]} <= set(SANDBOXED)


def test_names_that_a_platform_tells_stand_in_the_table(course: Course, run: Command) -> None:
    _, files, _ = LAYOUTS["a Gradescope export"]
    result = run("class", archive(course.root, files), *course.without_submissions)
    assert result.exit_code == 0
    assert sorted(row["name"] for row in course.rows().values()) == ["Alice A.", "Bob B."]


def test_what_is_nobodys_is_said(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT)
    (course.submissions / "notes.pdf").write_bytes(b"")
    assert "  notes.pdf is not a .py or .ipynb file.\n" in run(*course.command()).stderr


def test_what_was_handed_in_beside_is_said_in_the_report(course: Course, run: Command) -> None:
    files = {"submit.py": RIGHT, "utils.py": "x = 1\n"}
    run("class", folder(course.root, files), *course.without_submissions)
    ((student, report),) = course.reports().items()
    assert (student, report["score"]) == ("class", report["max_score"])
    (remark,) = report["remarked"]
    assert remark["kind"] == "beside"
    assert "utils.py was handed in beside it and is not used" in remark["text"]
    assert run("class", "--rejudge", "--yes", *course.without_submissions).exit_code == 0
    assert course.reports()[student]["remarks"] == [remark["text"]]


def test_one_file_for_another_exercise_is_not_graded(tmp_path: Path, grade: Run) -> None:
    files = {
        "alice.py": "# exercise: quadratic_regression\ndef mse(a, b):\n    return 0\n",
        "bob.py": "def compute_loss(*args):\n    return 0\n",
        "carol.py": "def mse(a, b):\n    return 0\ncompute_loss = mse\n",
    }
    output = tmp_path / "out"
    grade("class", folder(tmp_path, files), "-o", output, "--exercise", "linear_regression")
    listed = json.loads((output / "grades.json").read_text(encoding="utf-8"))["students"]
    found = {one["student"]: (one["report"]["status"], one["report"]["reason"]) for one in listed}
    assert found == {
        "alice": ("not_graded", "alice.py is for quadratic_regression, not for linear_regression."),
        "bob": ("graded", None),
        "carol": ("graded", None),
    }


def test_times_and_lateness_are_columns(course: Course, run: Command) -> None:
    files = {
        "HW_al_attempt_2024-09-24-10-11-12_submit.py": SQUARES,
        "HW_al_attempt_2024-09-25-10-11-12_submit.py": RIGHT,
    }
    run("class", archive(course.root, files), *course.without_submissions)
    (row,) = course.rows().values()
    assert (row["handed_in_at"], row["late"]) == ("2024-09-25T10:11:12", "")
    (course.root / "canvas").mkdir()
    canvas = {"alal_LATE_1_2_submit.py": RIGHT, "bobo_3_4_submit.py": RIGHT}
    path = archive(course.root / "canvas", canvas)
    run("class", path, "-o", course.root / "canvas" / "out", *course.options)
    late = Course(course.root / "canvas")
    assert "yes" in (late.root / "out" / "grades.csv").read_text(encoding="utf-8")


def test_an_id_in_another_case_is_the_same_student_where_that_is_clear(
    course: Course, run: Command
) -> None:
    course.hand_in(alice=SQUARES, bob=RIGHT)
    run(*course.command())
    (course.submissions / "alice.py").unlink()
    course.hand_in(Alice=RIGHT)
    run(*course.command())
    assert sorted(course.rows()) == ["alice", "bob"]
    assert course.rows()["alice"]["attempt"] == "2"
    course.hand_in(alice=SQUARES)  # now there are two
    run(*course.command())
    assert sorted(course.rows()) == ["Alice", "alice", "bob"]


def test_a_student_is_dropped_for_good_until_restored(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES)
    assert "2 students" in run(*course.command()).stdout
    result = run("students", course.output, "--drop", "bob", *course.options)
    assert result.exit_code == 0, result.output
    assert "1 student" not in result.stdout  # no summary for a change of one row
    assert sorted(course.rows()) == ["alice"]
    assert not (course.output / "feedback" / "bob.html").exists()
    assert "bob" not in (course.output / "class.html").read_text(encoding="utf-8")
    run(*course.command())
    assert sorted(course.rows()) == ["alice"]
    run("students", course.output, "--restore", "bob", *course.options)
    run(*course.command())
    assert sorted(course.rows()) == ["alice", "bob"]


def test_who_was_dropped_stays_so_in_another_case(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES)
    run(*course.command())
    run("students", course.output, "--drop", "bob", *course.options)
    (course.submissions / "bob.py").rename(course.submissions / "Bob.py")
    run(*course.command())
    assert sorted(course.rows()) == ["alice"]


def test_two_files_of_one_renamed_student_are_left_to_people(course: Course, run: Command) -> None:
    course.hand_in(alice=SQUARES, alicia=RIGHT, bob=RIGHT)
    run(*course.command())
    run("students", course.output, "--rename", "alicia", "alice", *course.options)
    course.hand_in(alice=TREBLES)
    run(*course.command())
    row = course.rows()["alice"]
    assert (row["status"], row["score"]) == ("not_graded", "")
    assert "alice handed in several times" in row["reason"]
    assert "one person here (alice and alicia)" in row["reason"]


def test_ids_that_end_in_the_digest_of_another_stop_nobody(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT, Alice=SQUARES)
    course.hand_in(**{slug_apart("Alice"): RIGHT, "a\x7fb": RIGHT, "a\x01b": SQUARES})
    result = run(*course.command())
    assert result.exit_code == 0, result.output
    assert len(course.rows()) == 5
    assert course.scores()["Alice"] == "0"


def test_two_ids_of_one_person_become_one(course: Course, run: Command) -> None:
    course.hand_in(alice=SQUARES, alicia=RIGHT, bob=RIGHT)
    run(*course.command())
    run("students", course.output, "--rename", "alicia", "alice", *course.options)
    assert sorted(course.rows()) == ["alice", "bob"]
    assert course.rows()["alice"]["attempt"] == "2"
    run("students", course.output, "--rename", "bob", "robert", *course.options)
    assert (course.output / "feedback" / "robert.html").exists()
    assert not (course.output / "feedback" / "bob.html").exists()
    run(*course.command())
    assert sorted(course.rows()) == ["alice", "robert"]
    assert run("students", course.output).stdout == "alice\nrobert\n"


def test_who_is_absent_by_one_id_keeps_what_came_in_by_the_other(
    course: Course, run: Command
) -> None:
    course.hand_in(a1008=RIGHT)
    people = course.root / "roster.csv"
    people.write_text("id;name\ns1;Al Poe\n", "utf-8-sig")
    run(*course.command("--roster", people))
    assert course.rows()["s1"]["status"] == "not_graded"
    run("students", course.output, "--rename", "a1008", "s1", *course.options)
    assert {student: row["status"] for student, row in course.rows().items()} == {"s1": "graded"}


def test_a_roster_gives_names_and_rows_and_splits_nobody(course: Course, run: Command) -> None:
    course.hand_in(janeroe=RIGHT)
    run(*course.command())
    people = course.root / "roster.csv"
    people.write_text("id;name;github_username\ns1;Jané Roe;JaneRoe\ns2;Al Poe;alp\n", "utf-8-sig")
    course.hand_in(alp=SQUARES, mallory=RIGHT)
    result = run(*course.command("--roster", people))
    assert "mallory is not in the roster." in result.stderr
    names = {student: row["name"] for student, row in course.rows().items()}
    assert names == {"janeroe": "Jané Roe", "mallory": "", "s2": "Al Poe"}
    (course.submissions / "alp.py").unlink()
    (course.submissions / "janeroe.py").unlink()
    run(*course.command("--roster", people))
    assert course.rows()["s2"]["status"] == "graded"  # what was handed in before stays
    fresh = Course(course.root / "fresh")
    run("class", course.submissions, "--roster", people, "-o", fresh.output, *course.options)
    assert fresh.rows()["s1"]["reason"] == "Jané Roe (s1) is in the roster and handed in nothing."


def test_a_student_nobody_knows_is_said_with_the_nearest(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT)
    run(*course.command())
    result = run("students", course.output, "--drop", "alise", *course.options)
    assert result.exit_code == 2
    assert "alise is not in the gradebook. Did you mean alice?" in result.stderr


def test_the_output_folder_is_nobody_s(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT)
    output = course.submissions / "graded"
    for _ in range(2):
        run("class", course.submissions, "-o", output, *course.options)
    with Gradebook.reading(output / "gradebook.db") as book:
        assert [one.student.student for one in book.attempts()] == ["alice"]


# ------------------------------------------------------------------ what is written


def test_a_class_has_a_table_its_reports_and_a_summary(course: Course, grade_process: Run) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES, carol=TREBLES, dave=b"\xff", erin=" \n")
    ran = grade_process(*course.command("--seed", 11))
    assert ran.code == 1  # two could not be read
    assert "3 graded, 2 not graded" in ran.err
    assert "self-test passed" in ran.err
    assert ran.out == (course.output / "summary.txt").read_text(encoding="utf-8")
    assert "5 students: 3 graded, 2 not graded" in ran.out
    assert "squares: 1" in ran.out
    rows = course.rows()
    assert rows["alice"]["double is right for any number"] == "2"
    assert rows["bob"]["double of 5 is 10"] == "0"
    reports = course.reports()
    assert list(rows) == list(reports) == ["alice", "bob", "carol", "dave", "erin"]
    assert full_marks(reports["alice"])
    assert reports["bob"]["verdicts"][1]["mistake"] == "squares"
    assert {reports[name]["seed"] for name in ("alice", "bob", "carol")} == {11}
    left = {path.name for path in course.output.iterdir()}
    assert left == {
        "gradebook.db", "gradebook.db.lock", "grades.csv", "grades.json", "summary.txt",
        "class.html", "feedback",
    }  # fmt: skip
    pages = {path.name for path in (course.output / "feedback").iterdir()}
    assert pages == {"alice.html", "bob.html", "carol.html", "dave.html", "erin.html"}


def test_what_cannot_be_read_has_a_reason_and_no_score(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT, dave=b"\xff", erin=" \n")
    result = run(*course.command())
    assert result.exit_code == 1
    rows, reports = course.rows(), course.reports()
    for student, reason in (("dave", "is not UTF-8 text (line 1)"), ("erin", "is empty")):
        row = rows[student]
        assert (row["status"], row["score"], row["max_score"]) == ("not_graded", "", "")
        assert reason in row["reason"]
        assert reason in result.stdout  # the summary lists them
        assert row["double of 5 is 10"] == ""
        assert (reports[student]["status"], reports[student]["verdicts"]) == ("not_graded", [])
    assert "mean 3 and median 3 of 3 points" in result.stdout  # nobody counts as 0


def test_without_the_sandbox_everything_says_so(course: Course, grade_process: Run) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES)
    ran = grade_process(*course.command("--no-sandbox"))
    assert ran.code == 0
    assert "NOT SANDBOXED (--no-sandbox)" in ran.err
    assert {row["isolation"] for row in course.rows().values()} == {"none"}
    assert {report["isolation"] for report in course.reports().values()} == {"none"}
    assert "isolation: none" in ran.out


# ------------------------------------------------------------------ attempts


def test_what_is_unchanged_is_not_run_again_and_a_change_is_a_further_attempt(
    course: Course, run: Command
) -> None:
    course.hand_in(alice=RIGHT + TOKEN, bob=SQUARES + TOKEN, carol=b"\xff")
    assert run(*course.command()).exit_code == 1
    first = course.printed()
    course.hand_in(bob=RIGHT + TOKEN, carol=RIGHT)
    result = run(*course.command())
    assert result.exit_code == 0
    assert "2 graded, 1 unchanged\n" in result.stderr
    assert course.scores() == {"alice": "3", "bob": "3", "carol": "3"}
    assert {name: row["attempt"] for name, row in course.rows().items()} == {
        "alice": "1",
        "bob": "2",
        "carol": "2",
    }
    then = course.printed()
    assert then["alice"] == first["alice"]
    assert then["bob"] != first["bob"]


def test_the_last_attempt_counts_or_the_best(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES)
    run(*course.command())
    course.hand_in(alice=SQUARES, bob=RIGHT)
    run(*course.command())
    assert course.scores() == {"alice": "0", "bob": "3"}
    assert run(*course.command("--count", "best")).exit_code == 0
    assert course.scores() == {"alice": "3", "bob": "3"}
    assert course.rows()["alice"]["attempt"] == "1"
    # what was handed in first is handed in once more: it is the last, and was graded already
    course.hand_in(alice=RIGHT)
    assert "2 unchanged" in run(*course.command()).stderr
    assert course.scores() == {"alice": "3", "bob": "3"}


def test_a_student_who_hands_in_nothing_new_keeps_the_score(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT, bob=RIGHT)
    run(*course.command())
    (course.submissions / "alice.py").unlink()
    course.hand_in(bob=SQUARES)
    assert run(*course.command()).exit_code == 0
    assert course.scores() == {"alice": "3", "bob": "0"}


# ------------------------------------------------------------------ an exercise that changes


def test_where_the_exercise_changed_both_ways_on_are_named(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT)
    run(*course.command())
    before = (course.output / "grades.csv").read_bytes()
    course.edit("solutions/checks.py", "points=2", "points=5")
    course.hand_in(bob=RIGHT)
    result = run(*course.command())
    assert result.exit_code == 2
    assert "doubling has changed since" in result.stderr
    assert "--rejudge" in result.stderr
    assert "--regrade" in result.stderr
    assert (course.output / "grades.csv").read_bytes() == before
    assert [one.student.student for one in course.attempts()] == ["alice"]


def test_regrading_runs_everything_anew_with_other_questions(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT + TOKEN, bob=SQUARES + TOKEN)
    run(*course.command())
    before = course.attempts()
    course.edit("solutions/checks.py", "points=2", "points=5")
    result = run(*course.command("--regrade"))
    assert result.exit_code == 0
    assert "2 graded\n" in result.stderr
    assert course.scores() == {"alice": "6", "bob": "0"}
    for old, new in zip(before, course.attempts(), strict=True):
        assert (old.student, old.number, old.sha256) == (new.student, new.number, new.sha256)
        assert old.seed != new.seed
        assert old.report.output != new.report.output
    assert run(*course.command()).exit_code == 0  # nothing is mixed any more


def test_a_seed_asks_what_it_asked_before(course: Course, run: Command) -> None:
    course.hand_in(alice=TREBLES)
    run(*course.command("--seed", 5))
    five = course.reports()["alice"]
    run(*course.command("--regrade", "--seed", 6))
    six = course.reports()["alice"]
    run(*course.command("--regrade", "--seed", 5))
    again = course.reports()["alice"]
    assert [one["seed"] for one in (five, six, again)] == [5, 6, 5]
    observed = [one["verdicts"][1]["observed"] for one in (five, six, again)]
    assert observed[0] == observed[2] != observed[1]


# ------------------------------------------------------------------ one after the other, or beside


SHORT: dict[str, str | None] = {
    "exercises/exercise.toml": """\
title = "Doubling a number"
order = 7
functions = ["double"]
time_limit_seconds = 3
check_time_limit_seconds = 1
memory_limit_mib = 256
"""
}


def test_one_that_hangs_holds_up_nobody_else(tmp_path: Path, grade_process: Run) -> None:
    course = write_course(tmp_path, SHORT)
    rest = {f"student{number}": RIGHT for number in range(6)}
    course.hand_in(
        alice=RIGHT + "while True: pass\n",
        bob="# exercise: doubling\ndef double(x):\n    while True: pass\n",
        **rest,
    )
    ran = grade_process(*course.command(jobs=2))
    assert ran.code == 0
    scores = course.scores()
    assert {scores[name] for name in rest} == {"3"}
    assert scores["alice"] == "3"  # the statement that never came back was passed over
    assert scores["bob"] == "0"
    outcomes = {one["outcome"] for one in course.reports()["bob"]["verdicts"]}
    assert outcomes == {"timeout"}
    order = [one.student.student for one in sorted(course.attempts(), key=lambda one: one.id)]
    assert order.index("student0") < order.index("bob")


@pytest.mark.parametrize(
    ("options", "levels", "at_once"),
    [
        ([], SANDBOXED, default_jobs()),
        (["--jobs", "3"], SANDBOXED, 3),
        (["-j", "1", "--no-sandbox"], PLAIN, 1),
    ],
)
def test_as_many_are_graded_at_once_as_is_asked_for(
    options: list[str],
    levels: object,
    at_once: int,
    course: Course,
    run: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[object, ...]] = []

    def start(*arguments: object) -> Workers:
        asked.append(arguments)
        raise SandboxUnavailable("it is not asked for here")

    monkeypatch.setattr("grader.sandbox.start.start_workers", start)
    course.hand_in(alice=RIGHT)
    result = run("class", course.submissions, *course.without_submissions, *options)
    assert result.exit_code == 3
    assert [one[:2] for one in asked] == [(levels, at_once)]


@needs.linux
def test_where_all_cores_are_used_each_submission_stays_on_one(
    course: Course, sandbox: Workers
) -> None:
    ours = os.sched_getaffinity(0)
    course.hand_in(**dict.fromkeys(("alice", "bob", "carol", "dan"), TELLS_ITS_CORES))
    course.graded(sandbox, jobs=len(ours))
    cores = [set(map(int, text.split())) for text in course.printed().values()]
    assert [len(one) for one in cores] == [1] * 4
    assert set().union(*cores) <= ours
    assert os.sched_getaffinity(0) == ours


@needs.linux
def test_with_other_numbers_at_once_submissions_go_where_there_is_room(
    course: Course, sandbox: Workers
) -> None:
    ours = os.sched_getaffinity(0)
    course.hand_in(bob=TELLS_ITS_CORES)
    course.graded(sandbox, jobs=len(ours))  # the process that starts them stays on a core
    course.hand_in(alice=TELLS_ITS_CORES)
    course.graded(sandbox, jobs=len(ours) + 1)
    assert set(map(int, course.printed()["alice"].split())) == ours


def test_how_many_are_graded_at_once_changes_no_report(course: Course, sandbox: Workers) -> None:
    course.hand_in(**{f"student{n}": (RIGHT, SQUARES, TREBLES, NEARLY)[n % 4] for n in range(8)})

    def reports(jobs: int) -> list[dict[str, Any]]:
        course.graded(sandbox, jobs=jobs, seed=4, regrade=True)
        return [
            {name: getattr(one.report, name) for name in ("submission", "score", "verdicts")}
            for one in course.attempts()
        ]

    assert reports(1) == reports(4)


# ------------------------------------------------------------------ wrong use


FIGURES = """\
from grader.checks import function
from grader.figures import figure


def plot(axes, seen, expected):
    axes.plot([seen["one"]])
    return "a point"


figures = [figure("A point", plot, one=function("double")(1000.0))]
"""


def test_pages_say_what_pictures_they_lack(tmp_path: Path, grade: Run) -> None:
    course = write_course(tmp_path, {"exercises/figures.py": FIGURES})
    course.hand_in(ada=RIGHT, ben=SQUARES)
    grade(*course.command("--no-html"))
    late = grade(*course.command())
    assert "1 or more pages have no pictures" in late.err
    assert "<figure" not in (course.output / "feedback" / "ada.html").read_text()
    regraded = grade(*course.command("--regrade"))
    assert "no pictures" not in regraded.err
    assert "<figure" in (course.output / "feedback" / "ada.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out"], "with the SUBMISSIONS."),
        (["class", "-o", "out", "--rejudge"], "--rejudge runs no submissions"),
        (["-o", "out", "--rejudge", "--regrade"], "--rejudge runs no submissions"),
        (["class", "-o", "out", "--jobs", "0"], "--jobs"),
        (["class", "-o", "out", "--count", "worst"], "'worst' is not one of 'last', 'best'"),
        (["class", "-o", "out", "--seed", "-1"], "--seed"),
        (["class", "-o", "out", "--time-limit", "nan"], "nan is not a number of seconds"),
        (["class"], "Missing option '--output'"),
    ],
)
def test_wrong_use_shows_the_usage_and_makes_nothing(
    arguments: list[str], said: str, run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("class", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: grade class [OPTIONS] [SUBMISSIONS]\n")
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "said"),
    [("nowhere", "nowhere is not there"), ("empty", "empty holds no submissions")],
)
def test_where_nobody_handed_in_there_is_nothing_to_grade(
    place: str, said: str, course: Course, run: Command
) -> None:
    (course.root / "empty").mkdir()
    result = run("class", course.root / place, *course.without_submissions)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not course.gradebook.exists()


def test_without_the_hidden_half_no_class_is_graded(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT)
    student = ["class", "-o", course.output, *course.options[:2]]
    result = run(*student, course.submissions)
    assert result.exit_code == 2
    assert "The hidden half of doubling is missing" in result.stderr
    assert "--solutions" in result.stderr
    assert not course.gradebook.exists()


def test_the_exercise_is_named_where_no_submission_tells(course: Course, run: Command) -> None:
    course.hand_in(alice="double = (lambda x: 2 * x)\n")
    result = run(*course.command())
    assert result.exit_code == 2
    assert "None of the submissions says which exercise it is for" in result.stderr
    assert run(*course.command("--exercise", "doubling")).exit_code == 0
    assert course.scores() == {"alice": "3"}


def test_a_gradebook_takes_one_exercise(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT)
    run(*course.command())
    (course.root / "exercises" / "doubling").rename(course.root / "exercises" / "twice")
    (course.root / "solutions" / "doubling").rename(course.root / "solutions" / "twice")
    result = run(*course.command("--exercise", "twice"))
    assert result.exit_code == 2
    assert "holds the grades of doubling, not those of twice" in result.stderr
    assert course.scores() == {"alice": "3"}


# ------------------------------------------------------------------ faults of ours


def test_a_sandbox_that_holds_is_told_apart_from_none(sandbox: Workers, workers: Workers) -> None:
    attack_sandbox(sandbox)
    with pytest.raises(SandboxUnavailable, match="it does not hold") as unavailable:
        attack_sandbox(workers)
    for worked in ("read a file outside", "connect over TCP", "start a program"):
        assert worked in str(unavailable.value)


def test_where_the_sandbox_does_not_hold_nothing_is_graded(
    course: Course, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.hand_in(alice=RIGHT + TOKEN)
    result = in_process(workers, monkeypatch)(*course.command())
    assert result.exit_code == 3
    assert "it does not hold: a submission could read a file outside" in result.stderr
    assert "Nothing was graded" in result.stderr
    assert list(course.output.iterdir()) == []


def test_what_nobody_foresaw_takes_no_other_grade_away(
    course: Course, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Grading.judge

    def stumbling(grading: Grading, submission: Any, sighting: Any) -> Report:
        if submission.name == "bob.py":
            raise ZeroDivisionError("nobody thought of this")
        return judge(grading, submission, sighting)

    course.hand_in(alice=RIGHT, bob=RIGHT, carol=SQUARES)
    with monkeypatch.context() as patched:
        patched.setattr(Grading, "judge", stumbling)
        assert run(*course.command()).exit_code == 3
    assert course.scores() == {"alice": "3", "bob": "", "carol": "0"}
    reason = course.rows()["bob"]["reason"]
    assert reason.startswith("an error in the grader itself: ZeroDivisionError: nobody thought of")
    # the same command again goes on where it was
    assert "1 graded, 2 unchanged" in run(*course.command()).stderr
    assert course.scores() == {"alice": "3", "bob": "3", "carol": "0"}


def test_a_title_that_would_be_a_formula_is_text_in_the_table(tmp_path: Path, run: Command) -> None:
    course = write_course(tmp_path)
    course.edit("exercises/checks.py", '"double of 5 is 10"', '"=double(5), which is 10"')
    course.hand_in(alice=RIGHT)
    assert run(*course.command()).exit_code == 0
    with (course.output / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert "'=double(5), which is 10" in header
