"""Writes an exercise into an nbgrader course, and creates the course if needed."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat

from grader.errors import InputError, OutputUnwritable, WouldOverwrite
from grader.exercise.folders import Folders, default_folders
from grader.exercise.loading import Exercise
from grader.files import replacing
from grader.nbgrader.assignment import assignment as as_notebook

CONFIG = "nbgrader_config.py"
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]*")
USES_SANDBOX = re.compile(r"^[^#\n]*use_sandbox\(", re.MULTILINE)
NEW_CONFIG = """\
# All options: https://nbgrader.readthedocs.io/en/stable/configuration
c = get_config()

c.CourseDirectory.course_id = {course_id!r}
"""
SANDBOX = """
# Notebooks of exercises are graded in a sandbox, all others in a kernel as usual. Without these
# lines, submissions can read and write everything that the user who grades can.
from grader.nbgrader import use_sandbox

use_sandbox(c{folders})
"""


def write_assignment(
    exercise: Exercise, folders: Folders, course: Path, name: str, *, replace: bool = False
) -> Iterator[str]:
    """Write the assignment `name` into `course`; yields a sentence for each file.

    Raises OutputUnwritable, and WouldOverwrite if there is a different notebook already and
    `replace` is off. An existing configuration is added to, never replaced.
    """
    if not NAME.fullmatch(name):
        raise InputError(
            f"{name!r} cannot name an assignment, because nbgrader makes a folder with that name. "
            "Use letters, digits, spaces, dots, dashes and underscores."
        )
    own = None if folders == default_folders() else _absolute(exercise, folders)
    notebook = nbformat.writes(as_notebook(exercise, own)) + "\n"
    target = course / "source" / name / f"{exercise.name}.ipynb"
    config = course / CONFIG
    wanted = {target: notebook.encode()}
    wanted |= {target.with_name(one): content for one, content in exercise.data_files}
    before = {path: _content(path) for path in wanted}
    configured = _text(config)
    for path, content in wanted.items():
        if before[path] is not None and before[path] != content and not replace:
            raise WouldOverwrite(
                f"{path} already exists with other content and was left as it is. "
                "Choose another --assignment, or add --replace to overwrite it."
            )
    for path, content in wanted.items():
        if before[path] == content:
            yield f"{path} is up to date"
        else:
            _write(path, content)
            yield f"Wrote {path}"
    if configured is not None and USES_SANDBOX.search(configured):
        yield f"{config} already sets up the sandbox"
    else:
        _write(config, _configuration(course, configured, own).encode())
        yield f"Added the sandbox to {config}" if configured else f"Wrote {config}"


def _absolute(exercise: Exercise, folders: Folders) -> Folders:
    hidden = folders.solutions
    return Folders(exercise.folder.parent.resolve(), hidden.resolve() if hidden else None)


def _configuration(course: Path, before: str | None, folders: Folders | None) -> str:
    named = ""
    if folders is not None:
        named = f", exercises={str(folders.exercises)!r}, solutions={str(folders.solutions)!r}"
    start = before if before is not None else NEW_CONFIG.format(course_id=course.resolve().name)
    if "get_config" not in start:
        start += "\nc = get_config()\n"
    return start + SANDBOX.format(folders=named)


def _content(path: Path) -> bytes | None:
    """The content of a file, or None if there is no file."""
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise _unreadable(path, error.strerror) from error


def _text(path: Path) -> str | None:
    """The text of a file, or None if there is no file."""
    content = _content(path)
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not UTF-8 text") from error


def _unreadable(path: Path, reason: str | None) -> InputError:
    return InputError(f"{path} cannot be read: {reason}. It was left as it is.")


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.buffer.write(content)
    except OSError as error:
        raise OutputUnwritable(f"{path} cannot be written: {error.strerror}.") from error
