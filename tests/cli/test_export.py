"""`grade export`: the grades of a class go back into a learning platform."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from class_factory import Course, write_course
from click.testing import CliRunner, Result
from exports import CANVAS, MOODLE
from importers import of_canvas, of_moodle, of_moodles_zip

from grader.classroom.gradebook import Gradebook, Student
from grader.cli import main
from grader.report import Report

Command = Callable[..., Result]

# the only assignment that is called like the exercise
ONE_DOUBLING = CANVAS.replace("Doubling (73)", "Sums (73)")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A class of three, of whom one handed in nothing and one is in no file."""
    course = write_course(tmp_path)
    pages = course.output / "feedback"
    pages.mkdir(parents=True)
    for student, name, score in (
        ("71", "Jané Roe", 2.5), ("72", "Al Poe", None), ("99", "Zoe Doe", 1.0)
    ):  # fmt: skip
        record(course, student, name, score)
        (pages / f"{student}.html").write_text(f"<p>{name}</p>", encoding="utf-8")
    (tmp_path / "canvas.csv").write_bytes(ONE_DOUBLING.encode("utf-8-sig"))
    (tmp_path / "moodle.csv").write_bytes(MOODLE.replace("\n", "\r\n").encode())
    return course


def record(course: Course, student: str, name: str, score: float | None) -> None:
    report = Report(
        exercise="doubling", submission="submit.py",
        status="not_graded" if score is None else "graded",
        reason="Nothing was handed in." if score is None else None,
        score=score or 0.0, max_score=3.0,
    )  # fmt: skip
    with Gradebook(course.gradebook, "doubling") as book:
        run = book.open_run("", 1, "full", "")
        book.record(run, Student(student, student, name), report, None, None, "")


