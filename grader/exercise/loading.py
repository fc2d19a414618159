"""Finds an exercise's folder pair and loads what is in it.

    exercises/<name>/   README.md  exercise.toml  submit.py  checks.py     students may see these
                        figures.py                                         (if it has pictures)
                        probes.py  casebook.json                           (to tell causes)
    solutions/<name>/   solution.py  checks.py  accepted/  mistakes/       but not these

Discovery is by folder: nothing in this package knows an exercise by name.
"""

import ast
import hashlib
import runpy
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.checks import Check, Probing
from grader.errors import ExerciseBroken, ExerciseUnknown
from grader.exercise.examples import MISTAKES, SOLUTION, Example, read_example, read_mistake
from grader.exercise.folders import SETTINGS_FILE, Folders, hidden_half, names, no_exercise
from grader.exercise.questions import Question, is_count
from grader.figures import Figure

PROBES = "probes.py"
CASEBOOK = "casebook.json"
SETTINGS: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "order": int,
    "functions": list,
    "time_limit_seconds": (int, float),
    "check_time_limit_seconds": (int, float),
    "memory_limit_mib": int,
}
OPTIONAL: dict[str, type] = {"packages": list, "hidden_checks_ask_for": str}


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
    # what submissions may import beside torch and numpy
    packages: tuple[str, ...] = ()
    # what the shown checks do not look at, as the end of a sentence
    hidden_checks_ask_for: str = ""
    solution: Example | None = None
    accepted: tuple[Example, ...] = ()
    mistakes: tuple[Example, ...] = ()
    figures: tuple[Figure, ...] = field(default=(), repr=False)
    probes: tuple[Probing, ...] = field(default=(), repr=False)
    # where `checks` are only some of the exercise's: all that this half has
    of_checks: tuple[Check, ...] = field(default=(), repr=False)
    # a digest of every file that can affect a verdict
    fingerprint: str = field(default="", compare=False)

    def shown_only(self) -> "Exercise":
        """The exercise as students have it."""
        checks, all_checks = (
            tuple(check for check in ones if check.shown) for ones in (self.checks, self.all_checks)
        )
        return replace(
            self, checks=checks, of_checks=all_checks, solution=None, accepted=(), mistakes=()
        )

    @property
    def all_checks(self) -> tuple[Check, ...]:
        """All checks that the exercise has, whichever of them are asked."""
        return self.of_checks or self.checks

    def prepared(self, *, pictures: bool, shown_only: bool = False) -> "Exercise":
        """The exercise for a command that draws pictures or not, with all checks or the shown."""
        exercise = self.illustrated() if pictures else self
        return exercise.shown_only() if shown_only else exercise

    def with_checks(self, titles: Collection[str]) -> "Exercise":
        """The exercise with only the checks that have these titles."""
        checks = tuple(one for one in self.checks if one.title in titles)
        return replace(self, checks=checks, of_checks=self.all_checks)

    def with_first_checks(self, number: int) -> "Exercise":
        """The exercise with only so many checks."""
        return replace(self, checks=self.checks[:number], of_checks=self.all_checks)

    def stub(self) -> Example:
        """What students start from."""
        return read_example(self.folder / "submit.py")

    def content(self, name: str) -> bytes:
        """A file of the half that students may see. Raises ExerciseBroken."""
        path = self.folder / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise ExerciseBroken(f"{path} cannot be read: {error.strerror}.") from error

    def illustrated(self) -> "Exercise":
        """The exercise with the figures that its figures.py defines, if it has one.

        Submissions are then asked for pictures too, which never affect a verdict. Raises
        ExerciseBroken if the file cannot be used.
        """
        path = self.folder / "figures.py"
        figures = _listed(path, "figures") if path.is_file() else ()
        stray = next((one for one in figures if not isinstance(one, Figure)), None)
        if stray is not None:
            raise ExerciseBroken(
                f"{path}: `figures` contains {stray!r}. Make each entry with figure(...)."
            )
        return replace(self, figures=figures)

    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameter names of each function, as the stub has them."""
        return {function: tuple(defaults) for function, defaults in self._defaults.items()}

    def is_long(self, question: Question) -> bool:
        """Whether it asks for a long run, or leaves that to a default value of the stub."""
        defaults = self._defaults.get(question.function, {})
        left_out = [*defaults][len(question.arguments) :]
        return question.is_long or any(
            is_count(defaults[name]) for name in left_out if name not in question.keywords
        )

    @cached_property
    def _defaults(self) -> dict[str, dict[str, Any]]:
        """The default value of each parameter of each function in the stub, if it is a literal."""
        body = ast.parse(self.stub().text).body
        return {node.name: _defaults(node) for node in body if isinstance(node, ast.FunctionDef)}


def _defaults(function: ast.FunctionDef) -> dict[str, Any]:
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    values = [
        one.value if isinstance(one, ast.Constant) else None for one in function.args.defaults
    ]
    return dict.fromkeys(names) | dict(zip(names[len(names) - len(values) :], values, strict=True))


def load_all(folders: Folders) -> list[Exercise]:
    """Every exercise, sorted by the `order` in its exercise.toml."""
    return sorted((load(name, folders) for name in names(folders)), key=lambda one: one.order)


def load(name: str, folders: Folders) -> Exercise:
    """The exercise with that name.

    Raises ExerciseUnknown if there is none, and ExerciseBroken if one of its files cannot be used.
    """
    known = names(folders)
    if name not in known:
        raise ExerciseUnknown(no_exercise(name, known))
    folder = folders.folder(name)
    settings = read_settings(folder / SETTINGS_FILE)
    checks = _checks(folder / "checks.py", shown=True)
    exercise = Exercise(
        name=name,
        folder=folder,
        checks=checks,
        probes=_probes(folder / PROBES),
        fingerprint=fingerprint(name, folders),
        **settings,
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


def whole(exercise: Exercise) -> Exercise:
    """The exercise with its hidden half. Raises ExerciseUnknown if that is missing."""
    if exercise.solution is None:
        raise ExerciseUnknown(
            f"The hidden half of {exercise.name} is missing, and grading a class needs it. "
            "Name the folder that has it with --solutions."
        )
    return exercise


def read_settings(path: Path) -> dict[str, Any]:
    """The settings in an exercise.toml. Raises ExerciseBroken if one is missing or unknown."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExerciseBroken(f"{path} cannot be read: {error}") from error
    for key, kind in SETTINGS.items():
        if not isinstance(settings.get(key), kind):
            raise ExerciseBroken(f"{path} needs a line `{key} = ...`; see CONTRIBUTING.md.")
        if settings[key] in ([], "") or (key.endswith(("_seconds", "_mib")) and settings[key] <= 0):
            raise ExerciseBroken(f"{path}: `{key}` is empty or not above 0. Change it.")
    for key, kind in OPTIONAL.items():
        if not isinstance(settings.get(key, kind()), kind):
            raise ExerciseBroken(f"{path}: `{key}` has the wrong type; see CONTRIBUTING.md.")
    if not all(isinstance(one, str) for one in settings.get("packages", ())):
        raise ExerciseBroken(f"{path}: `packages` is a list of names, each in quotes. Change it.")
    unknown = sorted(settings.keys() - SETTINGS.keys() - OPTIONAL.keys())
    if unknown:
        raise ExerciseBroken(f"{path} has an unknown key: {', '.join(unknown)}. Remove it.")
    for key in ("functions", "packages"):
        settings[key] = tuple(settings.get(key, ()))
    return settings


