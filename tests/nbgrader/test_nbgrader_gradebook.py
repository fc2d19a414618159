"""Grades of a class in nbgrader's own gradebook: all or none, and what people gave stays."""

import datetime
import importlib.util
import shutil
import sqlite3
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import needs
import pytest
from casebooks import Casebooks
from class_factory import RIGHT, SQUARES, TREBLES, Course, in_process, write_course
from click.testing import Result
from course import run_module
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook as NbGradebook
from sqlalchemy.exc import SAWarning

from grader.classroom.attempt import Attempt, Student
from grader.classroom.gradebook import Gradebook
from grader.errors import ExerciseUnknown, GradebookOfAnother, GradebookUnusable
from grader.exercise.loading import Exercise, load
from grader.nbgrader.cells import grade_id
from grader.nbgrader.gradebook import scripts_on_path, write_grades
from grader.nbgrader.preprocessors import GradeInSandbox, RestoreCells
from grader.report import Report, Verdict
from grader.sandbox.workers import Workers

Command = Callable[..., Result]

SECRET = "correct-horse"
# Everybody whom a class has: who earns what, and one who cannot be read.
CLASS: dict[str, str | bytes] = {"alice": RIGHT, "bob": SQUARES, "carol": TREBLES}
POINTS = {"alice": 3.0, "bob": 0.0, "carol": 0.0}
UNREADABLE = b"\xff\xfe\x00"


@pytest.fixture
def course(tmp_path: Path, with_casebook: Casebooks) -> Course:
    made = write_course(tmp_path)
    with_casebook(made.folders)
    made.hand_in(**CLASS)
    return made


