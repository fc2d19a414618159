"""Finds an exercise's folder pair and loads what is in it.

    exercises/<name>/   README.md  exercise.toml  submit.py  checks.py     a student may see these
                        figures.py                                         (if it has pictures)
    solutions/<name>/   solution.py  checks.py  accepted/  mistakes/       and not these

Discovery is by folder: nothing in this package knows an exercise by name.
"""

import ast
import hashlib
import re
import runpy
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.checks import Check
from grader.errors import ExerciseBroken, ExerciseUnknown
from grader.exercise.examples import (
    MARKER,
    MISTAKES,
    SOLUTION,
    Example,
    find_mistake,
    read_example,
    read_mistake,
)
from grader.figures import Figure

DEFINITION = re.compile(r"^[^\S\n]*(?:async[^\S\n]+)?def[^\S\n]+(\w+)", re.MULTILINE)
SETTINGS: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "order": int,
    "functions": list,
    "time_limit_seconds": (int, float),
    "check_time_limit_seconds": (int, float),
    "memory_limit_mib": int,
}


@dataclass(frozen=True)
class Folders:
    """Where exercises and their hidden halves are; `solutions` is None for a student."""

    exercises: Path
    solutions: Path | None


@dataclass(frozen=True)
class Exercise:
    """One folder pair, loaded. Without the hidden half, `solution` is None."""

    name: str
    folder: Path
    title: str
    order: int
    functions: tuple[str, ...]
    time_limit_seconds: float
    check_time_limit_seconds: float
    memory_limit_mib: int
    checks: tuple[Check, ...]
    solution: Example | None = None
    accepted: tuple[Example, ...] = ()
    mistakes: tuple[Example, ...] = ()
    # of all files that have a say in a verdict
    fingerprint: str = field(default="", compare=False)

    def shown_only(self) -> "Exercise":
        """The exercise as a student has it."""
        shown = tuple(check for check in self.checks if check.shown)
        return replace(self, checks=shown, solution=None, accepted=(), mistakes=())

    def stub(self) -> Example:
        """What students start from."""
        return read_example(self.folder / "submit.py")

    def figures(self) -> tuple[Figure, ...]:
        """The figures that its figures.py defines; none where there is no such file.

        They have no say in a verdict. Raises ExerciseBroken when the file cannot be used.
        """
        path = self.folder / "figures.py"
        figures = _listed(path, "figures") if path.is_file() else ()
        stray = next((one for one in figures if not isinstance(one, Figure)), None)
        if stray is not None:
            raise ExerciseBroken(
                f"{path}: `figures` holds {stray!r}, which figure(...) did not make."
            )
        return figures

    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameter names of each function, as the stub has them."""
        functions = [
            node for node in ast.parse(self.stub().text).body if isinstance(node, ast.FunctionDef)
        ]
        return {
            node.name: tuple(argument.arg for argument in node.args.posonlyargs + node.args.args)
            for node in functions
        }


def default_folders() -> Folders:
    """The folders that came with this package, or those of the checkout it runs from."""
    package = Path(__file__).resolve().parents[1]
    if (package / "exercises").is_dir():
        return Folders(package / "exercises", None)
    root = package.parent
    hidden = root / "solutions"
    return Folders(root / "exercises", hidden if hidden.is_dir() else None)


def folders_at(exercises: Path | str | None, solutions: Path | str | None) -> Folders:
    """These folders, and the default ones where none is named.

    The hidden halves that came with this package belong to its own exercises alone.
    """
    own = default_folders()
    return Folders(
        Path(exercises) if exercises else own.exercises,
        Path(solutions) if solutions else None if exercises else own.solutions,
    )


def names(folders: Folders) -> list[str]:
    """The names of all exercises there are."""
    try:
        found = sorted(path.parent.name for path in folders.exercises.glob("*/exercise.toml"))
    except OSError:
        found = []
    if not found:
        raise ExerciseUnknown(
            f"{folders.exercises} has no exercises. "
            "An exercise is a folder with an exercise.toml; name the right place with --exercises."
        )
    return found


def load_all(folders: Folders) -> list[Exercise]:
    """Every exercise, in the order that their exercise.toml gives."""
    return sorted((load(name, folders) for name in names(folders)), key=lambda one: one.order)


def load(name: str, folders: Folders) -> Exercise:
    """The exercise of that name.

    Raises ExerciseUnknown when there is none and ExerciseBroken when a file of it cannot be used.
    """
    known = names(folders)
    if name not in known:
        raise ExerciseUnknown(f"There is no exercise named {name!r}. There is: {', '.join(known)}.")
    folder = folders.exercises / name
    settings = _settings(folder / "exercise.toml")
    checks = _checks(folder / "checks.py", shown=True)
    exercise = Exercise(
        name=name, folder=folder, checks=checks, fingerprint=fingerprint(name, folders), **settings
    )
    hidden = _hidden(name, folders)
    if hidden is None:
        return exercise
    solution = read_example(hidden / SOLUTION)
    accepted, mistakes = (sorted((hidden / kind).glob("*.py")) for kind in ("accepted", MISTAKES))
    return replace(
        exercise,
        checks=checks + _checks(hidden / "checks.py", shown=False),
        solution=solution,
        accepted=tuple(map(read_example, accepted)),
        mistakes=tuple(read_mistake(path, solution, exercise.functions) for path in mistakes),
    )


def recognise(text: str, folders: Folders, path: str = "-") -> str:
    """The exercise that a submission is for: by its marker line, else by its functions.

    A mistake file, which may have neither, is recognised by the folder that `path` lies in. The
    text is searched, never parsed: a submission may be written to break a parser.
    """
    known = names(folders)
    for name in known:
        if find_mistake(path, name, folders.solutions):
            return name
    marked = MARKER.search(text)
    if marked and marked[1] in known:
        return marked[1]
    defined = set(DEFINITION.findall(text))
    fitting = {}
    for name in known:
        functions = _settings(folders.exercises / name / "exercise.toml")["functions"]
        fitting[name] = len(defined.intersection(functions))
    best = max(fitting.values())
    candidates = [name for name in known if fitting[name] == best]
    if best and len(candidates) == 1:
        return candidates[0]
    raise ExerciseUnknown(
        (
            f"It names the exercise {marked[1]!r}, which is not here"
            if marked
            else "It does not say which exercise it is for"
        )
        + (f", and its functions fit {_either(candidates)}" if best else "")
        + f". Add the line `# exercise: {known[0]}` at the top, or use --exercise with "
        + f"{_either(known)}."
    )


def _either(options: Iterable[str]) -> str:
    return " or ".join(options)


def _settings(path: Path) -> dict[str, Any]:
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExerciseBroken(f"{path} cannot be read: {error}") from error
    for key, kind in SETTINGS.items():
        if not isinstance(settings.get(key), kind):
            raise ExerciseBroken(f"{path} needs a line `{key} = ...`; see CONTRIBUTING.md.")
        if settings[key] in ([], "") or (key.endswith(("_seconds", "_mib")) and settings[key] <= 0):
            raise ExerciseBroken(f"{path}: `{key}` is empty or not above 0.")
    unknown = sorted(settings.keys() - SETTINGS.keys())
    if unknown:
        raise ExerciseBroken(f"{path} has a key that is not known: {', '.join(unknown)}.")
    settings["functions"] = tuple(settings["functions"])
    return settings


def _checks(path: Path, *, shown: bool) -> tuple[Check, ...]:
    try:
        return tuple(replace(check, shown=shown) for check in _listed(path, "checks"))
    except TypeError as error:  # what is listed is no check
        raise ExerciseBroken(f"{path} cannot be used: TypeError: {error}") from error


def _listed(path: Path, name: str) -> tuple[Any, ...]:
    """The list of that name that an author's file defines."""
    try:
        listed = runpy.run_path(str(path)).get(name)
        if listed is None:
            raise ExerciseBroken(f"{path} defines no list named `{name}`.")
        return tuple(listed)
    except ExerciseBroken:
        raise
    except Exception as error:  # whatever an author's file may raise
        raise ExerciseBroken(f"{path} cannot be used: {type(error).__name__}: {error}") from error


def _hidden(name: str, folders: Folders) -> Path | None:
    hidden = folders.solutions / name if folders.solutions else None
    return hidden if hidden and hidden.is_dir() else None


def fingerprint(name: str, folders: Folders) -> str:
    """What tells whether an exercise has changed: a digest of all that has a say in a verdict."""
    folder, hidden = folders.exercises / name, _hidden(name, folders)
    judging = [folder / file for file in ("exercise.toml", "checks.py", "submit.py")]
    if hidden is not None:
        judging += [hidden / "checks.py", hidden / SOLUTION]
        judging += sorted((hidden / MISTAKES).glob("*.py"))
    told = hashlib.sha256()
    for path in filter(Path.exists, judging):  # what is missing is told where it is needed
        try:
            told.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes())
        except OSError as error:
            raise ExerciseBroken(f"{path} cannot be read: {error}") from error
    return told.hexdigest()
