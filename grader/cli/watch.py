"""`grade watch SUBMISSION`: a new report after each save."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from grader.cli.base import (
    FULL_MARKS,
    Command,
    exercise_option,
    exercises_option,
    find_folders,
    no_sandbox_option,
    refuse_to_overwrite,
    seed_option,
    shown_only_option,
    solutions_option,
    time_limit_option,
)
from grader.cli.confinement import Confinement
from grader.errors import ExerciseUnknown, OutputUnwritable, SubmissionUnreadable
from grader.exercise.folders import Folders, names, no_exercise
from grader.watching.bell import Bell


@click.command("watch", cls=Command)
@click.argument("submission", type=click.Path(path_type=Path))
@exercise_option
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also keep this page up to date.",
)
@shown_only_option
@seed_option
@time_limit_option
@no_sandbox_option
@exercises_option
@solutions_option
@click.pass_context
def watch(
    ctx: click.Context,
    submission: Path,
    exercise: str | None,
    html: Path | None,
    shown_only: bool,
    seed: int | None,
    time_limit: float | None,
    no_sandbox: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Grade SUBMISSION each time it is saved, and show what the save changed.

    The random numbers stay the same while this runs, so every change comes from the code. A save
    during a grading stops that grading and starts the next one. When the files of the exercise
    change, it is loaded again.

    Ctrl-C stops. The exit code is then 0, whatever the score; 2 is wrong usage, 3 an error in the
    grader.
    """
    folders = find_folders(exercises, solutions)
    _refuse(submission, exercise, html, folders)
    bell = Bell()
    with _stopping_at_ctrl_c(bell):
        # the process that imports torch takes longest: it starts before everything else is imported
        confinement = Confinement(folders, no_sandbox=no_sandbox)
        try:
            from grader.cli.screen import Screen, follow

            screen = Screen(submission, html, confinement)
            follow(screen, folders, bell, exercise, shown_only, seed, time_limit)
        finally:
            confinement.workers.close()
    ctx.exit(FULL_MARKS)


@contextmanager
def _stopping_at_ctrl_c(bell: Bell) -> Iterator[None]:
    """Make the first Ctrl-C stop between two steps, and a second one at once.

    SIGTERM and a closed terminal stop in the same way as the first, so that the page stays whole.
    """
    ways_to_stop = [
        getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
    ]

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        bell.stop()

    before = {number: signal.signal(number, stop) for number in ways_to_stop}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refuse(submission: Path, exercise: str | None, html: Path | None, folders: Folders) -> None:
    """Raise an error if something is wrong that no save can fix."""
    if str(submission) == "-":
        raise click.UsageError("Standard input is never saved: name a file.")
    if submission.is_dir():
        raise SubmissionUnreadable(
            f"{submission} is a folder. Name the file in it, such as {submission / 'submit.py'}."
        )
    known = names(folders)
    if exercise is not None and exercise not in known:
        raise ExerciseUnknown(no_exercise(exercise, known))
    if html is None:
        return
    refuse_to_overwrite([str(submission)], html, "--html")
    if html.is_dir() or not html.absolute().parent.is_dir():
        raise OutputUnwritable(f"{html} cannot be written: name a file in an existing folder.")
