"""Penalties for lateness, by the rule that a course configured for nbgrader."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import SubmittedAssignment
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Application, Config
from traitlets.utils.importstring import import_item

from grader.errors import CourseMisconfigured
from grader.nbgrader.course import CONFIG
from grader.printable import one_line

# (student, score, seconds late) -> penalty, or None
Penalise = Callable[[str, float, float], float | None]


def course_of(url: str, submissions: Path | None, *, in_course: bool) -> Path | None:
    """The folder of the course with that gradebook, or None if none is configured there.

    The configuration is a program, so it is never taken from among submissions that are not
    recognised as those of a course (`in_course`).
    """
    try:
        address = make_url(url)
    except (SQLAlchemyError, ValueError):
        return None
    if address.get_backend_name() == "sqlite":
        course = Path((address.database or "").removeprefix("file:")).absolute().parent
    else:
        course = Path.cwd()
    if not (course / CONFIG).is_file() or not (course / "source").is_dir():
        return None
    # without submissions, where they were is not known
    is_apart = submissions and not course.resolve().is_relative_to(submissions.resolve())
    if is_apart or (in_course and (course / "submitted").is_dir()):
        return course
    return None


def penalty_rule(course: Path) -> Penalise | None:
    """The penalty for a late notebook, as `nbgrader autograde` sets it in this course.

    None if the course has no step for penalties. Raises CourseMisconfigured.
    """
    place = one_line(str(course / CONFIG))
    try:
        with _importing_from(course):
            config = _configuration(course)
            steps = _steps(config)
            if not steps:
                return None
            step = steps[0](config=config)
            step.init_plugin()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # it is a program, and may end with any of them
        problem = one_line(f"{type(error).__name__}: {error}")
        raise CourseMisconfigured(
            f"{place} cannot be used ({problem}), so that penalties for lateness are not known. "
            "Nothing was written to nbgrader's gradebook. Correct that file."
        ) from error

    def penalise(student: str, score: float, seconds_late: float) -> float | None:
        if seconds_late <= 0:
            return None
        try:
            penalty = step.plugin_inst.late_submission_penalty(student, score, seconds_late)
            return None if penalty is None else min(max(float(penalty), 0.0), score)
        except Exception as error:  # a plugin of the course's own
            problem = one_line(f"{type(error).__name__}: {error}")
            raise CourseMisconfigured(
                f"The plugin for late submissions in {place} failed ({problem}). Nothing was "
                "written to nbgrader's gradebook. Correct the plugin."
            ) from error

    return penalise


def lateness(submission: SubmittedAssignment, at: str) -> float:
    """How many seconds late a submission is, handed in at the ISO time `at`.

    nbgrader counts in UTC: a time without a time zone leaves the one that nbgrader has.
    """
    time = datetime.fromisoformat(at) if at else None
    if time is not None and time.tzinfo is not None:
        submission.timestamp = time.astimezone(UTC).replace(tzinfo=None)
    if submission.assignment.duedate is None:
        return 0.0  # nbgrader cannot add an extension to no date
    return float(submission.total_seconds_late)


def _configuration(course: Path) -> Config:
    """What nbgrader reads in that folder: the user's settings, and those of the course."""
    app = NbGrader(log_level="CRITICAL", raise_config_file_errors=True)
    app.load_cwd_config = False  # people may stand anywhere, also among submissions
    app.load_config_file()
    Application.load_config_file(app, CONFIG, str(course))
    return app.config


@contextmanager
def _importing_from(folder: Path) -> Iterator[None]:
    """Let a configuration import the plugins beside it, as nbgrader does."""
    before = sys.path.copy()
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path[:] = before


def _steps(config: Config) -> list[type[AssignLatePenalties]]:
    """The steps of autograding that set penalties."""
    named = Autograde(config=config).autograde_preprocessors
    steps = (import_item(one) if isinstance(one, str) else one for one in named)
    return [
        step for step in steps if isinstance(step, type) and issubclass(step, AssignLatePenalties)
    ]
