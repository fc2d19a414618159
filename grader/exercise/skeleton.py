"""The two folders of a new exercise: a small one that works, with what is to be written marked."""

import builtins
import keyword
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

import grader.checks
from grader.errors import ExerciseBroken, InputError
from grader.exercise.folders import SETTINGS_FILE, Folders
from grader.exercise.loading import CHECKS, read_settings
from grader.printable import joined, one_line

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CLASS_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
MAX_NAME = 60
UNWRITTEN = "TODO"  # how a text begins that is still to be written
# for each file of a half its template
SHOWN = {
    "README.md": "README.md",
    "submit.py": "submit.py",
    CHECKS: "checks.py",
    SETTINGS_FILE: "exercise.toml",  # the last, as an exercise is a folder with this file
}
HIDDEN = {
    "solution.py": "reference.py",
    CHECKS: "hidden_checks.py",
    "accepted/another_way.py": "variant.py",
    "DESIGN.md": "DESIGN.md",
}
WRONG_FUNCTION = {"mistakes/leaves_out_the_last.py": "wrong_function.py"}
WRONG_CLASS = {"mistakes/registers_no_parameter.py": "wrong_class.py"}
# what the files of the skeleton call something else
TAKEN = frozenset({*grader.checks.__all__, *keyword.kwlist, *keyword.softkwlist, *dir(builtins)})
MORE_TAKEN = frozenset({"after_a_move", "checks", "torch", "total", "value", "values"})


def check_name(name: str, what: str) -> None:
    """Raise InputError unless it can be the name of an exercise, or of a function."""
    if not NAME.fullmatch(name) or len(name) > MAX_NAME or keyword.iskeyword(name):
        raise InputError(
            f"{one_line(name)!r} is not a name for {what}. Use small letters, digits and "
            "underscores, such as training_loop, and no word of Python's own."
        )


def check_function(name: str) -> None:
    """Raise InputError unless it can be the name of a function of an exercise."""
    check_name(name, "a function")
    _check_free(name, "function")


def check_class(name: str) -> None:
    """Raise InputError unless it can be the name of a class of an exercise."""
    if not CLASS_NAME.fullmatch(name) or len(name) > MAX_NAME or keyword.iskeyword(name):
        raise InputError(
            f"{one_line(name)!r} is not a name for a class. Begin each word with a capital letter "
            "and use no underscores, such as LinearModel, and no word of Python's own."
        )
    _check_free(name, "class")


def _check_free(name: str, kind: str) -> None:
    if name in TAKEN | MORE_TAKEN:
        raise InputError(
            f"{name} means something else in Python or in checks.py already. Choose "
            f"another name, with --{kind}."
        )


def next_order(folders: Folders) -> int:
    """The place after that of all other exercises."""
    orders = [0]
    for path in folders.settings().values():
        try:
            orders.append(read_settings(path)["order"])
        except ExerciseBroken:
            continue  # an unfinished exercise has no say
    return max(orders) + 1


def skeleton(
    name: str, functions: Sequence[str], classes: Sequence[str], order: int
) -> dict[str, dict[Path, str]]:
    """For each half, `shown` and `hidden`, the text of every file, by its path in that half."""
    values = {
        "name": name,
        "functions": functions,
        "classes": classes,
        "names": [*classes, *functions],
        "kinds": " or ".join(["class"] * bool(classes) + ["function"] * bool(functions)),
        "everything": _all(
            ("class", "classes", len(classes)), ("function", "functions", len(functions))
        ),
        "is_several": len(classes) + len(functions) > 1,
        "order": order,
        "unwritten": UNWRITTEN,
    }
    wrong = (WRONG_CLASS if classes else {}) | (WRONG_FUNCTION if functions else {})
    return {
        half: {Path(path): _rendered(template, values) for path, template in files.items()}
        for half, files in (("shown", SHOWN), ("hidden", HIDDEN | wrong))
    }


def _all(*kinds: tuple[str, str, int]) -> str:
    """All that is written, such as "the class and both functions"."""
    ways = {1: "the {0}", 2: "both {1}"}
    return joined([ways.get(count, "all {1}").format(*words) for *words, count in kinds if count])


def _rendered(template: str, values: dict[str, Any]) -> str:
    return _environment().get_template(f"{template}.j2").render(values)


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=False,  # noqa: S701  (Python and Markdown, of names that were checked)
        keep_trailing_newline=True,
        loader=PackageLoader("grader.exercise"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