@pytest.fixture
def run(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Command:
    return in_process(workers, monkeypatch)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where nbgrader's gradebook is going to be."""
    return tmp_path / "nbgraders.db"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with nothing in it; nbgrader takes seconds to make one."""
    path = tmp_path_factory.mktemp("blank") / "gradebook.db"
    with opened(path):
        return path


@pytest.fixture
def database(blank: Path, place: Path) -> Path:
    """A gradebook of one's own with nothing in it."""
    shutil.copy(blank, place)
    return place


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with the assignment, made by nbgrader itself."""
    root = tmp_path_factory.mktemp("generated")
    made = write_course(root)
    there = root / "course"
    words = ["doubling", "--format", "nbgrader", "--course", there, *made.options]
    ran = run_module("grader", "package", *words, cwd=root)
    assert ran.code == 0, ran.err
    ran = run_module("nbgrader", "generate_assignment", "doubling", cwd=there)
    assert ran.code == 0, ran.err
    return there / "gradebook.db"


@pytest.fixture
def nbgraders(generated: Path, place: Path) -> Path:
    """A gradebook of one's own that nbgrader made with the assignment."""
    shutil.copy(generated, place)
    return place


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise()


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def grade(course: Course, run: Command, address: str, *more: object) -> Result:
    """`grade class … --gradebook`, where what students wrote needs no sandbox."""
    return run(*course.command("--no-sandbox", "--gradebook", address, *more))


@contextmanager
def opened(path: Path, course_id: str = "default_course") -> Iterator[Any]:
    """nbgrader's gradebook by nbgrader's own means; what is changed is kept."""
    with scripts_on_path():
        book = NbGradebook(url(path), course_id)
    with book, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # which nbgrader's own methods bring about
        yield book
        book.db.commit()


def scores(path: Path, assignment: str = "doubling") -> dict[str, float]:
    """What each student has there, and no person needs to look at."""
    with opened(path) as book:
        listed = book.submission_dicts(assignment)
        return {one["student"]: one["score"] for one in listed if not one["needs_manual_grade"]}


def content(path: Path) -> list[str]:
    """All that a database holds."""
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.iterdump())


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def flowing(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ reports without a run


def attempt(exercise: Exercise, student: str, share: float, slug: str = "") -> Attempt:
    """An attempt that earned this share of each check's points."""
    return as_attempt(student, report(exercise, share), slug)


def as_attempt(student: str, made: Report, slug: str = "") -> Attempt:
    who = Student(student, slug or student)
    return Attempt(1, who, 1, made, False, "double.py", "", 1, 0, "2025-01-01")


def report(exercise: Exercise, share: float, mistake: str | None = None) -> Report:
    verdicts = tuple(
        Verdict(
            check=check.title,
            function=check.call.function,
            visibility="shown" if check.shown else "hidden",
            outcome="passed" if share == 1 else "failed",
            score=share * check.points,
            max_score=check.points,
            observed="",
            feedback="x comes back times itself." if mistake else "",
            mistake=mistake,
        )
        for check in exercise.checks
    )
    most = sum(check.points for check in exercise.checks)
    return Report(
        exercise="doubling",
        submission="double.py",
        status="graded",
        score=share * most,
        max_score=most,
        verdicts=verdicts,
    )


def cell_names(exercise: Exercise) -> list[str]:
    return [grade_id("doubling", check) for check in exercise.checks]


def grade_of(book: Any, exercise: Exercise, student: str, number: int = 1) -> Any:
    return book.find_grade(cell_names(exercise)[number], "doubling", "doubling", student)


def comment_of(book: Any, student: str) -> Any:
    return book.find_comment("double", "doubling", "doubling", student)


# ------------------------------------------------------------------ a class, by the command line


def test_a_gradebook_is_made_with_the_assignment_where_there_is_none(
    course: Course, place: Path, run: Command
) -> None:
    database = place
    result = grade(course, run, url(database))
    assert result.exit_code == 0
    assert (
        "nbgrader's gradebook: wrote 3 students to the assignment doubling, which was created"
    ) in flowing(result.stderr)
    assert scores(database) == POINTS
    assert {who: float(score) for who, score in course.scores().items()} == POINTS
    with opened(database) as book:
        (listed,) = (one for one in book.submission_dicts("doubling") if one["student"] == "alice")
        assert (listed["max_score"], listed["max_code_score"]) == (3.0, 3.0)
        assert book.average_assignment_score("doubling") == 1.0


def test_an_assignment_that_nbgrader_made_gets_the_grades(
    course: Course, nbgraders: Path, run: Command
) -> None:
    with opened(nbgraders) as book:
        before = [notebook.name for notebook in book.find_assignment("doubling").notebooks]
    result = grade(course, run, url(nbgraders))
    assert result.exit_code == 0
    assert "to the assignment doubling\n" in result.stderr
    assert scores(nbgraders) == POINTS
    with opened(nbgraders) as book:
        assert [one.name for one in book.find_assignment("doubling").notebooks] == before
        assert [one.name for one in book.assignments] == ["doubling"]


def test_the_course_of_the_gradebook_stays_the_only_one(
    exercise: Exercise, nbgraders: Path
) -> None:
    # nbgrader makes a course for whoever opens a gradebook without naming one
    write_grades(url(nbgraders), "another", exercise, [attempt(exercise, "alice", 1)])
    with closing(sqlite3.connect(nbgraders)) as connection:
        named = connection.execute("SELECT name, course_id FROM assignment").fetchall()
    assert {course for _, course in named} == {"course"}


def test_a_known_mistake_is_told_in_the_comment(
    course: Course, nbgraders: Path, run: Command
) -> None:
    grade(course, run, url(nbgraders))
    with opened(nbgraders) as book:
        assert comment_of(book, "bob").comment == "x comes back times itself."
        assert comment_of(book, "alice").comment is None


def test_who_was_not_graded_is_left_out_and_named(
    course: Course, database: Path, run: Command
) -> None:
    course.hand_in(dave=UNREADABLE)
    result = grade(course, run, url(database))
    assert result.exit_code == 1
    assert "not graded, so left out: dave" in result.stderr
    assert scores(database) == POINTS


def test_grades_go_into_the_assignment_that_is_named(
    course: Course, database: Path, run: Command
) -> None:
    result = grade(course, run, url(database), "--assignment", "week 3")
    assert "to the assignment week 3, which was created" in result.stderr
    assert scores(database, "week 3") == POINTS
    with opened(database) as book:
        assert [one.name for one in book.assignments] == ["week 3"]


def test_the_attempt_that_counts_is_the_one_that_is_written(
    course: Course, database: Path, run: Command
) -> None:
    grade(course, run, url(database))
    course.hand_in(alice=SQUARES, carol=RIGHT)
    grade(course, run, url(database))
    assert scores(database) == {"alice": 0.0, "bob": 0.0, "carol": 3.0}
    grade(course, run, url(database), "--count", "best")
    assert scores(database) == {"alice": 3.0, "bob": 0.0, "carol": 3.0}


def test_new_verdicts_are_written_without_a_run(
    course: Course, database: Path, run: Command
) -> None:
    grade(course, run, url(database))
    shutil.rmtree(course.submissions)
    course.edit("solutions/checks.py", "returns(REFERENCE)", "returns(REFERENCE, relative=9)")
    words = ["class", "--rejudge", "--yes", *course.without_submissions]
    result = run(*words, "--gradebook", url(database))
    assert result.exit_code == 0, result.output
    expected = {who: float(score) for who, score in course.scores().items()}
    assert expected != POINTS
    assert scores(database) == expected


def test_verdicts_that_nobody_agreed_to_are_not_written(
    course: Course, database: Path, run: Command
) -> None:
    grade(course, run, url(database))
    before = content(database)
    course.edit("solutions/checks.py", "returns(REFERENCE)", "returns(REFERENCE, relative=9)")
    words = ["class", "--rejudge", *course.without_submissions, "--gradebook", url(database)]
    assert run(*words).exit_code == 1
    assert content(database) == before


@pytest.mark.parametrize("rejudge", [False, True])
def test_without_nbgrader_nothing_is_begun(
    rejudge: bool, course: Course, database: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*course.command("--no-sandbox"))
    before = content(course.gradebook)
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec",
        lambda name, package=None: None if name == "nbgrader" else found(name, package),
    )
    words = ["class", "--rejudge", "--yes", *course.without_submissions]
    words = words if rejudge else course.command("--no-sandbox", "--regrade")
    result = run(*words, "--gradebook", url(database))
    assert result.exit_code == 2
    assert "--gradebook needs nbgrader, which is not installed" in flowing(result.stderr)
    assert content(course.gradebook) == before


