"""What an author's file lists, such as the checks in checks.py; and where such a file is broken."""

import ast
import runpy
import traceback
from pathlib import Path
from typing import TypeVar

from grader.errors import ExerciseBroken
from grader.printable import encodable, one_line

T = TypeVar("T")


def entries(path: Path, name: str, kind: type[T], word: str) -> tuple[T, ...]:
    """The list with that name in the file; each entry is of that kind, and made with that word.

    Raises ExerciseBroken with the line, and with the title of the check that it is about.
    """
    try:
        listed = runpy.run_path(str(path)).get(name)
        if listed is None:
            raise ExerciseBroken(f"{path} defines no list named `{name}`. Add one.", file=path)
        found = tuple(listed)
    except ExerciseBroken:
        raise
    except (Exception, SystemExit) as error:  # whatever an author's file may raise
        raise unusable(path, error) from error
    for one in found:
        if not isinstance(one, kind):
            what = f"`{name}` contains something of type {type(one).__name__}"
            raise ExerciseBroken(f"{path}: {what}. Make each entry with {word}.", file=path)
    return found


def unusable(path: Path, error: BaseException) -> ExerciseBroken:
    """That an author's file cannot be used, with the line where it goes wrong."""
    line = _line(path, error)
    title = "" if line is None else _title(path, line)
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    where = "" if line is None else f" (line {line})"
    if title and title not in said:
        where = f" (line {line}, in the check {title!r})"
    text = f"{path} cannot be used: {type(error).__name__}: {one_line(said)}{where}."
    return ExerciseBroken(text, file=path, line=line, check=title)


def _line(path: Path, error: BaseException) -> int | None:
    """The line of the file in which it went wrong, also if it imports what goes wrong."""
    if isinstance(error, SyntaxError) and error.filename in (str(path), "<unknown>"):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((one.lineno for one in reversed(frames) if one.filename == str(path)), None)


def _title(path: Path, line: int) -> str:
    """The title of the check that stands in that line, if one does."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, ValueError, SyntaxError):
        return ""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        is_check = isinstance(call.func, ast.Name) and call.func.id == "check"
        if is_check and call.lineno <= line <= (call.end_lineno or line):
            first = next(iter(call.args), None)
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                return encodable(first.value)
    return ""
