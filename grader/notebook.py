"""Checks inside a running notebook or Python session, without starting anything.

    from grader.notebook import check

    check(compute_loss)    # the shown checks of one function
    check("softmax")       # all shown checks of an exercise

Functions are called in this session, as they are defined right now. That is quick, but it
proves nothing to anyone else: the grade that counts comes from a sandbox.
"""

import ast
import contextlib
import io
import json
import linecache
import os
import re
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any

import msgspec

from grader.checks import Check
from grader.errors import ExerciseUnknown, WorkerUnavailable
from grader.exercise.examples import MARKER
from grader.exercise.folders import Folders, default_folders, folders_at, packages_in
from grader.exercise.loading import Exercise, load, load_all
from grader.exercise.questions import Question
from grader.grading.one import Grading
from grader.grading.session import Session
from grader.observations import Observation, Sighting, read_answer
from grader.printable import encodable, ordinal
from grader.report import Isolation, Report, Verdict
from grader.sandbox.process import Worker
from grader.sandbox.start import start_workers
from grader.sandbox.worker import session
from grader.sandbox.worker.program import Note, Program
from grader.sandbox.workers import PLAIN
from grader.submission.source import Submission
from grader.submission.uses import uses

__all__ = ["Checked", "check", "score"]

NAME = "this notebook"
MAX_PRINTED = 64 << 10
PROBE_SECONDS = 2.0  # for the probes of one function
# what nbgrader says to the kernels that it starts
EXECUTION, VALIDATING = "NBGRADER_EXECUTION", "validate"
WIDTH = 80
_VALIDATED: dict[tuple[str, tuple[int, ...]], tuple[Report, set[tuple[str, str]]]] = {}


class Checked:
    """The results of some checks: a table in a notebook, text in a terminal."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def _repr_html_(self) -> str:
        from grader.render.fragments import checks_table

        return checks_table(self.report)

    def __repr__(self) -> str:
        from grader.render.console import to_text
        from grader.render.terminal import render

        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        return to_text(render(self.report), encoding).rstrip()


class _OneCheck:
    """The result of one check; `Checked` is the same for several."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict

    def _repr_html_(self) -> str:
        from grader.render.fragments import verdict

        return verdict(self._verdict)

    def __repr__(self) -> str:
        from grader.render.terminal import one_check

        return one_check(self._verdict)


def check(what: str | Callable[..., Any]) -> Checked:
    """Run the shown checks of a function, or of the exercise with that name.

    The exercise's functions are taken from the notebook or module that calls this. Raises
    ExerciseUnknown if there is no such exercise, or none with such a function.

    For example:

        check(compute_loss)
        check("linear_regression")
    """
    names = dict(sys._getframe(1).f_globals)
    folders = default_folders()
    if isinstance(what, str):
        exercise, checks = _of_exercise(load(what, folders))
    else:
        exercise, checks = _of_function(what, folders, names)
        if not checks:
            raise ExerciseUnknown(
                f"{exercise.name} has no shown checks of {what.__name__}. "
                "Its hidden checks run when it is graded."
            )
        names[checks[0].call.function] = what
    session = Session(folders, _Here(), seed=0, prepare=Exercise.shown_only)
    grading = session.grading(exercise.name, titles=[check.title for check in checks])
    return Checked(_report(grading, names, with_causes=True))


def score(
    exercise: str, title: str, *, exercises: str | None = None, solutions: str | None = None
) -> float:
    """Run the check with that title, display its result and return the points it earned.

    The cells of an assignment call this. Hidden checks need the hidden half of the exercise, in
    the folder `solutions`. Raises ExerciseUnknown if there is no such exercise or check.

    For example:

        score("linear_regression", "compute_loss agrees with the worked example")
    """
    session = _session_of(exercise, title, folders_at(exercises, solutions))
    grading = session.grading(exercise, titles=[title])
    (verdict,) = _report(grading, dict(sys._getframe(1).f_globals)).verdicts
    from IPython.display import display

    display(_OneCheck(verdict))
    if verdict.score < verdict.max_score and os.environ.get(EXECUTION) == VALIDATING:
        names = dict(sys._getframe(1).f_globals)
        # of what a cell shows, `nbgrader validate` tells this alone
        print(
            _explained(exercise, verdict, names, folders_at(exercises, solutions)), file=sys.stderr
        )
    return verdict.score


def _explained(name: str, verdict: Verdict, names: Mapping[str, Any], folders: Folders) -> str:
    """What a check says among all shown checks of the exercise: with causes, each told once."""
    from grader.render.terminal import one_check
    from grader.render.words import once

    if verdict.visibility == "shown":
        grading = _shown_session(folders).grading(name)
        functions = tuple(id(names.get(one)) for one in grading.exercise.functions)
        if (name, functions) not in _VALIDATED:  # the same cells, one after the other
            _VALIDATED.clear()
            _VALIDATED[name, functions] = _report(grading, names, with_causes=True), set()
        report, told = _VALIDATED[name, functions]
        among = [one for one in report.verdicts if one.check == verdict.check]
        verdict = once(among[0], told) if among else verdict
    return "\n".join(_wrapped(one_check(verdict)))


def _wrapped(text: str) -> Iterator[str]:
    """Lines that `nbgrader validate` does not cut."""
    for line in text.split("\n"):
        yield from [line] if len(line) <= WIDTH else textwrap.wrap(line, WIDTH)


def _of_exercise(exercise: Exercise) -> tuple[Exercise, tuple[Check, ...]]:
    return exercise, tuple(check for check in exercise.checks if check.shown)


