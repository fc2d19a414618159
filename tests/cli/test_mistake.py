"""`grade mistake`: a student's function becomes the beginning of a known mistake."""

from collections.abc import Callable
from pathlib import Path

import pytest
from class_factory import Course, write_course
from click.testing import CliRunner, Result

from grader.classroom.gradebook import Gradebook, Student
from grader.cli import main
from grader.exercise.examples import read_example
from grader.exercise.loading import load
from grader.proof.contract import contract
from grader.report import Cause, Event, Report, Verdict
from grader.submission.source import parse

TWO = 'title = "Two"\norder = 1\nfunctions = ["double", "triple"]\ntime_limit_seconds = 20\n'
TWO += "check_time_limit_seconds = 5\nmemory_limit_mib = 256\n"
ADDS = '''\
"""By Ann Lee."""
import os, math
FACTOR = 1.5

def helper(x):
    """Ann wrote this."""
    return math.floor(x) * FACTOR  # ann@example.org

def unused():
    return os.getcwd()

def double(x):
    return helper(x) + 1
'''

Command = Callable[..., Result]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = write_course(tmp_path, {"exercises/exercise.toml": TWO})
    course.output.mkdir()
    return course


@pytest.fixture
def run(course: Course) -> Command:
    def run(name: str, student: str = "ann", *more: str) -> Result:
        words = ["mistake", name, student, "--from", course.output, *course.options, *more]
        return CliRunner().invoke(main, [*map(str, words)], prog_name="grade")

    return run


def failed(
    function: str = "double", event: Event = "returned", mistake: str = "", waits_for: str = ""
) -> Verdict:
    return Verdict(
        f"{function} works", function, "shown", "failed", 0.0, 1.0, "It is 5.", "It is 5.",
        event=event, mistake=mistake or None, waits_for=waits_for,
    )  # fmt: skip


def record(
    course: Course,
    text: str,
    *verdicts: Verdict,
    student: str = "ann",
    causes: tuple[Cause, ...] = (),
) -> None:
    """Put a graded submission into the gradebook, as if it had been run."""
    submission = parse("submit.py", text.encode())
    report = Report(
        exercise="doubling", submission="submit.py", status="graded", max_score=1.0,
        verdicts=verdicts or (failed(),), causes=causes,
    )  # fmt: skip
    with Gradebook(course.gradebook, "doubling") as book:
        run = book.open_run("", 1, "full", "")
        book.record(run, Student(student, student), report, submission, None, "")


def file(course: Course, name: str) -> Path:
    return course.folders.exercises.parent / "solutions/doubling/mistakes" / f"{name}.py"


def flowing(text: str) -> str:
    return " ".join(text.split())


def test_the_function_is_copied_with_what_it_needs_alone(course: Course, run: Command) -> None:
    record(course, ADDS)
    result = run("adds_one")
    assert result.exit_code == 0
    text = file(course, "adds_one").read_text()
    _, _, code = text.partition('"""\n\n')
    assert code == (
        "import math\n\nFACTOR = 1.5\n\n\ndef helper(x):\n    return math.floor(x) * FACTOR\n\n\n"
        "def double(x):\n    return helper(x) + 1\n"
    )
    assert "ann" not in text.casefold()


def test_the_commands_to_come_are_named(course: Course, run: Command) -> None:
    record(course, ADDS)
    said = run("adds_one").stdout
    assert "adds_one.py: double as ann wrote it, without comments." in said
    assert "grade casebook doubling" in said
    assert f"grade class --rejudge --output {course.output}" in said


def test_lint_asks_for_the_feedback_until_it_is_written(course: Course, run: Command) -> None:
    record(course, ADDS)
    run("adds_one")

    def problems() -> list[str]:
        exercise = load("doubling", course.folders)
        found = map(str, contract(exercise, course.folders))
        return [one for one in found if "adds_one" in one]

    (problem,) = problems()
    assert problem.startswith("mistakes/adds_one.py begins with TODO.")
    begun = file(course, "adds_one")
    docstring = read_example(begun).text.split('"""')[1]
    begun.write_text(begun.read_text().replace(docstring, "One is added."))
    assert problems() == []


def test_the_newest_graded_submission_counts(course: Course, run: Command) -> None:
    record(course, "def double(x):\n    return 1\n")
    record(course, "def double(x):\n    return 2\n")
    assert run("says_two").exit_code == 0
    assert "return 2" in file(course, "says_two").read_text()