def _checks(path: Path, *, shown: bool) -> tuple[Check, ...]:
    try:
        return tuple(replace(check, shown=shown) for check in _listed(path, "checks"))
    except TypeError as error:  # something in the list is not a check
        raise ExerciseBroken(f"{path} cannot be used: TypeError: {error}") from error


def _probes(path: Path) -> tuple[Probing, ...]:
    probes = _listed(path, "probes") if path.is_file() else ()
    stray = next((one for one in probes if not isinstance(one, Probing)), None)
    if stray is not None:
        raise ExerciseBroken(
            f"{path}: `probes` contains {stray!r}. Make each entry with probe(...)."
        )
    return probes


def _listed(path: Path, name: str) -> tuple[Any, ...]:
    """The list with that name in an author's file."""
    try:
        listed = runpy.run_path(str(path)).get(name)
        if listed is None:
            raise ExerciseBroken(f"{path} defines no list named `{name}`. Add one.")
        return tuple(listed)
    except ExerciseBroken:
        raise
    except Exception as error:  # whatever an author's file may raise
        raise ExerciseBroken(f"{path} cannot be used: {type(error).__name__}: {error}") from error


def fingerprint(name: str, folders: Folders) -> str:
    """Digest of every file that can affect a verdict. It differs if the exercise has changed."""
    folder, hidden = folders.folder(name), hidden_half(name, folders)
    files = (SETTINGS_FILE, "checks.py", "submit.py", PROBES, CASEBOOK)
    judging = [folder / file for file in files]
    if hidden is not None:
        judging += [hidden / "checks.py", hidden / SOLUTION]
        judging += sorted((hidden / MISTAKES).glob("*.py"))
    digest = hashlib.sha256()
    for path in filter(Path.exists, judging):  # a missing file is reported where it is needed
        try:
            digest.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes())
        except OSError as error:
            raise ExerciseBroken(f"{path} cannot be read: {error}") from error
    return digest.hexdigest()
