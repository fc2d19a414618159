"""`grade students`: who is in a gradebook, and how somebody is renamed or dropped."""

from pathlib import Path

import click

from grader.classroom.gradebook import Gradebook
from grader.cli.base import Command, exercises_option, find_folders, say, solutions_option
from grader.cli.class_run import ClassRun
from grader.cli.confinement import class_workers
from grader.cli.publish import GRADEBOOK, count_of
from grader.printable import counted, one_line
from grader.render.class_page import FOLDER


@click.command("students", cls=Command)
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--drop", multiple=True, metavar="ID", help="Take a student out.")
@click.option(
    "--rename",
    multiple=True,
    nargs=2,
    metavar="ID NEW",
    help="Let a student go by another id; two ids of one person become one.",
)
@click.option(
    "--restore",
    multiple=True,
    metavar="ID",
    help="Take in a dropped or renamed id again, from the next class on.",
)
@exercises_option
@solutions_option
def students(
    output: Path,
    drop: tuple[str, ...],
    rename: tuple[tuple[str, str], ...],
    restore: tuple[str, ...],
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """List the students of a class, rename or drop some.

    OUTPUT is the folder that `grade class --output` wrote. Tables, summary and pages are written
    again after a change. It holds for later runs, too: who was dropped is left out of every
    download, and who was renamed has the new id there.

    Exit codes: 0 done, 2 wrong usage, 3 an error in the grader.
    """
    path = output / GRADEBOOK
    if not (drop or rename or restore):
        with Gradebook.reading(path) as book:
            for attempt in book.counted("last"):
                click.echo(attempt.student.called)
        return
    folders = find_folders(exercises, solutions)
    with Gradebook.reading(path) as book:
        exercise = book.exercise
    with Gradebook(path, exercise) as book:
        before = {one.student.slug for one in book.counted("last")}
        for one, new in rename:
            book.rename(one, new)
            say(f"{one_line(one)} is {one_line(new)} from now on.")
        for one in drop:
            book.drop(one)
            say(
                f"{one_line(one)} was dropped, with all attempts, and stays out of later downloads."
            )
        for one in restore:
            book.restore(one)
            say(f"{one_line(one)} is taken in by that id again, from the next `grade class` on.")
        after = {one.student.slug for one in book.counted("last")}
    html = (output / "class.html").exists()
    workers = class_workers(folders, 1, no_sandbox=False, only_ours=True)
    try:
        run = ClassRun(folders, workers, output, count_of(output), html)
        run.publish()
    finally:
        workers.close()
    gone = [output / FOLDER / f"{slug}.html" for slug in before - after]
    for page in gone:
        page.unlink(missing_ok=True)
    say(f"{counted(len(after), 'student')} in the gradebook.")