def test_a_mistake_is_never_overwritten(course: Course, run: Command) -> None:
    record(course, ADDS)
    before = file(course, "squares").read_bytes()
    result = run("squares")
    assert result.exit_code == 2
    assert "already exists and was left as it is. Choose another NAME." in flowing(result.stderr)
    assert file(course, "squares").read_bytes() == before


@pytest.mark.parametrize("name", ["Adds", "../adds", "adds one", "adds-one", "_adds", "ädds", ""])
def test_a_name_that_is_no_name_is_refused(name: str, course: Course, run: Command) -> None:
    record(course, ADDS)
    before = sorted(course.root.rglob("*.py"))
    result = run(name)
    assert result.exit_code == 2
    assert "such as never_clears_gradients" in flowing(result.stderr)
    assert sorted(course.root.rglob("*.py")) == before


def test_of_several_functions_one_is_to_be_chosen(course: Course, run: Command) -> None:
    text = ADDS + "def triple(x):\n    return double(x) + x\n"
    record(course, text, failed(), failed("triple"))
    result = run("adds_one")
    assert result.exit_code == 2
    assert "double, triple. Name one with --function." in flowing(result.stderr)
    assert run("adds_one", "ann", "--function", "triple").exit_code == 0
    # what the other function is comes from the solution
    assert "def double" not in file(course, "adds_one").read_text()


def test_a_function_with_a_cause_is_not_the_one_that_is_meant(course: Course, run: Command) -> None:
    known = Cause("double", "slip", "turns_a_sign", "A sign is turned.", ("double works",))
    text = ADDS + "def triple(x):\n    return 9\n"
    record(course, text, failed(), failed("triple"), causes=(known,))
    assert run("says_nine").exit_code == 0
    assert "def triple" in file(course, "says_nine").read_text()


@pytest.mark.parametrize(
    ("verdict", "more", "said"),
    [
        (failed(event="not_written"), [], "no function lost points that its code explains"),
        (failed("triple", waits_for="double"), [], "no function lost points"),
        (failed(mistake="squares"), [], "every cause is known"),
        (failed(), ["--function", "halve"], "It has: double, triple."),
        (failed(), ["--function", "triple"], "Those that lost points: double."),
    ],
)
def test_where_there_is_nothing_to_copy_the_error_says_why(
    verdict: Verdict, more: list[str], said: str, course: Course, run: Command
) -> None:
    record(course, ADDS, verdict)
    result = run("adds_one", "ann", *more)
    assert result.exit_code == 2
    assert said in flowing(result.stderr)
    assert not file(course, "adds_one").exists()


def test_a_student_nobody_knows_is_named(course: Course, run: Command) -> None:
    record(course, ADDS)
    result = run("adds_one", "anne")
    assert result.exit_code == 2
    assert "anne is not in the gradebook. Did you mean ann?" in flowing(result.stderr)


def test_a_helper_of_the_solutions_name_is_pointed_out(course: Course, run: Command) -> None:
    course.edit(
        "solutions/solution.py", "def double", "def helper(x):\n    return x\n\n\ndef double"
    )
    record(course, ADDS)
    result = run("adds_one")
    assert result.exit_code == 0
    assert "solution.py defines helper, too. Rename it" in flowing(result.stderr)


def test_without_the_hidden_half_nothing_is_written(course: Course) -> None:
    record(course, ADDS)
    words = ["mistake", "adds_one", "ann", "--from", course.output, *course.options[:2]]
    result = CliRunner().invoke(main, [*map(str, words)])
    assert result.exit_code == 2
    assert "Name its folder with --solutions." in flowing(result.stderr)


DEEP = {
    "signs": "-" * 100_000 + "1",
    "dots": "x" + ".x" * 100_000,
    "lambdas": "lambda: " * 9_000 + "1",
}


@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP)
def test_deep_nesting_crashes_no_command(deep: str, course: Course, run: Command) -> None:
    record(course, f"x = {deep}\n\ndef double(x):\n    return 5\n")
    result = run("says_five")
    assert result.exit_code == 2
    assert "double of ann cannot be copied: the submission is nested too deeply" in flowing(
        result.stderr
    )
    assert not file(course, "says_five").exists()
