"""`grade lint`: the gate for exercises."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli.base import (
    FULL_MARKS,
    POINTS_MISSING,
    Command,
    exercises_option,
    find_folders,
    show,
    solutions_option,
)


@click.command("lint", cls=Command, short_help="Prove that exercises grade as they should.")
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@click.option("--seeds", type=click.IntRange(1), default=20, help="Over how many seeds.")
@exercises_option
@solutions_option
@click.pass_context
def lint(
    ctx: click.Context,
    names: tuple[str, ...],
    seeds: int,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Prove that exercises grade as they should: the gate for authors.

    The stub scores nothing; the solution and every accepted variant score full marks; every
    mistake loses points, is told apart from the others and is named; and every tolerance lies
    well between numerical noise and the nearest mistake.
    """
    from grader.exercise import loading as exercise
    from grader.proof.margins import examine
    from grader.render.lint import render
    from grader.sandbox.start import start_workers
    from grader.sandbox.workers import PLAIN, SANDBOXED

    folders = find_folders(exercises, solutions)
    chosen = [exercise.load(name, folders) for name in names] or exercise.load_all(folders)
    clean = True
    # as classes are graded: what the sandbox refuses, an accepted variant must not need
    workers = start_workers(SANDBOXED + PLAIN)
    try:
        for one in chosen:
            with click.progressbar(length=seeds, label=one.name, file=sys.stderr) as bar:
                findings = examine(one, folders, workers, seeds, lambda: bar.update(1))
            show(render(findings))
            clean &= not findings.problems
    finally:
        workers.close()
    ctx.exit(FULL_MARKS if clean else POINTS_MISSING)