# ------------------------------------------------------------------ what is there already


def test_a_second_time_changes_nothing(course: Course, nbgraders: Path, run: Command) -> None:
    grade(course, run, url(nbgraders))
    before = content(nbgraders)
    result = grade(course, run, url(nbgraders))
    assert "wrote 3 students" in result.stderr
    assert content(nbgraders) == before


def test_what_people_gave_and_wrote_stays(exercise: Exercise, nbgraders: Path) -> None:
    write_grades(url(nbgraders), "doubling", exercise, [attempt(exercise, "bob", 0.5)])
    with opened(nbgraders) as book:
        grade = grade_of(book, exercise, "bob")
        grade.manual_score, grade.extra_credit = 1.75, 0.25
        comment_of(book, "bob").manual_comment = "See me."
        book.update_or_create_student("bob", first_name="Bob", email="bob@example.org")
        book.find_submission("doubling", "bob").notebooks[0].late_submission_penalty = 0.5
    again = [as_attempt("bob", report(exercise, 0.5, mistake="squares"))]
    write_grades(url(nbgraders), "doubling", exercise, again)
    with opened(nbgraders) as book:
        grade = grade_of(book, exercise, "bob")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit) == (1.0, 1.75, 0.25)
        assert grade.score == 2.0
        assert grade.needs_manual_grade is False
        comment = comment_of(book, "bob")
        assert (comment.auto_comment, comment.comment) == ("x comes back times itself.", "See me.")
        student = book.find_student("bob")
        assert (student.first_name, student.email) == ("Bob", "bob@example.org")
        assert book.find_submission("doubling", "bob").notebooks[0].late_submission_penalty == 0.5


def test_other_points_than_a_person_saw_ask_for_another_look(
    exercise: Exercise, nbgraders: Path
) -> None:
    half = [attempt(exercise, "bob", 0.5)]
    own = write_grades(url(nbgraders), "doubling", exercise, half).digests
    with opened(nbgraders) as book:
        grade_of(book, exercise, "bob").manual_score = 1.75
    write_grades(url(nbgraders), "doubling", exercise, [attempt(exercise, "bob", 1)], own=own)
    with opened(nbgraders) as book:
        grade = grade_of(book, exercise, "bob")
        assert (grade.auto_score, grade.manual_score, grade.score) == (2.0, 1.75, 1.75)
        assert grade.needs_manual_grade is True
        assert grade_of(book, exercise, "bob", 0).needs_manual_grade is False


def test_a_look_that_is_asked_for_is_asked_for_until_it_was_had(
    exercise: Exercise, nbgraders: Path
) -> None:
    half = [attempt(exercise, "bob", 0.5)]
    own = write_grades(url(nbgraders), "doubling", exercise, half).digests
    with opened(nbgraders) as book:
        grade_of(book, exercise, "bob").manual_score = 1.75
    for _ in range(2):
        write_grades(url(nbgraders), "doubling", exercise, [attempt(exercise, "bob", 1)], own=own)
    with opened(nbgraders) as book:
        assert grade_of(book, exercise, "bob").needs_manual_grade is True


