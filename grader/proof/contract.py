"""The rules for the files of an exercise, checked without running any of them."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from grader.checks import Check, has_draw
from grader.exercise.data import refused
from grader.exercise.examples import MARKER, MISTAKES, Example
from grader.exercise.folders import OPTIONAL_FILES, REQUIRED_FILES, Folders
from grader.exercise.loading import Exercise
from grader.exercise.questions import ask
from grader.exercise.skeleton import UNWRITTEN
from grader.expectations.compare import literal
from grader.expectations.compared import Plain
from grader.printable import one_line
from grader.proof.findings import Finding, of_check
from grader.proof.placing import misplaced
from grader.proof.todo import left_to_write

MAX_FEEDBACK_WORDS = 60
# Feedback observes. These words judge, or belittle what the reader finds hard.
UNWELCOME = re.compile(r"\b(you|your|just|simply|obviously|easy|easily|trivial|wrong)\b", re.I)
SOLUTION_FILES = frozenset({"solution.py", "checks.py", "DESIGN.md", "accepted", "mistakes"})
AS_DATA = " If submissions read it, list it in exercise.toml: data = [{}]."


def contract(exercise: Exercise, folders: Folders) -> list[Finding]:
    """The rules that the files of an exercise break. Raises ExerciseBroken for a broken stub."""
    exercise.stub()
    return [
        *_files(exercise, folders),
        *left_to_write(exercise),
        *_stub(exercise),
        *misplaced(exercise),
        *_checks(exercise),
        *(problem for mistake in exercise.mistakes for problem in _wording(exercise, mistake)),
    ]


def _files(exercise: Exercise, folders: Folders) -> Iterable[Finding]:
    known = REQUIRED_FILES | OPTIONAL_FILES | {*exercise.data}
    yield from _missing(exercise.folder, REQUIRED_FILES)
    for path in _surplus(exercise.folder, known):
        may_be = path.is_file() and not refused(path.name)
        remedy = AS_DATA.format(json.dumps(path.name)) if may_be else ""
        yield Finding("files", f"{path} does not belong in an exercise.{remedy}", path)
    if folders.solutions is None:
        return
    hidden = folders.solutions / exercise.name
    if not hidden.is_dir():
        what = "is missing: the solution and the hidden checks belong there."
        yield Finding("files", f"{hidden} {what}", hidden)
        return
    yield from _missing(hidden, SOLUTION_FILES)
    for path in _surplus(hidden, SOLUTION_FILES):
        yield Finding("files", f"{path} does not belong in an exercise.", path)
    for kind, examples in (("accepted", exercise.accepted), ("mistakes", exercise.mistakes)):
        if not examples:
            what = "is empty: the proof of the tolerances needs examples there."
            yield Finding("files", f"{hidden / kind} {what}", hidden / kind)
    readme = exercise.folder / "README.md"
    text = readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else ""
    for name in (*exercise.functions, *exercise.data):
        if readme.is_file() and name not in text:
            yield Finding("files", f"{readme} does not mention {name}.", readme)


def _missing(folder: Path, required: frozenset[str]) -> Iterable[Finding]:
    for name in sorted(required):
        if not (folder / name).exists():
            yield Finding("files", f"{folder / name} is missing.", folder / name)


def _surplus(folder: Path, known: frozenset[str]) -> Iterable[Path]:
    return (one for one in sorted(folder.iterdir()) if one.name not in known | {"__pycache__"})


def _stub(exercise: Exercise) -> Iterable[Finding]:
    path = exercise.folder / "submit.py"
    stub = exercise.stub()
    marked = MARKER.search(stub.text)
    if not marked or marked[1] != exercise.name:
        text = f"{path} needs the line `# exercise: {exercise.name}` at the top."
        yield Finding("stub", text, path)
    for function in sorted(set(exercise.functions) - set(exercise.parameters())):
        text = f"{path} does not define {function}, which exercise.toml lists."
        yield Finding("stub", text, path)
    for name, node in _definitions(ast.parse(stub.text)):
        if not ast.get_docstring(node):
            text = f"{path}: {name} has no docstring."
            yield Finding("stub", text, path, node.lineno)


def _definitions(
    inside: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """The functions, classes and methods that are to have docstrings, with their names.

    Methods of Python itself, such as `__init__`, are described by the class.
    """
    for node in inside.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if not (prefix and node.name.startswith("__")):
                yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _definitions(node, f"{prefix}{node.name}.")


def _checks(exercise: Exercise) -> Iterable[Finding]:
    titles: set[str] = set()
    for check in exercise.checks:
        if check.title in titles:
            text = f"two checks have the title {check.title!r}."
            yield of_check("check", text, exercise, check)
        titles.add(check.title)
        for text in _rules(exercise, check):
            yield of_check("check", text, exercise, check)
    for function in exercise.functions:
        if not any(check.call.function == function for check in exercise.checks):
            yield Finding("check", f"no check calls {function}.")


def _rules(exercise: Exercise, check: Check) -> Iterable[str]:
    """The rules that a check breaks."""
    if not check.hint.strip():
        yield f"the check {check.title!r} has no hint."
    function = check.call.function
    if function not in exercise.functions:
        yield f"the check {check.title!r} calls {function}, which exercise.toml does not list."
        return
    place = len(check.call.arguments)
    names = list(check.call.keywords)
    parameters = exercise.parameters().get(check.call.callee, ())
    if names != list(parameters[place : place + len(names)]):
        yield (
            f"the check {check.title!r} must pass its keyword arguments in the stub's order, "
            "without gaps: a renamed parameter receives them by position."
        )
    if check.shown and not _literal(check):
        yield f"the shown check {check.title!r} needs literal arguments and expected values."


def unusable_check(exercise: Exercise) -> Finding | None:
    """The first check with a value that cannot be sent or compared; nothing can be run with it."""
    for check in exercise.checks:
        try:
            for question in ask(check, 0):
                msgspec.json.encode(question.as_message())
            for expectation in check.expectations:
                if isinstance(expectation.kind, Plain):
                    literal(expectation.find)
        except (TypeError, ValueError) as error:
            text = f"the check {check.title!r} cannot be asked: {one_line(str(error))}."
            return of_check("unusable", text, exercise, check)
    return None


def _literal(check: Check) -> bool:
    if any(expectation.kind.needs_solution for expectation in check.expectations):
        return False
    found = [expectation.find for expectation in check.expectations]
    return not has_draw([check.call, *found])


def _wording(exercise: Exercise, mistake: Example) -> Iterable[Finding]:
    file = None if exercise.hidden is None else exercise.hidden / MISTAKES / f"{mistake.name}.py"
    if not mistake.docstring:
        text = "has no docstring. Write its feedback there."
    elif mistake.docstring.startswith(UNWRITTEN):
        text = (
            f"begins with {UNWRITTEN}. Write its feedback there: what this code shows, why, and a "
            "question that leads on."
        )
        yield Finding("todo", f"mistakes/{mistake.name}.py {text}", file, 1)
        return
    elif unwelcome := UNWELCOME.search(mistake.docstring):
        text = f"says {unwelcome[0]!r}: feedback observes, never judges."
    elif len(mistake.docstring.split()) > MAX_FEEDBACK_WORDS:
        text = f"has more than {MAX_FEEDBACK_WORDS} words of feedback."
    else:
        return
    yield Finding("feedback", f"mistakes/{mistake.name}.py {text}", file)
