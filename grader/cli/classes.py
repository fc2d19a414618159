"""`grade class`: a whole class into a gradebook."""

from pathlib import Path
from typing import Literal

import click

from grader.cli.base import (
    Command,
    exercise_option,
    exercises_option,
    find_folders,
    no_sandbox_option,
    seed_option,
    solutions_option,
    time_limit_option,
)
from grader.cli.cluster import Scheduler
from grader.cli.confinement import class_workers
from grader.files import make_folder
from grader.sandbox.start import default_jobs

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("class", cls=Command)
@click.argument("submissions", required=False, type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="DIRECTORY",
    type=click.Path(path_type=Path),
    help="Folder for the gradebook, tables, summary and pages.",
)
@exercise_option
@click.option(
    "--roster",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="List of the students as CSV: gives names, and rows to those who handed in nothing.",
)
@click.option(
    "--jobs",
    "-j",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Submissions to grade at the same time (default: one per processor).",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Run submissions on a dask cluster (tcp://HOST:PORT), or on N workers here (local:N).",
)
@click.option("--tls-ca", metavar="FILE", type=FILE, help="Certificate that signed the cluster's.")
@click.option("--tls-cert", metavar="FILE", type=FILE, help="Certificate for the cluster.")
@click.option("--tls-key", metavar="FILE", type=FILE, help="Key of that certificate.")
@click.option(
    "--count",
    type=click.Choice(["last", "best"]),
    default="last",
    help="Which attempt of a student counts (default: last).",
)
@click.option(
    "--gradebook",
    metavar="URL",
    help="Also write the grades to nbgrader's gradebook, such as sqlite:///gradebook.db.",
)
@click.option(
    "--assignment",
    metavar="NAME",
    help="Assignment in that gradebook (default: the exercise's name).",
)
@click.option(
    "--replace-scores",
    is_flag=True,
    help="Replace other scores there too, even if something else wrote them.",
)
@click.option(
    "--html/--no-html",
    "html",
    default=True,
    help="Write class.html and feedback/ (default: --html).",
)
@click.option(
    "--rejudge",
    is_flag=True,
    help="Judge the stored answers again, without running any submission.",
)
@click.option("--yes", is_flag=True, help="With --rejudge: keep the changes without asking.")
@click.option("--regrade", is_flag=True, help="Run and grade everything again.")
@seed_option
@time_limit_option
@no_sandbox_option
@exercises_option
@solutions_option
@click.pass_context
def class_command(
    ctx: click.Context,
    submissions: Path | None,
    output: Path,
    exercise: str | None,
    roster: Path | None,
    jobs: int | None,
    scheduler: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    count: Literal["last", "best"],
    gradebook: str | None,
    assignment: str | None,
    replace_scores: bool,
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
    """Grade a whole class into a gradebook, tables, a summary and pages.

    SUBMISSIONS is a folder of files (alice.py), a folder with a folder for each student, an
    nbgrader course or its submitted/ folder, a download from Moodle, Canvas, Blackboard,
    Brightspace, Sakai, ILIAS, Google Classroom or Gradescope, as a .zip or unpacked, or the clones
    of GitHub Classroom.

    The tables are grades.csv and grades.json. class.html is for the instructor: scores, checks and
    misconceptions. feedback/ has one page per student to hand out.

    Unchanged submissions are not graded again. A changed submission is a new attempt. To resume an
    interrupted run, run the same command again.

    Exit codes: 0 everybody was graded, 1 somebody was not, 2 wrong usage, 3 an error in the grader.
    """
    folders = find_folders(exercises, solutions)
    if rejudge and (submissions is not None or regrade):
        raise click.UsageError("--rejudge runs no submissions: omit SUBMISSIONS and --regrade.")
    if not rejudge and submissions is None:
        raise click.UsageError("Name the folder or archive with the SUBMISSIONS.")
    if submissions is not None:
        make_folder(output, "--output")
    elsewhere = None
    if scheduler is not None:
        if rejudge or no_sandbox or jobs is not None:
            raise click.UsageError(
                "--scheduler runs submissions in the sandboxes of its workers: omit --jobs, "
                "--no-sandbox and --rejudge."
            )
        elsewhere = Scheduler(scheduler, tls_ca, tls_cert, tls_key)
    jobs = jobs or default_jobs()
    # the processes that import torch take longest: they start before everything else is imported
    only_ours = rejudge or elsewhere is not None
    workers = class_workers(folders, jobs, no_sandbox=no_sandbox, only_ours=only_ours)
    try:
        from grader.cli.class_run import ClassRun
        from grader.cli.publish import GRADEBOOK
        from grader.cli.to_nbgrader import NbgraderTarget

        target = None
        if gradebook is not None:
            own = output / GRADEBOOK
            target = NbgraderTarget(gradebook, assignment, own, submissions, replace=replace_scores)
        run = ClassRun(folders, workers, output, count, html, target)
        if submissions is None:
            code = run.rejudge(agreed=yes)
        else:
            code = run.grade(
                submissions,
                exercise,
                roster=roster,
                no_sandbox=no_sandbox,
                jobs=jobs,
                scheduler=elsewhere,
                seed=seed,
                time_limit_seconds=time_limit,
                regrade=regrade,
            )
    finally:
        workers.close()
    ctx.exit(code)
