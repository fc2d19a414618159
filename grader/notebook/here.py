"""Answers the questions of checks with the functions of this session, without any process."""

import ast
import contextlib
import io
import json
import linecache
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any

import msgspec

from grader.errors import WorkerUnavailable
from grader.exercise.data import Data
from grader.exercise.questions import Question
from grader.grading.one import Grading
from grader.grading.settling import works_with
from grader.observations import Observation, Returned, Sighting, read_answer
from grader.printable import encodable, ordinal
from grader.report import Isolation
from grader.sandbox.process import Worker
from grader.sandbox.worker import calling
from grader.sandbox.worker.program import Note, Program
from grader.submission.source import Submission
from grader.submission.uses import definition_of

NAME = "this notebook"
MAX_PRINTED = 64 << 10
PROBE_SECONDS = 2.0  # for the probes of one function
QUICK_SECONDS = 0.3  # nothing can end a long run here, so what comes before it has to be quick
PICTURE_SECONDS = 1.0  # for all pictures
CELL = re.compile(r"(\d+)")
# what nbgrader says to the kernels that it starts
EXECUTION = "NBGRADER_EXECUTION"


class Names(Program):
    """The functions of a running session, in the shape that `calling.answer` expects."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.notes = []
        self.module = SimpleNamespace(**names)  # type: ignore[assignment]
        self.sources: dict[str, str] = {}

    def locate(self, error: BaseException) -> tuple[str, int] | None:
        """Cell or file, and line, of the innermost frame that is not a library's."""
        found, trace = None, error.__traceback__
        while trace:
            name = trace.tb_frame.f_code.co_filename
            if trace.tb_frame.f_globals.get("__name__") == "__main__":
                found = self._cell_or_file(name), trace.tb_lineno
            trace = trace.tb_next
        return found

    def describe_error(self, error: BaseException, *, syntax: bool = False) -> Note:
        """Describe an error; re-raises KeyboardInterrupt."""
        if isinstance(error, KeyboardInterrupt):
            raise error
        return super().describe_error(error, syntax=syntax)

    def read_cells(self) -> None:
        """Read where this session's functions are defined, which tells which uses which."""
        for value in list(vars(self.module).values()):
            # a class has no file of its own, but its methods do
            parts = list(vars(value).values()) if isinstance(value, type) else [value]
            for one in parts:
                if isinstance(one, FunctionType) and one.__module__ == "__main__":
                    self._cell_or_file(one.__code__.co_filename)

    def unread(self, function: str) -> Note | None:
        """The error in the newest cell that defines a function, if Python cannot read that cell."""
        defines = definition_of(function)
        for number, text in newest_cells(vars(self.module)):
            if defines.search(text):
                name = _cell_name(str(number))
                try:
                    compile(text, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
                except SyntaxError as error:
                    self.sources[name] = text
                    return self.describe_error(error, syntax=True)
                except (ValueError, RecursionError, MemoryError):  # anything may be in a cell
                    pass
                return None
        return None

    def _cell_or_file(self, file: str) -> str:
        text = "".join(linecache.getlines(file))
        number = self._cell(file, text)
        name = _cell_name(number) if number else Path(file).name
        self.sources[name] = text
        return name

    def _cell(self, file: str, text: str) -> str:
        """The number of the cell that IPython keeps in this file; empty if it is no cell."""
        from IPython.core.getipython import get_ipython

        # IPython before version 8 cannot tell; all versions keep the text of each cell, though
        named = getattr(getattr(get_ipython(), "compile", None), "format_code_name", None)
        if named is not None:
            found = CELL.search((named(file) or ("", ""))[1])
            return found[1] if found else ""
        cells = newest_cells(vars(self.module)) if text else ()
        same = (number for number, one in cells if one.rstrip("\n") == text.rstrip("\n"))
        return str(next(same, ""))


def _cell_name(number: str) -> str:
    """A cell by the number that Jupyter shows beside it.

    nbgrader runs a notebook again from top to bottom, which gives cells other numbers than the
    student sees.
    """
    if EXECUTION in os.environ:
        return f"the {ordinal(int(number))} code cell"
    return f"cell In [{number}]"


def newest_cells(names: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The cells that ran, the newest first, by number: IPython keeps their text among the names."""
    cells = names.get("In")
    for number, text in reversed(list(enumerate(cells if isinstance(cells, list) else ()))):
        if isinstance(text, str):
            yield number, text


class Here:
    """Stands in for workers: the submission is this notebook, so no process is started."""

    isolation: Isolation = "none"
    refused = ()

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        """None: raises WorkerUnavailable."""
        raise WorkerUnavailable("Checks in a notebook must not start a process.")

    def close(self) -> None:
        """Nothing to end."""


def observe_here(
    grading: Grading, names: Mapping[str, Any], is_right: Callable[[str], bool] | None = None
) -> tuple[Submission, Sighting]:
    """What this session's functions show.

    With `is_right`, which tells whether a function that is not checked seems to be right, also what
    explains it, and what is drawn.
    """
    program = Names(names)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        asked = [_answer(program, one) for questions in grading.questions for one in questions]
    sighting = Sighting(
        asked,
        functions=tuple(map(encodable, program.functions())),
        printed=encodable(printed.getvalue()[:MAX_PRINTED]),
    )
    if is_right is not None:
        program.read_cells()
        with contextlib.redirect_stdout(io.StringIO()):
            _explain(grading, program, sighting, is_right)
    submission = Submission(NAME, tuple(program.sources.items()), "", is_notebook=True)
    return submission, sighting


def _explain(
    grading: Grading, program: Names, sighting: Sighting, is_right: Callable[[str], bool]
) -> None:
    """Ask what causes are told by, and what is drawn."""
    beside = used_beside(grading, "\n".join(program.sources.values()))
    for function, others in beside.items():
        # what it shows may come from another function
        if all(map(is_right, others)):
            sighting.probed |= _probed(grading, program, function)
    drawn = [one for one in grading.for_pictures if one.function in beside]
    seen = _all_or_none(program, drawn, PICTURE_SECONDS)
    sighting.pictured |= {key: one for key, one in seen.items() if isinstance(one, Returned)}


def used_beside(grading: Grading, text: str) -> dict[str, list[str]]:
    """For each function that is checked, those that it uses in this text and that are not."""
    checked = dict.fromkeys(one.call.function for one in grading.exercise.checks)
    used = works_with(text, grading.exercise)
    return {one: sorted(used.get(one, frozenset()) - checked.keys()) for one in checked}


def _probed(grading: Grading, program: Names, function: str) -> dict[str, Observation]:
    """The answers to the probes of a function: the long ones only if the others are quick."""
    began = time.monotonic()
    short = [*grading.probes(function, long=False), *grading.side_effects(function)]
    found = _all_or_none(program, short, PROBE_SECONDS)
    if found and time.monotonic() - began < QUICK_SECONDS:
        found |= _all_or_none(program, grading.probes(function, long=True), PROBE_SECONDS)
    return found


def _all_or_none(
    program: Names, questions: Sequence[Question], seconds: float
) -> dict[str, Observation]:
    """The answers to all questions; none if they take long: a cell should not wait for them."""
    found: dict[str, Observation] = {}
    deadline = time.monotonic() + seconds
    for question in questions:
        if time.monotonic() > deadline:
            return {}
        found[question.digest] = _answer(program, question)
    return found


def _answer(program: Names, question: Question) -> Observation:
    message = msgspec.json.decode(msgspec.json.encode(question.as_message()))
    # None: where the notebook makes its own tensors, which may be a GPU
    answered = calling.answer(program, message, device=None)
    if answered["type"] == "missing" and (unread := program.unread(question.function)):
        answered = {"type": "raised", **unread}
    answer = encodable(json.dumps(answered, ensure_ascii=False))
    return read_answer(answer.encode(), len(question.looks), question.times)
