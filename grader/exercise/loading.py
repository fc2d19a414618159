"""Finds an exercise's folder pair and loads what is in it.

    exercises/<name>/   README.md  exercise.toml  submit.py  checks.py     students may see these
                        figures.py                                         (if it has pictures)
                        probes.py  casebook.json                           (to tell causes)
                        what `data` lists                                  (if it has data files)
    solutions/<name>/   solution.py  checks.py  accepted/  mistakes/       but not these

Discovery is by folder: nothing in this package knows an exercise by name.
"""

import ast
import hashlib
import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.checks import Check, Probing
from grader.errors import ExerciseBroken, ExerciseUnknown
from grader.exercise.data import Data, check_files, check_names, present_files, read_data
from grader.exercise.entries import entries
from grader.exercise.examples import MISTAKES, SOLUTION, Example, read_example, read_mistake
from grader.exercise.folders import (
    OPTIONAL_FILES,
    REQUIRED_FILES,
    SETTINGS_FILE,
    Folders,
    hidden_half,
    names,
    no_exercise,
)
from grader.exercise.questions import Question, Step, is_count
from grader.figures import Figure
from grader.recording import Call, Function, Optimizer, called, inside

CHECKS = "checks.py"
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
OPTIONAL: dict[str, type] = {"packages": list, "data": list, "hidden_checks_ask_for": str}
LISTS = ("functions", "packages", "data")


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
    # the names of the files that submissions may read
    data: tuple[str, ...] = ()
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
    hidden: Path | None = field(default=None, repr=False, compare=False)  # the hidden half

    def shown_only(self) -> "Exercise":
        """The exercise as students have it."""
        checks, all_checks = (
            tuple(check for check in ones if check.shown) for ones in (self.checks, self.all_checks)
        )
        return replace(
            self,
            checks=checks,
            of_checks=all_checks,
            solution=None,
            accepted=(),
            mistakes=(),
            hidden=None,
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

    def file_of(self, check: Check) -> Path:
        """The checks.py in which a check stands."""
        half = self.folder if check.shown or self.hidden is None else self.hidden
        return half / CHECKS

    def content(self, name: str) -> bytes:
        """A file of the half that students may see. Raises ExerciseBroken."""
        path = self.folder / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise _unfit(path, f" cannot be read: {error.strerror}.") from error

    @property
    def shown_files(self) -> list[str]:
        """The names of the files that it has in the half that students may see.

        Those that it must have are among them, whether they are there or not.
        """
        there = {name for name in OPTIONAL_FILES if (self.folder / name).exists()}
        return sorted({*REQUIRED_FILES, *there, *self.data})

    @cached_property
    def data_files(self) -> Data:
        """Names and content of the files that submissions may read, read once.

        Raises ExerciseBroken.
        """
        return read_data(self.folder, self.data)

    def illustrated(self) -> "Exercise":
        """The exercise with the figures that its figures.py defines, if it has one.

        Submissions are then asked for pictures too, which never affect a verdict. Raises
        ExerciseBroken if the file cannot be used.
        """
        path = self.folder / "figures.py"
        figures = entries(path, "figures", Figure, "figure(...)") if path.is_file() else ()
        return replace(self, figures=figures)

    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameter names of each function, class and method, as the stub has them.

        Those of a class are what it is made with, and those of a method are at `Class.method`.
        """
        return {function: tuple(defaults) for function, defaults in self._defaults.items()}

    def is_long(self, question: Question) -> bool:
        """Whether it asks for a long run, or leaves that to a default value of the stub."""
        last = Step(question.callee, question.arguments, question.keywords)
        return question.is_long or any(map(self._leaves_a_long_run, (*question.before, last)))

    def _leaves_a_long_run(self, step: Step) -> bool:
        defaults = self._defaults.get(step.name, {})
        left_out = [*defaults][len(step.arguments) :]
        return any(is_count(defaults[name]) for name in left_out if name not in step.keywords)

    @property
    def classes(self) -> frozenset[str]:
        """The names in `functions` that are classes in the stub."""
        found = {node.name for node in self._definitions if isinstance(node, ast.ClassDef)}
        return frozenset(found & set(self.functions))

    @cached_property
    def of_objects(self) -> frozenset[str]:
        """Classes, and the functions that take or return a model or another object.

        A right one cannot stand in for a wrong one of these: only numbers and tensors travel.
        """
        found = set(self.classes)
        for check in self.all_checks:
            given = [one for value in check.call.given for one in inside(value)]
            made = {one.function for one in given if isinstance(one, Call)}
            takes = made & self.classes or any(
                isinstance(one, Function | Optimizer) for one in given
            )
            looked_at = any(one.look.is_in_a_model for one in check.expectations)
            if takes or looked_at or check.call.on is not None:
                found.add(check.call.function)
        return frozenset(found)

    @cached_property
    def called_by_checks(self) -> dict[str, frozenset[str]]:
        """For each function, the others that checks of it call or hand to it."""
        found: dict[str, frozenset[str]] = {}
        for check in self.all_checks:
            function = check.call.function
            found[function] = found.get(function, frozenset()) | called(check.call)
        return found

    @cached_property
    def _definitions(self) -> list[ast.stmt]:
        return ast.parse(self.stub().text).body

    @cached_property
    def _defaults(self) -> dict[str, dict[str, Any]]:
        """The default value of each parameter of what the stub defines, if it is a literal."""
        found: dict[str, dict[str, Any]] = {}
        for node in self._definitions:
            if isinstance(node, ast.FunctionDef):
                found[node.name] = _defaults(node)
            elif isinstance(node, ast.ClassDef):
                found[node.name] = {}
                for method in node.body:
                    if isinstance(method, ast.FunctionDef):
                        own = dict([*_defaults(method).items()][1:])  # without self
                        is_start = method.name == "__init__"
                        found[node.name if is_start else f"{node.name}.{method.name}"] = own
        return found


def _defaults(function: ast.FunctionDef) -> dict[str, Any]:
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    values = [
        one.value if isinstance(one, ast.Constant) else None for one in function.args.defaults
    ]
    return dict.fromkeys(names) | dict(zip(names[len(names) - len(values) :], values, strict=True))


def load_all(folders: Folders) -> list[Exercise]:
    """Every exercise, sorted by the `order` in its exercise.toml. Raises ExerciseBroken."""
    exercises, broken = load_sound(folders)
    if broken:
        raise next(iter(broken.values()))
    return exercises


def load_sound(folders: Folders) -> tuple[list[Exercise], dict[str, ExerciseBroken]]:
    """Every exercise that can be loaded, sorted by its `order`; and by name, what is wrong else."""
    sound: list[Exercise] = []
    broken: dict[str, ExerciseBroken] = {}
    for name in names(folders):
        try:
            sound.append(load(name, folders))
        except ExerciseBroken as error:
            broken[name] = error
    return sorted(sound, key=lambda one: one.order), broken


def in_order(folders: Folders) -> list[str]:
    """The names of all exercises: by their `order`, and then those that cannot be loaded."""
    sound, broken = load_sound(folders)
    return [*(one.name for one in sound), *broken]


def find(name: str, folders: Folders) -> Path:
    """The half that students may see of the exercise with that name. Raises ExerciseUnknown."""
    known = names(folders)
    if name not in known:
        raise ExerciseUnknown(no_exercise(name, known))
    return folders.folder(name)


def load(name: str, folders: Folders) -> Exercise:
    """The exercise with that name.

    Raises ExerciseUnknown if there is none, and ExerciseBroken if one of its files cannot be used.
    """
    folder = find(name, folders)
    settings = read_settings(folder / SETTINGS_FILE)
    check_files(folder, settings["data"])
    checks = _checks(folder / CHECKS, shown=True)
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
        checks=checks + _checks(hidden / CHECKS, shown=False),
        solution=solution,
        hidden=hidden,
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
    settings = _toml(path)
    for key, kind in SETTINGS.items():
        if not isinstance(settings.get(key), kind):
            raise _unfit(path, f" needs a line `{key} = ...`; see CONTRIBUTING.md.")
        if settings[key] in ([], "") or (key.endswith(("_seconds", "_mib")) and settings[key] <= 0):
            raise _unfit(path, f": `{key}` is empty or not above 0. Change it.")
    for key, kind in OPTIONAL.items():
        if not isinstance(settings.get(key, kind()), kind):
            raise _unfit(path, f": `{key}` has the wrong type; see CONTRIBUTING.md.")
    for key in LISTS:
        if not all(isinstance(one, str) for one in settings.get(key, ())):
            raise _unfit(path, f": `{key}` is a list of names, each in quotes. Change it.")
    unknown = sorted(settings.keys() - SETTINGS.keys() - OPTIONAL.keys())
    if unknown:
        raise _unfit(path, f" has an unknown key: {', '.join(unknown)}. Remove it.")
    for key in LISTS:
        settings[key] = tuple(settings.get(key, ()))
    check_names(settings["data"], path)
    return settings


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else None
        raise ExerciseBroken(f"{path} cannot be read: {error}", file=path, line=line) from error


def _unfit(path: Path, what: str) -> ExerciseBroken:
    return ExerciseBroken(f"{path}{what}", file=path)


def _checks(path: Path, *, shown: bool) -> tuple[Check, ...]:
    listed = entries(path, "checks", Check, "check(...)")
    return tuple(replace(check, shown=shown) for check in listed)


def _probes(path: Path) -> tuple[Probing, ...]:
    return entries(path, "probes", Probing, "probe(...)") if path.is_file() else ()


def fingerprint(name: str, folders: Folders) -> str:
    """Digest of every file that can affect a verdict. It differs if the exercise has changed."""
    folder, hidden = folders.folder(name), hidden_half(name, folders)
    files = (SETTINGS_FILE, "checks.py", "submit.py", PROBES, CASEBOOK)
    judging = [folder / file for file in files]
    if hidden is not None:
        judging += [hidden / "checks.py", hidden / SOLUTION]
        judging += sorted((hidden / MISTAKES).glob("*.py"))
    judging += present_files(folder / SETTINGS_FILE)
    digest = hashlib.sha256()
    for path in filter(Path.exists, judging):  # a missing file is reported where it is needed
        try:
            digest.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes())
        except OSError as error:
            raise ExerciseBroken(f"{path} cannot be read: {error}") from error
    return digest.hexdigest()