def test_other_assignments_and_students_are_left_alone(exercise: Exercise, nbgraders: Path) -> None:
    with opened(nbgraders) as book:
        book.add_assignment("essay")
        book.add_notebook("text", "essay")
        book.add_grade_cell("essay-1", "text", "essay", max_score=5, cell_type="markdown")
        book.add_solution_cell("essay-1", "text", "essay")
        book.add_student("bob", last_name="Builder")
        book.add_student("zoe")
        book.add_submission("essay", "bob")
        book.find_grade("essay-1", "text", "essay", "bob").manual_score = 4.0
    write_grades(url(nbgraders), "doubling", exercise, [attempt(exercise, "bob", 1)])
    with opened(nbgraders) as book:
        assert book.find_grade("essay-1", "text", "essay", "bob").manual_score == 4.0
        assert [one.name for one in book.find_assignment("essay").notebooks] == ["text"]
        assert sorted(student.id for student in book.students) == ["bob", "zoe"]
        assert book.find_student("bob").last_name == "Builder"
        assert book.find_submission("doubling", "bob").score == 3.0


def test_a_notebook_beside_the_checks_keeps_its_grades(exercise: Exercise, nbgraders: Path) -> None:
    with opened(nbgraders) as book:
        book.add_notebook("text", "doubling")
        book.add_grade_cell("essay-1", "text", "doubling", max_score=5, cell_type="markdown")
        book.add_student("bob")
        book.add_submission("doubling", "bob")
        book.find_grade("essay-1", "text", "doubling", "bob").manual_score = 4.0
    write_grades(url(nbgraders), "doubling", exercise, [attempt(exercise, "bob", 1)])
    with opened(nbgraders) as book:
        assert book.find_submission("doubling", "bob").score == 7.0


def test_grades_stand_beside_those_of_a_notebook_without_checks(
    exercise: Exercise, database: Path
) -> None:
    with opened(database) as book:
        book.add_assignment("week 3")
        book.add_notebook("text", "week 3")
        book.add_grade_cell("essay-1", "text", "week 3", max_score=5, cell_type="markdown")
        book.add_student("bob")
        book.add_submission("week 3", "bob")
        book.find_grade("essay-1", "text", "week 3", "bob").manual_score = 4.0
    write_grades(url(database), "week 3", exercise, [attempt(exercise, "bob", 1)])
    with opened(database) as book:
        assert book.find_submission("week 3", "bob").score == 7.0


@pytest.mark.parametrize("times", [2, 0.5, 0])
def test_points_are_in_proportion_to_those_of_the_gradebooks_cells(
    times: float, exercise: Exercise, nbgraders: Path
) -> None:
    with opened(nbgraders) as book:
        for cell in book.find_notebook("doubling", "doubling").grade_cells:
            cell.max_score *= times
    write_grades(url(nbgraders), "doubling", exercise, [attempt(exercise, "bob", 0.5)])
    with opened(nbgraders) as book:
        assert book.find_submission("doubling", "bob").score == 1.5 * times


def test_a_check_without_points_leaves_its_cell_at_nothing(
    course: Course, exercise: Exercise, nbgraders: Path
) -> None:
    course.edit("exercises/checks.py", "points=1", "points=0")
    changed = load("doubling", course.folders)
    write_grades(url(nbgraders), "doubling", changed, [attempt(changed, "bob", 1)])
    assert scores(nbgraders) == {"bob": 2.0}


def test_a_check_that_was_added_since_has_no_cell_and_the_others_have(
    course: Course, exercise: Exercise, nbgraders: Path
) -> None:
    more = 'check("double of 0 is 0", double(0.0), returns(0.0), points=4, hint="None?"),'
    course.edit("exercises/checks.py", "checks = [", f"checks = [{more}")
    changed = load("doubling", course.folders)
    write_grades(url(nbgraders), "doubling", changed, [attempt(changed, "bob", 1)])
    assert scores(nbgraders) == {"bob": 3.0}


def test_a_student_whose_id_makes_no_folder_goes_by_the_slug(
    exercise: Exercise, database: Path
) -> None:
    odd = [
        attempt(exercise, "../bob", 1, slug="bob"),
        attempt(exercise, "carol@example.org", 1, slug="carol-example-org"),
    ]
    write_grades(url(database), "doubling", exercise, odd)
    assert scores(database) == {"bob": 3.0, "carol@example.org": 3.0}


@pytest.mark.parametrize("student", ["o'neil", "a+b", "josé", "x,y", "#7", "~me", "a b (2)"])
def test_an_odd_id_is_the_one_that_nbgrader_reads_from_the_folder(
    student: str, exercise: Exercise, database: Path
) -> None:
    write_grades(url(database), "doubling", exercise, [attempt(exercise, student, 1, slug="slug")])
    assert scores(database) == {student: 3.0}