@pytest.fixture
def run(course: Course, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.chdir(course.root)

    def run(*words: object) -> Result:
        arguments = ["export", "output", *words, *course.options]
        return CliRunner().invoke(main, [*map(str, arguments)], prog_name="grade")

    return run


def written(course: Course) -> list[Path]:
    """All files, without those that SQLite keeps beside a gradebook while it is read."""
    return sorted(path for path in course.root.rglob("*") if "gradebook.db-" not in path.name)


def flowing(text: str) -> str:
    return " ".join(text.split())


def test_canvas_s_gradebook_is_filled_beside_itself(course: Course, run: Command) -> None:
    result = run("--to", "canvas", "--into", "canvas.csv")
    assert result.exit_code == 1  # somebody is in no row
    assert "Wrote canvas.filled.csv, with the points of 1 student." in result.stdout
    assert "Zoe Doe (99)" in result.stderr
    assert "Not graded, so nothing was written: Al Poe (72)." in result.stderr
    filled = (course.root / "canvas.filled.csv").read_bytes()
    assert of_canvas(filled)["Doubling (72)"]["4001"] == "2.5"
    assert filled.replace(b"5.00,2.5,7.50", b"5.00,,7.50") == ONE_DOUBLING.encode("utf-8-sig")
    assert (course.root / "canvas.csv").read_bytes() == ONE_DOUBLING.encode("utf-8-sig")


def test_moodle_s_worksheet_is_filled_where_asked(course: Course, run: Command) -> None:
    result = run("--to", "moodle", "--into", "moodle.csv", "-o", "new/filled.csv")
    assert result.exit_code == 1
    filled = (course.root / "new" / "filled.csv").read_bytes()
    assert of_moodle(filled)[71] == (2.5, "")
    assert b"grading,2.5,3.00,Yes" in filled
    assert (course.root / "moodle.csv").read_bytes() == MOODLE.replace("\n", "\r\n").encode()


def test_everybody_in_the_file_is_success(course: Course, run: Command) -> None:
    with Gradebook(course.gradebook, "doubling") as book:
        book.drop("99")
    assert run("--to", "canvas", "--into", "canvas.csv").exit_code == 0


def test_a_renamed_student_is_found_by_the_earlier_id(course: Course, run: Command) -> None:
    with Gradebook(course.gradebook, "doubling") as book:
        book.rename("71", "jane")
    run("--to", "moodle", "--into", "moodle.csv")
    assert of_moodle((course.root / "moodle.filled.csv").read_bytes())[71][0] == 2.5


def test_the_exported_file_itself_changes_only_with_replace(course: Course, run: Command) -> None:
    words = ("--to", "moodle", "--into", "moodle.csv", "--output", "moodle.csv")
    before = (course.root / "moodle.csv").read_bytes()
    refused = run(*words)
    assert refused.exit_code == 2
    assert "already exists with other content" in refused.stderr
    assert (course.root / "moodle.csv").read_bytes() == before
    run(*words, "--replace")
    assert of_moodle((course.root / "moodle.csv").read_bytes())[71][0] == 2.5


def test_a_second_export_finds_all_as_it_is(course: Course, run: Command) -> None:
    run("--to", "canvas", "--into", "canvas.csv")
    assert "canvas.filled.csv is up to date" in run("--to", "canvas", "--into", "canvas.csv").stdout
    run("--to", "canvas", "--into", "canvas.filled.csv", "-o", "again.csv")
    again = (course.root / "again.csv").read_bytes()
    assert again == (course.root / "canvas.filled.csv").read_bytes()


def test_other_grades_are_listed_and_nothing_is_written(course: Course, run: Command) -> None:
    text = ONE_DOUBLING.replace("5.00,,7.50", "5.00,3.00,7.50")
    (course.root / "canvas.csv").write_text(text, encoding="utf-8")
    refused = run("--to", "canvas", "--into", "canvas.csv")
    assert refused.exit_code == 2
    assert "Jané Roe (71) has 3.00, not 2.5. Add --overwrite" in refused.stderr
    assert not (course.root / "canvas.filled.csv").exists()
    run("--to", "canvas", "--into", "canvas.csv", "--overwrite")
    assert (course.root / "canvas.filled.csv").exists()


def test_a_table_has_the_titles_that_are_asked_for(course: Course, run: Command) -> None:
    result = run("--to", "csv", "--columns", "Student ID=student,Score=points")
    assert result.exit_code == 0
    assert (course.output / "export.csv").read_text(encoding="utf-8") == (
        "Student ID,Score\n71,2.5\n72,\n99,1\n"
    )


def test_pages_go_into_a_zip_for_moodle(course: Course, run: Command) -> None:
    result = run("--feedback", "moodle", "--into", "moodle.csv")
    assert result.exit_code == 1
    assert "Without a participant number, and left out: Zoe Doe (99)." in result.stderr
    content = (course.output / "feedback-for-moodle.zip").read_bytes()
    assert sorted(number for number, _, _ in of_moodles_zip(content)) == [71, 72]
    assert run("--feedback", "moodle").exit_code == 2  # it has one page more
    assert run("--feedback", "moodle", "--replace").exit_code == 0


@pytest.mark.parametrize("place", ["pages", "pages.zip"])
def test_pages_go_under_the_names_of_students(place: str, course: Course, run: Command) -> None:
    (course.output / "feedback" / "99.html").unlink()
    result = run("--feedback", "folder", "-o", place)
    assert result.exit_code == 1
    assert flowing(result.stderr).endswith("feedback: Zoe Doe (99).")
    made = course.root / place
    names = zipfile.ZipFile(made).namelist() if made.is_file() else [x.name for x in made.iterdir()]
    assert sorted(names) == ["Al Poe (72).html", "Jané Roe (71).html"]


def test_a_folder_of_pages_is_written_whole_or_not_at_all(course: Course, run: Command) -> None:
    made = course.root / "pages"
    made.mkdir()
    (made / "Zoe Doe (99).html").write_text("mine")
    refused = run("--feedback", "folder", "-o", "pages")
    assert refused.exit_code == 2
    assert [path.name for path in made.iterdir()] == ["Zoe Doe (99).html"]
    assert run("--feedback", "folder", "-o", "pages", "--replace").exit_code == 0
    assert len([*made.iterdir()]) == 3


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Choose one of --to"),
        (("--to", "csv", "--feedback", "folder"), "Choose one of --to"),
        (("--to", "canvas"), "needs --into FILE"),
        (("--to", "csv", "--into", "canvas.csv"), "--into goes with"),
        (("--to", "moodle", "--into", "moodle.csv", "--column", "x"), "--column goes with"),
        (("--to", "canvas", "--into", "canvas.csv", "--comments"), "Canvas reads no comments"),
        (("--to", "canvas", "--into", "nowhere.csv"), "Check --into"),
        (("--to", "canvas", "--into", "book.xlsx"), "save it as CSV"),
        (("--to", "canvas", "--into", "empty.csv"), "is empty"),
        (("--to", "moodle", "--into", "canvas.csv"), "is not a grading worksheet of Moodle"),
        (("--to", "canvas", "--into", "moodle.csv"), "is not a gradebook exported from Canvas"),
        (("--to", "csv", "--columns", "Points"), "ends in none of"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    words: tuple[str, ...], why: str, course: Course, run: Command
) -> None:
    (course.root / "book.xlsx").write_bytes(b"PK\x03\x04\x14\0\6\0")
    (course.root / "empty.csv").write_bytes(b"")
    before = written(course)
    result = run(*words)
    assert result.exit_code == 2
    assert why in flowing(result.stderr)
    assert written(course) == before


def test_a_folder_without_a_gradebook_is_named(course: Course, run: Command) -> None:
    course.gradebook.unlink()
    result = run("--to", "csv")
    assert result.exit_code == 3
    assert "gradebook.db does not exist. `grade class` creates it." in flowing(result.stderr)
