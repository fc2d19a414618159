"""`grade SUBMISSION...`: a report on each."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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
    no_sandbox_option,
    refuse_to_overwrite,
    say,
    seed_option,
    show,
    shown_name,
    solutions_option,
    time_limit_option,
    write,
)
from grader.cli.group import GRADE_FILES
from grader.cli.pages import Graded, make_folder_for, names, pages
from grader.errors import GradeError, OutputUnwritable, own_fault

if TYPE_CHECKING:
    from grader.exercise.loading import Folders
    from grader.report import Picture
    from grader.sandbox.workers import Workers


@click.command(GRADE_FILES, cls=Command, hidden=True)
@click.argument(
    "submissions",
    nargs=-1,
    required=True,
    metavar="SUBMISSION...",
    type=click.Path(allow_dash=True),
)
@exercise_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="How the report is written; html is a page that needs nothing else.",
)
@click.option(
    "--output",
    "-o",
    "place",
    metavar="PATH",
    type=click.Path(),
    help="Write the report here. With html it may be a folder, and for several has to be one.",
)
@click.option("--shown-only", is_flag=True, help="Run the checks that a student has, no others.")
@seed_option
@time_limit_option
@no_sandbox_option
@exercises_option
@solutions_option
@click.pass_context
def grade_submissions(
    ctx: click.Context,
    submissions: tuple[str, ...],
    exercise: str | None,
    output_format: str,
    place: str | None,
    shown_only: bool,
    seed: int | None,
    time_limit: float | None,
    no_sandbox: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Grade submissions."""
    output = None if place is None else Path(place)
    refuse_to_overwrite(submissions, output, "--output")
    if output_format == "html":
        make_folder_for(submissions, place)
        if output is not None and output.is_dir():
            for name in names(submissions):
                refuse_to_overwrite(submissions, output / name, "--output")
    # A process that imports torch is started before anything else: it takes the longest.
    from grader.sandbox.start import start_workers
    from grader.sandbox.workers import PLAIN, SANDBOXED

    folders = find_folders(exercises, solutions)
    # a student's own file is run as the student would run it; what is hidden is worth a sandbox
    secrets_here = folders.solutions is not None and not no_sandbox
    workers = start_workers(SANDBOXED + PLAIN if secrets_here else PLAIN)
    if output_format == "html":
        from grader.pictures.plan import load_matplotlib

        load_matplotlib()
    graded: list[Graded] = []
    codes: list[int] = []
    try:
        for one, code in _grade_all(
            workers,
            submissions,
            folders,
            exercise,
            shown_only,
            secrets.randbits(48) if seed is None else seed,
            time_limit,
            pictures=output_format == "html",
        ):
            graded.append(one)
            codes.append(code)
    except KeyboardInterrupt:
        codes.append(INTERRUPTED)
        say(f"grade: stopped; {len(graded)} of {len(submissions)} were graded.")
    finally:
        workers.close()
    if secrets_here and workers.isolation == "none" and graded:
        say(
            "grade: not in the sandbox, which cannot be had here "
            f"({'; '.join(workers.refused)}): what a submission does, this user does."
        )
    try:
        _write_reports(graded, output_format, output)
    except OSError as error:
        if output is None:
            raise
        # what was graded is not lost: it goes to the terminal instead
        _write_reports(graded, "text" if output_format == "html" else output_format, None)
        reason = error.strerror or str(error)
        raise OutputUnwritable(
            f"{output} cannot be written: {reason}. The report went to standard output instead."
        ) from error
    ctx.exit(max(codes))


def _grade_all(
    workers: Workers,
    paths: tuple[str, ...],
    folders: Folders,
    exercise_name: str | None,
    shown_only: bool,
    seed: int,
    time_limit: float | None,
    pictures: bool,
) -> Iterator[tuple[Graded, int]]:
    """A report and an exit code for each path; whatever one of them is, the rest is graded."""
    from grader.errors import InputError
    from grader.exercise.loading import load, recognise
    from grader.grading.one import Grading
    from grader.report import not_graded
    from grader.submission import source as submission

    if exercise_name is not None:
        load(exercise_name, folders)
    gradings: dict[str, Grading] = {}
    for path in paths:
        student, title = None, ""
        drawn: tuple[Picture, ...] = ()
        try:
            student = submission.read(path)
            try:
                name = exercise_name or recognise(student.text, folders)
            except InputError as error:
                raise type(error)(f"{student.name}: {error}") from error
            if name not in gradings:
                exercise = load(name, folders)
                gradings[name] = Grading(
                    exercise.shown_only() if shown_only else exercise,
                    workers,
                    seed,
                    time_limit,
                    pictures,
                )
            title = gradings[name].exercise.title
            report, sighting = gradings[name].report_and_sighting(student)
            drawn = gradings[name].pictures(sighting)
            code = FULL_MARKS if report.full_marks else POINTS_MISSING
        except GradeError as error:
            say(f"grade: {error}")
            report, code = not_graded(shown_name(path), str(error)), error.exit_code
        except Exception as error:  # one submission must not take the others' reports away
            reason = own_fault(error)
            say(f"grade: {shown_name(path)}: {reason}")
            report, code = not_graded(shown_name(path), reason), OUR_FAULT
        yield Graded(path, report, student, title, drawn), code


def _write_reports(graded: list[Graded], output_format: str, output: Path | None) -> None:
    if output_format == "html":
        from grader.render.words import scored

        for one, file, text in pages(graded, output):
            write(text, file, "utf-8")
            if file is not None:
                say(f"{file} is written: {scored(one.report)}.")
        return
    reports = [one.report for one in graded]
    if output_format == "json":
        from grader.report import to_json

        write(to_json(reports[0] if len(reports) == 1 else reports), output, "utf-8")
        return
    from rich.console import Group
    from rich.text import Text

    from grader.render.terminal import render

    # what could not be read was said on standard error; only a file has to say it again
    told = [render(report) for report in reports if output or report.status == "graded"]
    between = [part for one in told for part in (Text(), one)][1:]
    if told:
        show(Group(*between), output)
