"""An exercise as a notebook for students: the task, a cell for each function, a check below it.

It is one file for Jupyter, VS Code, Colab and Kaggle, and needs nothing but itself: its first cell
installs the checks where they are missing.
"""

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from grader.errors import InputError
from grader.exercise.examples import MARKER
from grader.exercise.loading import Exercise
from grader.handout.parts import Parts, stub_of, task

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
REPOSITORY = re.compile(r"[\w-]+/[\w.-]+")
# what a shell, IPython or the quotes around it would change
MISREAD = re.compile(r"[\"'`$!{}\x00-\x1f\x7f]|[\\?]$|^-|^\s*$")
PLAIN = re.compile(r"[\w./:@%+=~,-]+")
BADGE = "https://colab.research.google.com/assets/colab-badge.svg"
IN_COLAB = "https://colab.research.google.com/github"
ABOUT = """\
## Trying it

Run the cells from top to bottom; the first one gets the checks if they are missing. Write each
{kinds} in its cell. The cell below it checks the {kinds} each time it is run, and shows what
happened, why, and what to do next. It can be run any number of times.

Hand in this notebook as a file: {hand_in}.
"""
HAND_IN = "in Colab and Kaggle, use *File → Download .ipynb* first"
FIRST = "Get the checks"
LAST = "All of it together"


def notebook(
    exercise: Exercise, requirements: Sequence[str] = (), *, module: str = "", badge: str = ""
) -> bytes:
    """The file's content, always the same for the same exercise.

    Its first cell installs the `requirements`, unless the checks and `module`, the package of the
    exercise, can be imported. `badge` is the address behind "Open in Colab". Raises ExerciseBroken
    if the task or the stub cannot be used, and InputError for what a shell would change.
    """
    stub = stub_of(exercise)
    text = task(exercise, ABOUT.format(kinds=stub.kinds, hand_in=HAND_IN))
    opened = [f"[![Open in Colab]({BADGE})]({badge})\n\n"] if badge else []
    cells = [
        _text("".join([*opened, text])),
        _code(_first_cell(requirements, module)),
        *([_code(_data_cell(exercise))] if exercise.data else []),
        _code(_given(exercise, stub)),
    ]
    for function in exercise.functions:
        cells += [_text(f"## {function}"), _code(stub.text(function)), _code(f"check({function})")]
    # before what may raise an error, where running all cells stops
    cells += [_text(f"## {LAST}"), _code(f"check({_in_quotes(exercise.name)})")]
    if stub.main:
        cells.append(_code(stub.main))
    content = {
        "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def colab_address(repository: str, file: str) -> str:
    """Where Colab opens a file in the top folder of a GitHub repository, OWNER/NAME.

    Raises InputError if that is no repository.
    """
    if not REPOSITORY.fullmatch(repository):
        raise InputError(f"{repository!r} is no repository on GitHub. Write it as OWNER/NAME.")
    return f"{IN_COLAB}/{repository}/blob/main/{quote(file)}"


def _first_cell(requirements: Sequence[str], module: str) -> str:
    needed = [f"import {module}"] if module else []
    needed.append("from grader.notebook import check")
    if not requirements:
        return "\n".join(needed)
    wanted = " ".join(map(_quoted, requirements))
    return "\n".join(
        [
            f"# {FIRST}",
            "try:",
            *(f"    {line}" for line in needed),
            "except ImportError:",
            f"    %pip install --quiet {wanted}",
            "    from grader.notebook import check",
        ]
    )


def _data_cell(exercise: Exercise) -> str:
    """What puts the data files beside the notebook; they come with the checks."""
    listed = ", ".join(exercise.data)
    return (
        f"from grader.notebook import get_data\n\nget_data({_in_quotes(exercise.name)})  # {listed}"
    )


def _quoted(requirement: str) -> str:
    """A requirement as pip gets it, whatever a shell makes of `<` or a blank."""
    if MISREAD.search(requirement):
        raise InputError(
            f"{requirement!r} cannot be installed from a notebook. Use a name, an address or a "
            "wheel without quotes, dollar signs and braces."
        )
    return requirement if PLAIN.fullmatch(requirement) else f'"{requirement}"'


def _given(exercise: Exercise, stub: Parts) -> str:
    """What the functions share, with the line by which the exercise is recognised."""
    given = "\n".join(stub.beside)
    marked = MARKER.search(given)
    if marked and marked[1] == exercise.name:
        return given
    return "\n".join([f"# exercise: {exercise.name}", *filter(None, [given])])


def _in_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _text(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    run: dict[str, Any] = {"execution_count": None, "metadata": {}, "outputs": []}
    return {"cell_type": "code", **run, "source": text}
