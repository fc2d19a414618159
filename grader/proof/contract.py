"""The rules for the files of an exercise, checked without running any of them."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from grader.checks import Check, Draw, Param, Tensor
from grader.exercise.examples import MARKER, Example
from grader.exercise.folders import OPTIONAL_FILES, REQUIRED_FILES, Folders
from grader.exercise.loading import Exercise

MAX_FEEDBACK_WORDS = 60
UNWRITTEN = "TODO"  # how the feedback of a new mistake begins
# Feedback observes. These words judge, or belittle what the reader finds hard.
UNWELCOME = re.compile(r"\b(you|your|just|simply|obviously|easy|easily|trivial|wrong)\b", re.I)
SOLUTION_FILES = frozenset({"solution.py", "checks.py", "DESIGN.md", "accepted", "mistakes"})


def contract(exercise: Exercise, folders: Folders) -> list[str]:
    """The rules that the files of an exercise break, one sentence each."""
    return [
        *_files(exercise, folders),
        *_stub(exercise),
        *_checks(exercise),
        *(problem for mistake in exercise.mistakes for problem in _wording(mistake)),
    ]


def _files(exercise: Exercise, folders: Folders) -> Iterable[str]:
    yield from _folder(exercise.folder, REQUIRED_FILES, OPTIONAL_FILES)
    if folders.solutions is None:
        return
    hidden = folders.solutions / exercise.name
    if not hidden.is_dir():
        yield f"{hidden} is missing: the solution and the hidden checks belong there."
        return
    yield from _folder(hidden, SOLUTION_FILES)
    for kind, examples in (("accepted", exercise.accepted), ("mistakes", exercise.mistakes)):
        if not examples:
            yield f"{hidden / kind} is empty: the proof of the tolerances needs examples there."
    readme = exercise.folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    for function in exercise.functions:
        if readme.is_file() and function not in text:
            yield f"{readme} does not mention {function}."


def _folder(
    folder: Path, required: frozenset[str], optional: frozenset[str] = frozenset()
) -> Iterable[str]:
    there = {path.name for path in folder.iterdir() if path.name != "__pycache__"}
    for name in sorted(required - there):
        yield f"{folder / name} is missing."
    for name in sorted(there - required - optional):
        yield f"{folder / name} does not belong in an exercise."


def _stub(exercise: Exercise) -> Iterable[str]:
    path = exercise.folder / "submit.py"
    stub = exercise.stub()
    marked = MARKER.search(stub.text)
    if not marked or marked[1] != exercise.name:
        yield f"{path} needs the line `# exercise: {exercise.name}` at the top."
    for function in set(exercise.functions) - set(exercise.parameters()):
        yield f"{path} does not define {function}, which exercise.toml lists."
    for node in ast.parse(stub.text).body:
        if isinstance(node, ast.FunctionDef) and not ast.get_docstring(node):
            yield f"{path}: {node.name} has no docstring."


def _checks(exercise: Exercise) -> Iterable[str]:
    titles = [check.title for check in exercise.checks]
    parameters = exercise.parameters()
    for check in exercise.checks:
        if titles.count(check.title) > 1:
            yield f"two checks have the title {check.title!r}."
        if not check.hint.strip():
            yield f"the check {check.title!r} has no hint."
        function = check.call.function
        if function not in exercise.functions:
            yield f"the check {check.title!r} calls {function}, which exercise.toml does not list."
            continue
        place = len(check.call.arguments)
        names = list(check.call.keywords)
        if names != list(parameters.get(function, ())[place : place + len(names)]):
            yield (
                f"the check {check.title!r} must pass its keyword arguments in the stub's order, "
                "without gaps: a renamed parameter receives them by position."
            )
        if check.shown and not _literal(check):
            yield f"the shown check {check.title!r} needs literal arguments and expected values."
    for function in exercise.functions:
        if not any(check.call.function == function for check in exercise.checks):
            yield f"no check calls {function}."


def _literal(check: Check) -> bool:
    values = [*check.call.arguments, *check.call.keywords.values()]
    inner = [value.value if isinstance(value, (Param, Tensor)) else value for value in values]
    if any(expectation.kind.needs_solution for expectation in check.expectations):
        return False
    found = [expectation.find for expectation in check.expectations]
    return not any(isinstance(value, Draw) for value in inner + found)


def _wording(mistake: Example) -> Iterable[str]:
    if not mistake.docstring:
        yield f"mistakes/{mistake.name}.py has no docstring. Write its feedback there."
    elif mistake.docstring.startswith(UNWRITTEN):
        yield (
            f"mistakes/{mistake.name}.py begins with {UNWRITTEN}. Write its feedback there: what "
            "this code shows, why, and a question that leads on."
        )
    elif unwelcome := UNWELCOME.search(mistake.docstring):
        yield f"mistakes/{mistake.name}.py says {unwelcome[0]!r}: feedback observes, never judges."
    elif len(mistake.docstring.split()) > MAX_FEEDBACK_WORDS:
        yield f"mistakes/{mistake.name}.py has more than {MAX_FEEDBACK_WORDS} words of feedback."
