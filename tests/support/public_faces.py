"""Lists what others rely on: doors, commands, JSON, the gradebook, drawn questions, cells.

    python tests/support/public_faces.py > tests/faces/frozen.json

Only on purpose: what is frozen may gain names, options and fields, and must lose or change none.
"""

import inspect
import json
import re
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import msgspec

import grader.checks
import grader.figures
import grader.nbgrader
import grader.notebook
from grader.classroom.gradebook import Gradebook
from grader.cli import main
from grader.exercise.folders import default_folders
from grader.exercise.loading import load_all
from grader.exercise.questions import ask
from grader.nbgrader.cells import grade_id, solution_id
from grader.report import Cause, Remark, Report, Verdict

SEED = 20
# what authors and students write; the types behind the words are their own business
WORDS = {
    grader.checks: """ABSOLUTE_TOLERANCE COUNT_TOLERANCE REFERENCE RELATIVE_TOLERANCE check function
        gradient_of leaves leaves_gradient number numbers param returns returns_count
        returns_python_numbers returns_tensors satisfies tensor trending unchanged""",
    grader.figures: """BLUE GREEN INK PURPLE SOLUTION SUBMISSION VERMILLION after drawable figure
        powers_of_ten series short thinned ticks told""",
    grader.notebook: "check get_data score",
    grader.nbgrader: "use_sandbox",
}


def everything() -> dict[str, Any]:
    return {
        "doors": {module.__name__: words(module, names) for module, names in WORDS.items()},
        "commands": commands(),
        "json": {
            kind.__name__: [field.encode_name for field in msgspec.structs.fields(kind)]
            for kind in (Report, Verdict, Remark, Cause)
        },
        "gradebook": gradebook(),
        "questions": questions(),
        "cells": cells(),
    }


def words(module: ModuleType, names: str) -> dict[str, str]:
    found = {}
    for name in names.split():
        value = getattr(module, name)
        text = str(inspect.signature(value)) if inspect.isfunction(value) else repr(value)
        # where a type is defined is nobody's business
        found[name] = re.sub(r"\b[a-z_]+(?:\.[a-z_]+)*\.(?=[A-Z])", "", text)
    return found


def commands() -> dict[str, dict[str, Any]]:
    context = click.Context(main)
    found = {}
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        found[name] = {
            " ".join(sorted([*one.opts, *one.secondary_opts])): {
                "kind": one.param_type_name,
                "required": one.required,
                "type": one.type.name,
                "variable": one.envvar,
                "flag": getattr(one, "is_flag", False),
                "default": one.default if isinstance(one.default, str | int | bool) else None,
            }
            for one in command.params
        }
    return found


def gradebook() -> list[str]:
    """The tables and views of a new gradebook, as SQLite keeps them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gradebook.db"
        with Gradebook(path, "softmax") as book:
            rows = book._connection.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
            ).fetchall()
    return [" ".join(sql.split()) for (sql,) in rows]


def questions() -> dict[str, dict[str, list[str]]]:
    """The digests of what each check asks for one seed."""
    return {
        exercise.name: {
            check.title: [question.digest for question in ask(check, SEED)]
            for check in exercise.checks
        }
        for exercise in load_all(default_folders())
    }


def cells() -> dict[str, list[str]]:
    """The names of the cells that nbgrader's gradebooks know."""
    return {
        exercise.name: [
            *(solution_id(function) for function in exercise.functions),
            *(grade_id(exercise.name, check) for check in exercise.checks),
        ]
        for exercise in load_all(default_folders())
    }


if __name__ == "__main__":
    print(json.dumps(everything(), indent=1, ensure_ascii=False, sort_keys=True))
