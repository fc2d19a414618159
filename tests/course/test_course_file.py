"""What course.toml may say, and how it says in which line and for whom something is wrong."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.course.lines import line_of
from grader.course.reading import Worth, find_course_file, read_course
from grader.course.rules import Amount, ExerciseRules
from grader.errors import CourseUnusable

WORTH = Worth("doubling", 10.0, {"it doubles one": 4.0, "it doubles minus one": 6.0})
WHOLE = """
timezone = "Europe/Berlin"

[late]
per_day = "10 %"
at_most = "50 %"
grace = "15 minutes"

[students.carol]
extension = "1 day 12 hours"

[exercises.doubling]
due = 2026-05-04

[exercises.doubling.students.alice]
extension = "2 days"
points = 7.5
bonus = 1
comment = "On paper."

[exercises.doubling.students."bob@x.org".checks]
"it doubles one" = 3
"it doubles minus one" = { points = 2, comment = "Half of it." }
"""


def read(folder: Path, text: str) -> ExerciseRules:
    file = folder / "course.toml"
    file.write_text(text, encoding="utf-8")
    return read_course(file, WORTH)


def test_everything_that_a_file_may_say_is_read(tmp_path: Path) -> None:
    rules = read(tmp_path, WHOLE)
    assert rules.due == datetime(2026, 5, 5)  # the end of the day before
    assert rules.late is not None
    assert rules.late.per_day == Amount(10, percent=True)
    assert rules.late.grace == timedelta(minutes=15)
    alice, bob = rules.of("alice"), rules.of("bob@x.org")
    assert (alice.points, alice.bonus, alice.comment) == (7.5, 1.0, "On paper.")
    assert alice.extension == timedelta(days=2)
    assert bob.checks["it doubles minus one"].comment == "Half of it."
    assert bob.checks["it doubles one"].points == 3
    assert rules.of("carol").extension == timedelta(days=1, hours=12)
    assert rules.of("dave").points is None


def test_a_policy_of_one_exercise_replaces_that_of_all(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE + "[exercises.doubling.late]\nper_day = 1\n").late is not None
    text = WHOLE.replace("due = 2026-05-04", 'due = 2026-05-04\nlate = "none"')
    assert read(tmp_path, text).late is None


@pytest.mark.parametrize(
    ("due", "wanted"),
    [
        ('"2026-05-04 23:59"', datetime(2026, 5, 4, 23, 59)),
        ("2026-05-04T23:59:00", datetime(2026, 5, 4, 23, 59)),
        ('"2026-05-04"', datetime(2026, 5, 5)),
        ('"2026-05-04T21:59Z"', datetime(2026, 5, 4, 21, 59, tzinfo=UTC)),
    ],
)
def test_a_due_time_is_written_as_people_do(tmp_path: Path, due: str, wanted: datetime) -> None:
    assert read(tmp_path, f"[exercises.doubling]\ndue = {due}\n").due == wanted


def test_a_file_about_other_exercises_says_so(tmp_path: Path) -> None:
    rules = read(tmp_path, "[exercises.trebling]\ndue = 2026-05-04\n")
    assert "says nothing about doubling" in rules.note
    assert rules.due is None


ALICE = "[exercises.doubling.students.alice]\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (ALICE + "point = 3", 2, ["`point` of alice", "`points`"]),
        (ALICE + "points = 11", 2, ["of alice", "above the maximum of 10 points"]),
        (ALICE + 'comment = """\nlong\n"""\npoints = "3"', 5, ["of alice", "number of points"]),
        (ALICE + "points = nan", 2, ["of alice"]),
        (ALICE + "points = true", 2, ["of alice"]),
        (ALICE + "bonus = -1", 2, ["of alice"]),
        (ALICE + "comment = 3", 2, ["of alice", "quotes"]),
        (ALICE + 'extension = "soon"', 2, ["of alice", "2 days"]),
        (ALICE + 'extension = "9999999999 days"', 2, ["of alice", "longer than"]),
        (ALICE + 'due = "tomorrow"', 2, ["of alice", "2026-05-04 23:59"]),
        (ALICE + 'due = "9999-12-31"', 2, ["of alice", "2026-05-04 23:59"]),
        (ALICE + 'extension = "999999 days"', 2, ["of alice", "longer than"]),
        (ALICE + f"points = 1{'0' * 400}", 2, ["of alice"]),
        (ALICE + "due = 3", 2, ["of alice", "2026-05-04 23:59"]),
        (ALICE + 'due = 2026-05-04\nextension = "1 day"', 3, ["of alice", "Keep one"]),
        (ALICE + 'checks = { "it doubles on" = 3 }', 2, ["of alice", "Did you mean"]),
        (ALICE + 'checks = { "it doubles one" = 5 }', 2, ["of alice", "maximum of 4 points"]),
        (ALICE + 'points = 1\nchecks = { "it doubles one" = 3 }', 2, ["of alice", "Keep one"]),
        ("[exercises.doubling.students]\nalice = 3", 2, ["alice", "not a table"]),
        ("\n[late]\ngrace = 3", 2, ["late", "per_day"]),
        ('[late]\nper_day = "a lot"', 2, ["per_day", "10 %"]),
        ("[late]\nper_day = -1", 2, ["per_day"]),
        ('[late]\nper_day = 1\ncap = "10 %"', 3, ["cap", "at_most"]),
        ("late = 3", 1, ["late", '"none"']),
        ('timezone = "Berlin"', 1, ["timezone", "Europe/Berlin"]),
        ('\ntimezone = "../etc/passwd"', 2, ["timezone"]),
        ("[exercise.doubling]", 1, ["exercise", "`exercises`"]),
        ("[exercises.trebling]\ndeu = 2026-05-04", 2, ["deu", "`due`"]),
        ("[students.alice]\npoints = 3", 2, ["`points` of alice"]),
    ],
)
def test_a_wrong_value_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, words: list[str]
) -> None:
    with pytest.raises(CourseUnusable) as caught:
        read(tmp_path, text)
    assert f"line {line}:" in str(caught.value)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[late\n", "line 1"),
        (b"due = 2026-05-04 23:59 # noon\n", "Put times into quotes"),
        ("comment = '\u00fc'".encode("latin-1"), "UTF-8"),
        (b"#" * ((1 << 20) + 1), "1 MiB"),
        (b"a = " + b"[" * 100_000, "is not TOML"),
    ],
)
def test_a_file_that_is_no_toml_is_no_traceback(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "course.toml"
    file.write_bytes(content)
    with pytest.raises(CourseUnusable, match=words):
        read_course(file, WORTH)


def test_the_file_lies_beside_the_output_or_in_it(tmp_path: Path) -> None:
    output = tmp_path / "graded"
    output.mkdir()
    assert find_course_file(output) is None
    inside, beside = output / "course.toml", tmp_path / "course.toml"
    inside.touch()
    assert find_course_file(output) == inside
    beside.touch()
    with pytest.raises(CourseUnusable, match="Keep one of them"):
        find_course_file(output)


def test_a_line_is_found_in_every_way_to_write_a_key() -> None:
    text = '[a]\nb = 1\n[a."c.d"]\ne = [\n 1,\n]\n"\\u0066" = 2\n'
    assert line_of(text, ("a", "b")) == 2
    assert line_of(text, ("a", "c.d")) == 3
    assert line_of(text, ("a", "c.d", "e")) == 6  # where the value ends
    assert line_of(text, ("a", "c.d", "f")) == 7
    assert line_of(text, ("nothing",)) == 1


def test_a_line_of_text_that_looks_like_a_table_misleads_nobody() -> None:
    text = '[x]\ndue = 1\n[x.alice]\ncomment = """\n[b] see\n"""\npoints = 3\n'
    assert line_of(text, ("x", "due")) == 2
    assert line_of(text, ("x", "alice", "comment")) == 6
    assert line_of(text, ("x", "alice", "points")) == 7


def test_a_line_of_a_long_file_is_found_in_few_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    students = "".join(f"[students.s{n}]\nextension = '1 day'\n" for n in range(4000))
    looks = []
    read = tomllib.loads

    def counted(text: str) -> object:
        looks.append(text)
        return read(text)

    monkeypatch.setattr(tomllib, "loads", counted)
    assert line_of(students, ("students", "s3000", "extension")) == 6002
    assert len(looks) < 20