def test_a_student_in_another_unicode_form_or_case_is_not_added_twice(
    exercise: Exercise, database: Path
) -> None:
    decomposed = unicodedata.normalize("NFD", "josé")
    with opened(database) as book:
        for student in (decomposed, "Bob", "carol", "CAROL"):
            book.add_student(student)
    class_ = [attempt(exercise, who, 1) for who in ("josé", "bob", "Carol")]
    write_grades(url(database), "doubling", exercise, class_)
    assert scores(database) == {decomposed: 3.0, "Bob": 3.0, "Carol": 3.0}


def test_two_students_who_differ_by_case_stay_two(exercise: Exercise, database: Path) -> None:
    with opened(database) as book:
        book.add_student("bob")
    class_ = [attempt(exercise, "Bob", 1), attempt(exercise, "bob", 0)]
    write_grades(url(database), "doubling", exercise, class_, ids=["Bob", "bob"])
    assert scores(database) == {"Bob": 3.0, "bob": 0.0}


# ------------------------------------------------------------------ scores of others


def graded_by_nbgrader(database: Path, exercise: Exercise, student: str, share: float) -> None:
    """Give a student scores as `nbgrader autograde` would have."""
    graded = [attempt(exercise, student, share)]
    write_grades(url(database), "doubling", exercise, graded, replace=True)


def test_a_score_that_something_else_wrote_is_kept_and_named(
    course: Course, exercise: Exercise, nbgraders: Path, run: Command
) -> None:
    graded_by_nbgrader(nbgraders, exercise, "bob", 1)
    result = grade(course, run, url(nbgraders))
    assert "kept, because something else wrote another score there: bob (there 3, here 0)." in (
        flowing(result.stderr)
    )
    assert scores(nbgraders) == {**POINTS, "bob": 3.0}
    result = grade(course, run, url(nbgraders), "--replace-scores")
    assert "kept" not in result.stderr
    assert scores(nbgraders) == POINTS


def test_a_score_is_kept_that_was_changed_there_since(
    course: Course, exercise: Exercise, nbgraders: Path, run: Command
) -> None:
    grade(course, run, url(nbgraders))
    graded_by_nbgrader(nbgraders, exercise, "alice", 0.5)
    course.hand_in(alice=SQUARES, bob=RIGHT)
    result = grade(course, run, url(nbgraders))
    assert "alice (there 1.5, here 0)" in flowing(result.stderr)
    assert scores(nbgraders) == {"alice": 1.5, "bob": 3.0, "carol": 0.0}


def test_an_equal_score_is_nobodys_and_may_change_later(
    course: Course, exercise: Exercise, nbgraders: Path, run: Command
) -> None:
    graded_by_nbgrader(nbgraders, exercise, "alice", 1)
    assert "kept" not in grade(course, run, url(nbgraders)).stderr
    course.hand_in(alice=SQUARES)
    assert "kept" not in grade(course, run, url(nbgraders)).stderr
    assert scores(nbgraders)["alice"] == 0.0


# ------------------------------------------------------------------ lateness

DUE = datetime.datetime(2025, 3, 1, 12, 0)
HALF_A_POINT_PER_HOUR = """
from nbgrader.plugins import BasePlugin

class Hourly(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 7200
"""


@pytest.fixture
def late_course(course: Course, nbgraders: Path) -> Path:
    """A course of nbgrader's in which alice was in time, bob and carol were not."""
    root = course.root / "nbgraders"
    (root / "source").mkdir(parents=True)
    shutil.move(nbgraders, root / "gradebook.db")
    with opened(root / "gradebook.db") as book:
        book.find_assignment("doubling").duedate = DUE
    shutil.rmtree(course.submissions)
    for who, text, stamp in (
        ("alice", RIGHT, "2025-03-01 13:00:00 Europe/Oslo"),
        ("bob", RIGHT, "2025-03-01 15:00:00 Europe/Oslo"),
        ("carol", SQUARES, "2025-03-01 14:00:00"),
    ):
        folder = root / "submitted" / who / "doubling"
        folder.mkdir(parents=True)
        (folder / "doubling.py").write_text(text, encoding="utf-8")
        (folder / "timestamp.txt").write_text(stamp, encoding="utf-8")
    return root


def grade_late(course: Course, run: Command, root: Path, config: str) -> Result:
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{config}\n", encoding="utf-8")
    words = ["--no-sandbox", "--output", course.output, *course.options]
    return run("class", root, *words, "--gradebook", url(root / "gradebook.db"))


