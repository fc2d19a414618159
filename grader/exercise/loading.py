"""Finds an exercise's folder pair and loads what is in it.

    exercises/<name>/   README.md  exercise.toml  submit.py  checks.py     a student may see these
                        figures.py                                         (if it has pictures)
    solutions/<name>/   solution.py  checks.py  accepted/  mistakes/       and not these

Discovery is by folder: nothing in this package knows an exercise by name.
"""

import ast
import hashlib
import runpy
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.checks import Check
from grader.errors import ExerciseBroken, ExerciseUnknown
from grader.exercise.examples import MISTAKES, SOLUTION, Example, read_example, read_mistake
from grader.exercise.folders import Folders, hidden_half, names
from grader.figures import Figure

SETTINGS: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "order": int,
    "functions": list,
    "time_limit_seconds": (int, float),
    "check_time_limit_seconds": (int, float),
    "memory_limit_mib": int,
}


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
    figures: tuple[Figure, ...] = field(default=(), repr=False)
    # of all files that have a say in a verdict
    fingerprint: str = field(default="", compare=False)

    def shown_only(self) -> "Exercise":
        """The exercise as a student has it."""
        shown = tuple(check for check in self.checks if check.shown)
        return replace(self, checks=shown, solution=None, accepted=(), mistakes=())

    def with_checks(self, titles: Collection[str]) -> "Exercise":
        """The exercise with only the checks of these titles."""
        return replace(self, checks=tuple(one for one in self.checks if one.title in titles))

    def without_mistakes(self) -> "Exercise":
        """The exercise for grading that names no mistakes."""
        return replace(self, mistakes=())

    def stub(self) -> Example:
        """What students start from."""
        return read_example(self.folder / "submit.py")

    def illustrated(self) -> "Exercise":
        """The exercise with the figures that its figures.py defines, if it has one.

        Submissions are then asked for pictures too, which have no influence on verdicts. Raises
        ExerciseBroken when the file cannot be used.
        """
        path = self.folder / "figures.py"
        figures = _listed(path, "figures") if path.is_file() else ()
        stray = next((one for one in figures if not isinstance(one, Figure)), None)
        if stray is not None:
            raise ExerciseBroken(
                f"{path}: `figures` holds {stray!r}, which figure(...) did not make."
            )
        return replace(self, figures=figures)

    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameter names of each function, as the stub has them."""
        functions = [
            node for node in ast.parse(self.stub().text).body if isinstance(node, ast.FunctionDef)
        ]
        return {
            node.name: tuple(argument.arg for argument in node.args.posonlyargs + node.args.args)
            for node in functions
        }


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
    settings = read_settings(folder / "exercise.toml")
    checks = _checks(folder / "checks.py", shown=True)
    exercise = Exercise(
        name=name, folder=folder, checks=checks, fingerprint=fingerprint(name, folders), **settings
    )
    hidden = hidden_half(name, folders)
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


def load_whole(name: str, folders: Folders) -> Exercise:
    """The exercise with its hidden half. Raises ExerciseUnknown if that is missing."""
    exercise = load(name, folders)
    if exercise.solution is None:
        raise ExerciseUnknown(
            f"The hidden half of {name} is missing, and without it no class can be graded. "
            "Name the folder that has it with --solutions."
        )
    return exercise


def read_settings(path: Path) -> dict[str, Any]:
    """What an exercise.toml says. Raises ExerciseBroken when a line is missing or unknown."""
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


def fingerprint(name: str, folders: Folders) -> str:
    """What tells whether an exercise has changed: a digest of all that has a say in a verdict."""
    folder, hidden = folders.exercises / name, hidden_half(name, folders)
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
