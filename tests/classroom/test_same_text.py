"""Submissions with the same text are pointed out to the instructor, and to nobody else."""

from collections.abc import Callable

import pytest
from class_factory import RIGHT, SQUARES, Course
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.same_text import text_digest

Command = Callable[..., Result]


def digest(text: str) -> bytes:
    return text_digest([("submit.py", text)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a = 1\n", "a=1   # one\n\n"),
        ("def f(x):\n    return x\n", "# mine\ndef f(x):\n\treturn x"),
        ("a = '#'\n", "a = '#' # a hash\n"),
        ('"""# text"""\n', '"""# text"""  # "text\n'),
    ],
)
def test_blanks_and_comments_make_no_difference(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a = '# one'\n", "a = '# two'\n"),
        ("a = 1\n", "a = 2\n"),
        ("a = '''\n# one'''\n", "a = '''\n# two'''\n"),
        ("a = '\\'# one'\n", "a = '\\'# two'\n"),
        ('a = """it\'s"""  # one\n', 'b = """it\'s"""  # one\n'),
    ],
)
def test_everything_else_does(one: str, other: str) -> None:
    assert digest(one) != digest(other)


@pytest.mark.parametrize("part", ['\\"x', "\\'''\n", "'\\\n", "\"\"\"'''", "\\", "'''\\"])
def test_text_that_never_closes_its_strings_is_read_once(part: str) -> None:
    digest(part * (1 << 19))  # hours, if each of them were read to the end


@given(st.text())
def test_any_text_has_a_digest(text: str) -> None:
    assert digest(text) == digest(text + "\n")


def test_the_same_text_is_on_the_class_page_alone(course: Course, run: Command) -> None:
    course.hand_in(
        alice=RIGHT,
        bob=RIGHT.replace("x + x", "x  +  x  # twice"),
        carol=SQUARES,
        dan=course.exercise().stub().text,
        eve=course.exercise().stub().text + "\n# late",
    )
    assert run(*course.command()).exit_code == 0
    page = (course.output / "class.html").read_text()
    section = page.partition('id="same-text"')[2].partition("</section>")[0]
    assert "alice" in section
    assert "bob" in section
    assert not {name for name in ("carol", "dan", "eve") if name in section}
    student = (course.output / "feedback" / "alice.html").read_text()
    assert "same text" not in student
    assert "bob" not in student