def with_penalties(root: Path) -> dict[str, float]:
    with opened(root / "gradebook.db") as book:
        graded = book.assignment_submissions("doubling")
        return {one.student.id: one.score - (one.late_submission_penalty or 0) for one in graded}


def test_who_is_late_pays_what_the_course_configured(
    course: Course, late_course: Path, run: Command
) -> None:
    zero = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    result = grade_late(course, run, late_course, zero)
    assert result.exit_code == 0, result.output
    assert "late, with the course's penalty: 1 student" in result.stderr
    assert with_penalties(late_course) == {"alice": 3.0, "bob": 0.0, "carol": 0.0}
    with opened(late_course / "gradebook.db") as book:
        assert book.find_submission("doubling", "bob").total_seconds_late == 7200
        book.find_submission("doubling", "bob").extension = datetime.timedelta(days=1)
    grade_late(course, run, late_course, zero)
    assert with_penalties(late_course) == {"alice": 3.0, "bob": 3.0, "carol": 0.0}


def test_a_plugin_of_the_course_decides_between_nothing_and_the_score(
    course: Course, late_course: Path, run: Command
) -> None:
    (late_course / "hourly.py").write_text(HALF_A_POINT_PER_HOUR, encoding="utf-8")
    grade_late(course, run, late_course, "c.AssignLatePenalties.plugin_class = 'hourly.Hourly'")
    assert with_penalties(late_course) == {"alice": 3.0, "bob": 2.0, "carol": 0.0}


def test_a_course_without_the_step_has_no_penalties(
    course: Course, late_course: Path, run: Command
) -> None:
    config = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    steps = "c.Autograde.autograde_preprocessors = ['nbgrader.preprocessors.SaveAutoGrades']"
    grade_late(course, run, late_course, f"{config}\n{steps}")
    assert with_penalties(late_course) == {"alice": 3.0, "bob": 3.0, "carol": 0.0}


@pytest.mark.parametrize(
    "config",
    [
        "nonsense(",
        "raise SystemExit",
        "c.AssignLatePenalties.plugin_class = 'not_there.Plugin'",
        "c.AssignLatePenalties.plugin_class = 'nbgrader.plugins.BasePlugin'",
    ],
)
def test_a_configuration_that_does_not_work_is_told_and_nothing_is_written(
    config: str, course: Course, late_course: Path, run: Command
) -> None:
    result = grade_late(course, run, late_course, config)
    assert result.exit_code == 2
    assert "nbgrader_config.py" in result.stderr
    assert "Nothing was written to nbgrader's gradebook" in flowing(result.stderr)
    assert with_penalties(late_course) == {}
    assert (course.output / "grades.csv").exists()