def _of_function(
    function: Callable[..., Any], folders: Folders, names: Mapping[str, Any]
) -> tuple[Exercise, tuple[Check, ...]]:
    name = getattr(function, "__name__", None)
    if name is None:
        raise TypeError("check takes a function, or the name of an exercise as text")
    exercises = load_all(folders)
    # of several exercises with such a function, the one that a cell names, or the one with most
    # functions defined here
    fitting = [one for one in exercises if name in one.functions]
    if not fitting:
        known = ", ".join(function for one in exercises for function in one.functions)
        raise ExerciseUnknown(f"No exercise has a function {name}. Theirs are: {known}.")
    marked = _marked(names)
    exercise = max(
        fitting,
        key=lambda one: (one.name in marked, sum(known in names for known in one.functions)),
    )
    _, shown = _of_exercise(exercise)
    return exercise, tuple(check for check in shown if check.call.function == name)


def _marked(names: Mapping[str, Any]) -> set[str]:
    """The exercises that a cell of this notebook names in its marker line."""
    cells = names.get("In")  # where IPython keeps their text
    texts = cells if isinstance(cells, list) else []
    return {found for text in texts if isinstance(text, str) for found in MARKER.findall(text)}


@cache
def _session_of(name: str, title: str, folders: Folders) -> Session:
    """The session for the check with that title; a hidden one asks the solution, in a process."""
    exercise = load(name, folders)
    check = next((check for check in exercise.checks if check.title == title), None)
    if check is None:
        raise ExerciseUnknown(
            f"{name} has no check {title!r}"
            + ("" if exercise.solution else ", or its hidden half is missing")
            + ". If the exercise changed, make the assignment again with `grade package`."
        )
    return _shown_session(folders) if check.shown else _hidden_session(folders)


@cache
def _shown_session(folders: Folders) -> Session:
    return Session(folders, _Here(), prepare=Exercise.shown_only)


@cache
def _hidden_session(folders: Folders) -> Session:
    return Session(folders, start_workers(PLAIN, packages=packages_in(folders)))


class _Here:
    """Stands in for workers: the submission is this notebook, so no process is started."""

    isolation: Isolation = "none"
    refused = ()

    def worker(self, memory_bytes: int) -> Worker:
        raise WorkerUnavailable("Checks in a notebook must not start a process.")

    def close(self) -> None:
        """Nothing to end."""


class _Session(Program):
    """The functions of a running session, in the shape that `session.answer` expects."""

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
            if isinstance(value, FunctionType) and value.__module__ == "__main__":
                self._cell_or_file(value.__code__.co_filename)

    def unread(self, function: str) -> Note | None:
        """The error in the newest cell that defines a function, if Python cannot read that cell."""
        from IPython.core.getipython import get_ipython

        history = getattr(get_ipython(), "history_manager", None)
        cells = list(getattr(history, "input_hist_parsed", ()))
        defines = re.compile(
            rf"^[ \t]*(?:async[ \t]+)?def[ \t]+{re.escape(function)}\b", re.MULTILINE
        )
        for number, text in reversed(list(enumerate(cells))):
            if defines.search(text):
                name = _cell_name(str(number))
                try:
                    compile(text, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
                except SyntaxError as error:
                    self.sources[name] = text
                    return self.describe_error(error, syntax=True)
                return None
        return None

    def _cell_or_file(self, file: str) -> str:
        from IPython.core.getipython import get_ipython

        shell = get_ipython()
        # older versions of IPython cannot tell
        named = getattr(getattr(shell, "compile", None), "format_code_name", None)
        cell = named(file) if named else None  # ("Cell", "In[3]")
        name = _cell_name(cell[1].removeprefix("In").strip("[]")) if cell else Path(file).name
        self.sources[name] = "".join(linecache.getlines(file))
        return name


def _cell_name(number: str) -> str:
    """A cell by the number that Jupyter shows beside it.

    nbgrader runs a notebook anew, from top to bottom: the numbers in the student's are others.
    """
    if EXECUTION in os.environ and number.isdecimal():
        return f"the {ordinal(int(number))} code cell"
    return f"cell In [{number}]"


def _report(grading: Grading, names: Mapping[str, Any], *, with_causes: bool = False) -> Report:
    program = _Session(names)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        observations = [
            _answer(program, question) for asked in grading.questions for question in asked
        ]
    probed: dict[str, Observation] = {}
    if with_causes:
        program.read_cells()
        text = "\n".join(program.sources.values())
        checked = dict.fromkeys(one.call.function for one in grading.exercise.checks)
        works_with = uses(text, grading.exercise.functions)
        with contextlib.redirect_stdout(io.StringIO()):
            for function in checked:
                # what it shows may come from another function, and nobody knows if that is right
                if works_with.get(function, frozenset()) <= checked.keys():
                    probed |= _probed(program, grading.quick_probes(function))
    sighting = Sighting(
        observations,
        probed=probed,
        functions=tuple(map(encodable, program.functions())),
        printed=encodable(printed.getvalue()[:MAX_PRINTED]),
    )
    submission = Submission(NAME, tuple(program.sources.items()), "", is_notebook=True)
    return grading.judge(submission, sighting)


def _probed(program: _Session, probes: list[Question]) -> dict[str, Observation]:
    """The answers to all probes; none if they take long: a cell should not wait for them."""
    found: dict[str, Observation] = {}
    deadline = time.monotonic() + PROBE_SECONDS
    for question in probes:
        if time.monotonic() > deadline:
            return {}
        found[question.digest] = _answer(program, question)
    return found


def _answer(program: _Session, question: Question) -> Observation:
    message = msgspec.json.decode(msgspec.json.encode(question.as_message()))
    reply = session.answer(program, message)
    if reply["type"] == "missing" and (unread := program.unread(question.function)):
        reply = {"type": "raised", **unread}
    answer = encodable(json.dumps(reply, ensure_ascii=False))
    return read_answer(answer.encode(), len(question.looks), question.times)
