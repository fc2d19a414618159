"""Checks inside a running notebook or Python session, without starting anything.

    from grader.notebook import check, get_data

    check(compute_loss)    # the shown checks of one function or class
    check("softmax")       # all shown checks of an exercise
    get_data("softmax")    # its data files, beside this notebook

Functions are called in this session, as they are defined right now. That is quick, but it
proves nothing to anyone else: the grade that counts comes from a sandbox.
"""

import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import chain
from typing import Any

from grader.checks import Check
from grader.errors import ExerciseUnknown
from grader.exercise.examples import MARKER
from grader.exercise.folders import Folders, default_folders, folders_at, packages_in
from grader.exercise.loading import Exercise, load, load_sound
from grader.grading.pictures import pictures
from grader.grading.session import Session
from grader.notebook.data import get_data
from grader.notebook.here import Here, newest_cells, observe_here, used_beside
from grader.notebook.shown import Checked, OneCheck
from grader.notebook.validated import explained, in_text, is_validating
from grader.sandbox.start import start_workers
from grader.sandbox.workers import PLAIN

__all__ = ["Checked", "check", "get_data", "score"]


def check(what: str | Callable[..., Any]) -> Checked:
    """Run the shown checks of a function or class, or of the exercise with that name.

    The exercise's functions are taken from the notebook or module that calls this. Raises
    ExerciseUnknown if there is no such exercise, or none that asks for such a function or class.

    For example:

        check(softmax)
        check("softmax")
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
    session = Session(folders, Here(), seed=0, prepare=_shown_with_figures)
    grading = session.grading(exercise.name, titles=[check.title for check in checks])
    passes = cache(partial(_passes, session, exercise, names))
    submission, sighting = observe_here(grading, names, lambda function: passes(function) is True)
    beside = chain.from_iterable(used_beside(grading, submission.text).values())
    wrong = [function for function in beside if passes(function) is False]
    report = grading.judge(submission, sighting, wrong)
    return Checked(report, pictures(grading, sighting, report))


def score(
    exercise: str, title: str, *, exercises: str | None = None, solutions: str | None = None
) -> float:
    """Run the check with that title, display its result and return the points it earned.

    The cells of an assignment call this. Hidden checks need the hidden half of the exercise, in
    the folder `solutions`. Raises ExerciseUnknown if there is no such exercise or check.

    For example:

        score("softmax", "softmax agrees with the worked example")
    """
    folders = folders_at(exercises, solutions)
    session = _session_of(exercise, title, folders)
    grading = session.grading(exercise, titles=[title])
    names = dict(sys._getframe(1).f_globals)
    (verdict,) = grading.judge(*observe_here(grading, names)).verdicts
    from IPython.display import display

    display(OneCheck(verdict))
    if verdict.score < verdict.max_score and is_validating():
        is_shown = verdict.visibility == "shown"
        among = _shown_session(folders).grading(exercise) if is_shown else None
        said = explained(among, verdict, names) if among else in_text(verdict)
        print(said, file=sys.stderr)
    return verdict.score


def _passes(
    session: Session, exercise: Exercise, names: Mapping[str, Any], function: str
) -> bool | None:
    """Whether a function passes all of its shown checks; None if it has none."""
    titles = [one.title for one in exercise.checks if one.shown and one.call.function == function]
    if not titles:
        return None
    grading = session.grading(exercise.name, titles=titles)
    report = grading.judge(*observe_here(grading, names))
    return all(verdict.outcome == "passed" for verdict in report.verdicts)


def _shown_with_figures(exercise: Exercise) -> Exercise:
    return exercise.prepared(pictures=True, shown_only=True)


def _of_exercise(exercise: Exercise) -> tuple[Exercise, tuple[Check, ...]]:
    return exercise, tuple(check for check in exercise.checks if check.shown)


def _of_function(
    function: Callable[..., Any], folders: Folders, names: Mapping[str, Any]
) -> tuple[Exercise, tuple[Check, ...]]:
    name = getattr(function, "__name__", None)
    if name is None:
        raise TypeError("check takes a function or class, or the name of an exercise as text")
    exercises, _ = load_sound(folders)
    # of several exercises with such a function, the one that a cell names, or the one with most
    # functions defined here
    fitting = [one for one in exercises if name in one.functions]
    if not fitting:
        known = ", ".join(function for one in exercises for function in one.functions)
        raise ExerciseUnknown(f"No exercise asks for {name}. They ask for: {known}.")
    marked = _marked(names)
    exercise = max(
        fitting,
        key=lambda one: (one.name in marked, sum(known in names for known in one.functions)),
    )
    _, shown = _of_exercise(exercise)
    return exercise, tuple(check for check in shown if check.call.function == name)


def _marked(names: Mapping[str, Any]) -> set[str]:
    """The exercises that a cell of this notebook names in its marker line."""
    return {found for _, text in newest_cells(names) for found in MARKER.findall(text)}


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
    return Session(folders, Here(), prepare=Exercise.shown_only)


@cache
def _hidden_session(folders: Folders) -> Session:
    return Session(folders, start_workers(PLAIN, packages=packages_in(folders)))