@pytest.mark.parametrize("beside", [[], ["source"], ["source", "submitted"]])
def test_a_configuration_among_submissions_is_never_run(
    beside: list[str], course: Course, database: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = course.root / "it-ran"
    program = f"open({str(sign)!r}, 'w').close()"
    (course.submissions / "nbgrader_config.py").write_text(program, encoding="utf-8")
    for folder in beside:
        (course.submissions / folder).mkdir()
        (course.submissions / folder / "notes.txt").write_text("", encoding="utf-8")
    shutil.copy(database, course.submissions / "nbgraders.db")
    monkeypatch.chdir(course.submissions)
    for address in (url(database), "sqlite:///nbgraders.db", url(course.submissions / "n.db")):
        assert grade(course, run, address).exit_code == 0
    assert scores(database) == POINTS
    assert not sign.exists()


def test_a_score_is_kept_that_was_this_program_s_once_and_then_another_s(
    course: Course, exercise: Exercise, nbgraders: Path, run: Command
) -> None:
    grade(course, run, url(nbgraders))  # alice has 3
    course.hand_in(alice=SQUARES)
    grade(course, run, url(nbgraders))  # and now 0
    graded_by_nbgrader(nbgraders, exercise, "alice", 1)
    course.hand_in(alice=TREBLES)
    assert "alice (there 3, here 0)" in flowing(grade(course, run, url(nbgraders)).stderr)


def test_a_time_that_is_known_later_counts_without_a_new_run(
    course: Course, late_course: Path, run: Command
) -> None:
    stamp = late_course / "submitted" / "bob" / "doubling" / "timestamp.txt"
    late = stamp.read_text(encoding="utf-8")
    stamp.unlink()
    zero = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    grade_late(course, run, late_course, zero)
    assert with_penalties(late_course)["bob"] == 3.0
    stamp.write_text(late, encoding="utf-8")
    grade_late(course, run, late_course, zero)
    assert with_penalties(late_course)["bob"] == 0.0


# ------------------------------------------------------------------ all or none


def test_one_student_who_cannot_be_written_leaves_all_others_unwritten(
    exercise: Exercise, nbgraders: Path
) -> None:
    execute(
        nbgraders,
        "CREATE TRIGGER no_zoe BEFORE INSERT ON student WHEN NEW.id = 'zoe' "
        "BEGIN SELECT RAISE(ABORT, 'no place for zoe'); END",
    )
    with opened(nbgraders):
        before = content(nbgraders)
    attempts = [attempt(exercise, who, 1) for who in ("alice", "bob", "zoe")]
    with pytest.raises(GradebookUnusable, match=r"no place for zoe.* Nothing was written to it\."):
        write_grades(url(nbgraders), "doubling", exercise, attempts)
    assert content(nbgraders) == before


def test_a_grade_that_cannot_be_changed_leaves_all_others_unchanged(
    course: Course, nbgraders: Path, run: Command
) -> None:
    grade(course, run, url(nbgraders))
    last = "(SELECT id FROM student ORDER BY id DESC LIMIT 1)"
    execute(
        nbgraders,
        "CREATE TRIGGER closed BEFORE UPDATE ON grade WHEN (SELECT student_id FROM "
        "submitted_assignment AS s JOIN submitted_notebook AS n ON n.assignment_id = s.id "
        f"WHERE n.id = NEW.notebook_id) = {last} BEGIN SELECT RAISE(ABORT, 'closed'); END",
    )
    before = content(nbgraders)
    course.hand_in(alice=SQUARES, bob=RIGHT, carol=RIGHT)
    result = grade(course, run, url(nbgraders))
    assert result.exit_code == 3
    assert "closed" in result.stderr
    assert content(nbgraders) == before
    assert course.scores() == {"alice": "0", "bob": "3", "carol": "3"}


def test_an_attempt_that_cannot_be_read_leaves_all_others_unwritten(
    exercise: Exercise, nbgraders: Path
) -> None:
    def attempts() -> Iterator[Attempt]:
        yield attempt(exercise, "alice", 1)
        raise GradebookUnusable("What the gradebook holds of bob is damaged.")

    with opened(nbgraders):
        before = content(nbgraders)
    with pytest.raises(GradebookUnusable, match="damaged"):
        write_grades(url(nbgraders), "doubling", exercise, attempts())
    assert content(nbgraders) == before


# ------------------------------------------------------------------ what cannot be written to


def test_an_assignment_of_another_exercise_is_refused(
    course: Course, nbgraders: Path, run: Command
) -> None:
    execute(nbgraders, "UPDATE base_cell SET name = replace(name, 'double-', 'treble-')")
    with opened(nbgraders):
        before = content(nbgraders)
    result = grade(course, run, url(nbgraders))
    assert result.exit_code == 2
    assert "doubling in that gradebook has checks that doubling does not have" in flowing(
        result.stderr
    )
    assert "--assignment" in result.stderr
    assert content(nbgraders) == before
    assert {who: float(score) for who, score in course.scores().items()} == POINTS


def test_a_notebook_of_that_name_without_checks_is_refused(
    exercise: Exercise, database: Path
) -> None:
    with opened(database) as book:
        book.add_assignment("doubling")
        book.add_notebook("doubling", "doubling")
    before = content(database)
    with pytest.raises(GradebookOfAnother, match="without the exercise's checks"):
        write_grades(url(database), "doubling", exercise, [attempt(exercise, "alice", 1)])
    assert content(database) == before


def unusable(course: Course, run: Command, address: str) -> str:
    """What is said of a gradebook that cannot be used; the class has its grades all the same."""
    result = grade(course, run, address)
    assert result.exit_code == 3, result.output
    assert "Traceback" not in result.output
    said = result.stderr.strip().split("\n")[-1]
    assert said.startswith("grade: The gradebook ")
    assert "Nothing was written to it." in said
    assert {who: float(score) for who, score in course.scores().items()} == POINTS
    assert (course.output / "summary.txt").exists()
    return said


def test_a_folder_that_is_not_there_is_told(course: Course, run: Command, tmp_path: Path) -> None:
    address = url(tmp_path / "nowhere" / "gradebook.db")
    assert address in unusable(course, run, address)


def test_a_file_that_is_no_database_is_told_and_stays(
    course: Course, run: Command, database: Path
) -> None:
    database.write_text("a letter, and no database", encoding="utf-8")
    assert "file is not a database" in unusable(course, run, url(database))
    assert database.read_text(encoding="utf-8") == "a letter, and no database"


def test_a_gradebook_that_may_only_be_read_is_told(
    course: Course, run: Command, nbgraders: Path
) -> None:
    before = content(nbgraders)
    address = f"sqlite:///file:{nbgraders}?mode=ro&uri=true"
    assert "readonly database" in unusable(course, run, address)
    assert content(nbgraders) == before


def test_a_gradebook_that_another_program_writes_is_told(
    course: Course, run: Command, nbgraders: Path
) -> None:
    with closing(sqlite3.connect(nbgraders, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        assert "database is locked" in unusable(course, run, f"{url(nbgraders)}?timeout=0.1")
    assert grade(course, run, url(nbgraders)).exit_code == 0
    assert scores(nbgraders) == POINTS


@pytest.mark.parametrize(
    "address", ["gradebook.db", "nonsense://x", "", "sqlite:/gradebook.db", "a\x1b[31m\nb"]
)
def test_what_is_no_address_of_a_database_is_told_with_one_that_is(
    address: str, course: Course, run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    said = unusable(course, run, address)
    assert "An address looks like sqlite:///gradebook.db" in said
    assert "\x1b" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "output"])


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql+no_driver://teacher:{SECRET}@localhost/grades",
        f"postgresql://teacher:{SECRET}@localhost:1/grades",
        f"postgresql://teacher:{SECRET}@localhost:port/grades",
        f"postgresql:/teacher:{SECRET}@localhost/grades",
        f"teacher:{SECRET}@localhost/grades",
        f"postgresql://localhost/grades?user=teacher&password={SECRET}",
    ],
)
def test_a_password_is_never_printed(address: str, course: Course, run: Command) -> None:
    assert SECRET not in unusable(course, run, address)
    files = [path for path in course.output.iterdir() if path.is_file()]
    assert all(SECRET.encode() not in path.read_bytes() for path in files)


