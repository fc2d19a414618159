"""`grade casebook`: notes what known mistakes and slips show, so that causes can be told."""

from pathlib import Path

import click

from grader.causes.casebook import write
from grader.cli.base import Command, exercises_option, find_folders, solutions_option
from grader.cli.progress import progress
from grader.exercise.folders import packages_in
from grader.exercise.loading import load, load_sound, whole
from grader.printable import counted
from grader.proof.casemaking import count_of, make
from grader.sandbox import start
from grader.sandbox.workers import PLAIN, SANDBOXED


@click.command("casebook", cls=Command)
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@exercises_option
@solutions_option
def casebook(names: tuple[str, ...], exercises: Path | None, solutions: Path | None) -> None:
    """Make the casebook of an exercise, by which causes are told.

    Every mistake, and every slip in the solution and the accepted variants, is asked the same
    probes; what each shows is written to casebook.json in the half that students may see. Run it
    again after a change to the solution, a variant, a mistake or what a check asks: `grade lint`
    says when. A casebook of earlier files is not used.
    """
    folders = find_folders(exercises, solutions)
    chosen, broken = load_sound(folders)
    if names:
        chosen, broken = [load(name, folders) for name in names], {}
    workers = start.start_workers(SANDBOXED + PLAIN, start.default_jobs(), packages_in(folders))
    try:
        for one in map(whole, chosen):
            with progress(one.name, count_of(one)) as advance:
                body = make(one, workers, advance)
            path = write(one, body)
            size = path.stat().st_size / 1024
            click.echo(
                f"{one.name}: {counted(len(body.probes), 'probe')}, "
                f"{counted(len(body.cases), 'case')}, {size:.0f} KiB in {path}."
            )
    finally:
        workers.close()
    if broken:
        raise next(iter(broken.values()))
