"""`grade class`: a whole class into a gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from grader.cli.base import (
    FULL_MARKS,
    INTERRUPTED,
    OUR_FAULT,
    POINTS_MISSING,
    Command,
    exercise_option,
    exercises_option,
    find_folders,
    load_whole,
    no_sandbox_option,
    say,
    seed_option,
    solutions_option,
    time_limit_option,
)
from grader.cli.publish import GRADEBOOK, need_nbgrader, progress, publish, write_to_nbgrader
from grader.cli.rejudging import judge_anew
from grader.errors import InputError, OutputUnwritable

if TYPE_CHECKING:
    from grader.classroom.gradebook import Gradebook
    from grader.exercise.loading import Exercise, Folders
    from grader.intake import Intake
    from grader.sandbox.workers import Workers


@click.command("class", cls=Command, short_help="Grade a class into a gradebook.")
@click.argument("submissions", required=False, type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="DIRECTORY",
    type=click.Path(path_type=Path),
    help="Folder of the gradebook, the tables, the summary and the pages.",
)
@exercise_option
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 256), help="How many at once; one a processor if unsaid."
)
@click.option(
    "--count",
    type=click.Choice(["last", "best"]),
    default="last",
    help="Which of a student's attempts counts.",
)
@click.option(
    "--gradebook",
    metavar="URL",
    help="Write the grades into nbgrader's gradebook too, such as sqlite:///gradebook.db.",
)
@click.option(
    "--assignment", metavar="NAME", help="Its assignment there; called as the exercise if unsaid."
)
@click.option(
    "--html/--no-html",
    "html",
    default=True,
    help="Whether to write class.html, and feedback/ with a page for each student.",
)
@click.option("--rejudge", is_flag=True, help="Judge what is in the gradebook anew; run nothing.")
@click.option("--yes", is_flag=True, help="With --rejudge: keep the changes without asking.")
@click.option("--regrade", is_flag=True, help="Run and grade everything anew.")
@seed_option
@time_limit_option
@no_sandbox_option
@exercises_option
@solutions_option
@click.pass_context
def grade_class(
    ctx: click.Context,
    submissions: Path | None,
    output: Path,
    exercise: str | None,
    jobs: int | None,
    count: Literal["last", "best"],
    gradebook: str | None,
    assignment: str | None,
    html: bool,
    rejudge: bool,
    yes: bool,
    regrade: bool,
    seed: int | None,
    time_limit: float | None,
    no_sandbox: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Grade a class into a gradebook, from which tables, a summary and pages are written.

    The tables are grades.csv and grades.json. class.html shows the instructor what the class makes
    of the exercise; the pages in feedback/, one a student, are there to be handed out.

    SUBMISSIONS is a folder of files (alice.py), a folder with a folder per student, an nbgrader
    course or its submitted/ folder, or a download from Moodle, Canvas or Gradescope (a .zip, or
    unpacked). An unchanged submission is not graded again; one that changed is a further attempt.
    A run that was broken off goes on where it was: run the same command again.

    Exit codes: 0 every submission was graded, 1 some could not be read, 2 wrong use, 3 a fault of
    the grader.
    """
    folders = find_folders(exercises, solutions)
    if gradebook is not None:
        need_nbgrader(gradebook, output / GRADEBOOK)
    if rejudge:
        if submissions is not None or regrade:
            raise click.UsageError("--rejudge runs nothing: leave SUBMISSIONS and --regrade out.")
        ctx.exit(judge_anew(output, folders, count, yes, html, (gradebook, assignment)))
    if submissions is None:
        raise click.UsageError("Say where the SUBMISSIONS are.")
    _make(output)
    from grader.grading.many import default_jobs
    from grader.pictures.plan import load_matplotlib
    from grader.sandbox.start import start_workers
    from grader.sandbox.workers import PLAIN, SANDBOXED

    jobs = jobs or default_jobs()
    # started first: importing torch takes longest
    workers = start_workers(PLAIN if no_sandbox else SANDBOXED, jobs)
    try:
        if html:
            load_matplotlib()
        intake, loaded = _take_in(submissions, folders, exercise)
        _trust(workers, no_sandbox)
        from grader.classroom.gradebook import Gradebook

        with Gradebook(output / GRADEBOOK, loaded.name) as book:
            code = _grade(
                workers,
                book,
                loaded,
                intake,
                jobs=jobs,
                seed=seed,
                time_limit_seconds=time_limit,
                regrade=regrade,
                pictures=html,
            )
            publish(output, book, loaded, count, workers if html else None)
            write_to_nbgrader(gradebook, assignment, book, loaded, count)
    finally:
        workers.close()
    ctx.exit(code)


def _take_in(
    submissions: Path, folders: Folders, exercise_name: str | None
) -> tuple[Intake, Exercise]:
    from grader.classroom.grade import find_exercise
    from grader.exercise.loading import recognise
    from grader.intake import collect
    from grader.printable import counted
    from grader.submission import source as submission

    def belongs(name: str, content: bytes) -> bool:
        try:
            recognised = recognise(submission.parse(name, content).text, folders)
        except InputError:
            return False
        return exercise_name in (None, recognised)

    intake = collect(submissions, belongs)
    name = exercise_name or find_exercise(intake.handed_in, folders)
    loaded = load_whole(name, folders)
    say(f"{intake.layout}: {counted(len(intake.handed_in), 'student')}, {name}")
    for sentence in intake.passed_over:
        say(f"  {sentence}")
    return intake, loaded


def _trust(workers: Workers, no_sandbox: bool) -> None:
    """Let the sandbox prove itself before anything is entrusted to it."""
    from grader.sandbox.self_attack import attack_every_server

    if no_sandbox:
        say("NOT SANDBOXED, as --no-sandbox asks: what a submission does, this user does.")
        return
    attack_every_server(workers)
    without = f" ({'; '.join(workers.refused)})" if workers.refused else ""
    say(f"sandbox: {workers.isolation}{without}; it refused every attack of its own test")


def _grade(
    workers: Workers, book: Gradebook, exercise: Exercise, intake: Intake, **options: Any
) -> int:
    from grader.classroom.grade import grade_class

    tally = None
    try:
        with progress("grading", len(intake.handed_in)) as advance:
            for tally in grade_class(exercise, workers, book, intake.handed_in, **options):
                advance(tally.done)
    except KeyboardInterrupt:
        done = tally.done if tally else 0
        say(
            f"\ngrade: stopped; {done} of {len(intake.handed_in)} are in the gradebook. "
            "Run the same command again to go on."
        )
        return INTERRUPTED
    assert tally is not None
    known = f", {tally.known} were graded before and are unchanged" if tally.known else ""
    failed = f", {len(tally.not_graded)} could not be graded" if tally.not_graded else ""
    say(f"{tally.graded} graded{known}{failed}")
    if tally.trouble:
        return OUR_FAULT
    return POINTS_MISSING if tally.not_graded else FULL_MARKS


def _make(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritable(
            f"The folder {output} cannot be made: {error.strerror}. Name another with --output."
        ) from error