def test_the_gradebook_of_the_class_is_not_taken_for_nbgraders(
    course: Course, run: Command
) -> None:
    run(*course.command("--no-sandbox"))
    before = content(course.gradebook)
    result = grade(course, run, url(course.gradebook))
    assert result.exit_code in (2, 3)
    assert "Traceback" not in result.output
    assert content(course.gradebook) == before
    with Gradebook.reading(course.gradebook) as book:
        assert len(list(book.attempts())) == len(CLASS)


def test_nbgraders_gradebook_is_not_taken_for_that_of_the_class(
    course: Course, run: Command, nbgraders: Path
) -> None:
    course.output.mkdir()
    shutil.copy(nbgraders, course.gradebook)
    before = content(course.gradebook)
    result = grade(course, run, url(course.gradebook))
    assert result.exit_code in (2, 3)
    assert "Traceback" not in result.output
    assert content(course.gradebook) == before


@needs.sandbox
def test_a_class_in_the_sandbox_is_written_by_the_command_itself(
    course: Course, nbgraders: Path
) -> None:
    words = map(str, course.command("--gradebook", url(nbgraders)))
    ran = run_module("grader", *words, cwd=course.root)
    assert ran.code == 0, ran.err
    assert "wrote 3 students" in ran.err
    assert scores(nbgraders) == POINTS


# ------------------------------------------------------------------ what was there before


def test_a_notebook_added_after_the_first_submissions_gets_their_grades(
    exercise: Exercise, database: Path
) -> None:
    with opened(database) as book:
        book.add_assignment("doubling")
        book.add_student("alice")
        book.add_submission("doubling", "alice")
        book.add_notebook("doubling", "doubling")
        check = exercise.checks[0]
        name = grade_id(exercise.name, check)
        book.add_grade_cell(name, "doubling", "doubling", max_score=8.0, cell_type="code")
    write_grades(url(database), "doubling", exercise, [attempt(exercise, "alice", 1)])
    assert scores(database) == {"alice": 8.0}


def test_autograde_runs_nothing_for_an_assignment_that_holds_scores_alone(
    exercise: Exercise, database: Path
) -> None:
    write_grades(url(database), "doubling", exercise, [attempt(exercise, "alice", 1)])
    place = {"assignment": "doubling", "notebook": "doubling", "student": "alice"}
    resources = {"nbgrader": {**place, "db_url": url(database)}}
    for preprocessor in (RestoreCells(), GradeInSandbox()):
        with pytest.raises(ExerciseUnknown, match="created the assignment"):
            preprocessor.preprocess(new_notebook(cells=[]), resources)
