"""`grade lint`: checks that exercises grade correctly."""

from pathlib import Path

import click

from grader.cli.base import (
    FULL_MARKS,
    OUR_FAULT,
    POINTS_MISSING,
    Command,
    exercises_option,
    find_folders,
    solutions_option,
)
from grader.cli.output import show
from grader.cli.progress import progress
from grader.exercise.folders import packages_in
from grader.exercise.loading import find, in_order
from grader.proof.margins import prove
from grader.proof.slipping import examine_slips, slips_of
from grader.render.lint import render, render_slips
from grader.sandbox import start
from grader.sandbox.workers import PLAIN, SANDBOXED


@click.command("lint", cls=Command)
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@click.option(
    "--seeds", type=click.IntRange(1), default=20, help="Number of seeds to try (default: 20)."
)
@click.option(
    "--slips",
    is_flag=True,
    help="Also grade every small slip in the solution: which lose points, and get a cause.",
)
@exercises_option
@solutions_option
@click.pass_context
def lint(
    ctx: click.Context,
    names: tuple[str, ...],
    seeds: int,
    slips: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Check that exercises grade correctly: the gate for authors.

    The stub scores nothing; the solution and every accepted variant get full marks; every mistake
    loses points and is named, and no other is; and every tolerance lies well between numerical
    noise and the nearest mistake.

    With --slips, a table shows what the checks make of slips, such as a plus for a minus or a line
    left out. Those that keep full marks are equivalent, or a hole in the checks: list what is
    equivalent in DESIGN.md, below "## Equivalent slips", as it is printed, with the reason.

    Exit codes: 0 no problems, 1 problems, 2 wrong usage, 3 an exercise that cannot be loaded.
    """
    folders = find_folders(exercises, solutions)
    for name in names:  # a wrong name is told at once, not after minutes
        find(name, folders)
    code = FULL_MARKS
    # sandboxed, as for a class: an accepted variant must not need what the sandbox refuses
    workers = start.start_workers(SANDBOXED + PLAIN, packages=packages_in(folders))
    try:
        for name in names or in_order(folders):
            with progress(name) as advance:
                findings = prove(name, folders, workers, seeds, advance)
            show(render(findings, Path.cwd()))
            if findings.problems:
                code = max(code, OUR_FAULT if findings.is_unusable else POINTS_MISSING)
            one = findings.exercise
            if slips and one is not None and one.solution is not None:
                made = slips_of(one)
                with progress(f"{one.name}, slips", len(made)) as advance:
                    slipping = examine_slips(one, made, folders, workers, progress=advance)
                show(render_slips(slipping))
    finally:
        workers.close()
    ctx.exit(code)
