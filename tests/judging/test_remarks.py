"""Remarks on a file as a whole: what cannot be read or imported, and what does not run."""

import sys

import pytest

from grader.judging.remarks import remarks
from grader.observations import Note, Sighting
from grader.submission.source import Submission

CELLS = (
    ("the 1st code cell", "%%writefile utils.py\ndef half(x):\n    return x / 2\n"),
    ("cell In [2]", "from utils import half"),
    ("cell In [3]", "%%writefile notes.txt\nnothing to run\n"),
)


def script(text: str, siblings: frozenset[str] = frozenset()) -> Submission:
    return Submission("a.py", (("a.py", text),), "", siblings=siblings)


def told(submission: Submission, *notes: Note) -> list[str]:
    return [one.text for one in remarks(submission, Sighting(notes=notes))]


def unread(line: str) -> str:
    note = Note("SyntaxError", "invalid syntax", "a.py", 1, 1, syntax=True)
    (text,) = told(script(line), note)
    return text


def missing(package: str, *, file: str = "a.py") -> Note:
    message = f"No module named '{package}'"
    return Note("ModuleNotFoundError", message, file, 1, package=package)


@pytest.mark.parametrize("line", ["%matplotlib inline", "  !pip install torch", "%%time"])
def test_lines_for_notebooks_are_told_as_such(line: str) -> None:
    assert unread(line).endswith("work in notebooks only. Take this one out.")


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("type Pair = tuple[float, float]", "3.12"),
        ("def first[T](items: list[T]) -> T:", "3.12"),
        ("class Box[T]:", "3.12"),
        ('print(f"{x["a"]}")', "3.12"),
        ("except ValueError, TypeError:", "3.14"),
        ('name = t"{x}"', "3.14"),
    ],
)
def test_syntax_of_a_newer_python_is_told_with_both_versions(
    line: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Old(tuple[int, int]):
        major, minor = 3, 11

    monkeypatch.setattr(sys, "version_info", Old((3, 11)))
    said = f"This is the syntax of Python {version}; here, Python 3.11 reads it."
    assert unread(line).endswith(said)
    Old.minor = 14
    monkeypatch.setattr(sys, "version_info", Old((3, 14)))
    assert "This is the syntax" not in unread(line)


@pytest.mark.parametrize("line", ["def f(:", "x = = 1", "print 'hello'", 'print(f"{x[1]}"'])
def test_of_other_syntax_errors_nothing_more_is_told(line: str) -> None:
    assert "\n" in unread(line)
    assert unread(line).endswith("^")


def test_a_file_beside_a_submission_is_not_graded_with_it() -> None:
    (text,) = told(script("import mine", frozenset({"mine"})), missing("mine"))
    assert "it imports mine, which lies beside this file, and only this file is graded" in text


@pytest.mark.parametrize(("package", "may_be_own"), [("sklearn", False), ("helpers", True)])
def test_a_package_that_is_missing_may_be_a_file(package: str, *, may_be_own: bool) -> None:
    (text,) = told(script(f"import {package}"), missing(package))
    assert f"the package {package} is not installed here" in text
    assert ("only this file is graded" in text) == may_be_own


def test_a_relative_import_is_one_from_a_file_beside() -> None:
    note = Note("ImportError", "attempted relative import with no known parent package", "a.py", 1)
    (text,) = told(script("from .mine import half"), note)
    assert "it imports from a file beside this one" in text


def test_a_cell_that_is_written_to_a_file_does_not_run() -> None:
    notebook = Submission("a.ipynb", CELLS, "", is_notebook=True)
    first, second = told(notebook, missing("utils", file="cell In [2]"))
    assert first.startswith("The 1st code cell does not run: its first line writes it to utils.py")
    assert "it imports utils, which a cell writes to a file" in second
