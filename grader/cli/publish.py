"""Writes the tables, the summary and the pages of `grade class` from the gradebook."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

from grader.classroom.attempt import Attempt
from grader.classroom.decisions import Decisions
from grader.classroom.gradebook import Count, Gradebook
from grader.classroom.summary import Summary, summarise
from grader.classroom.tables import write_csv, write_json
from grader.cli.base import say
from grader.cli.output import show
from grader.cli.progress import progress
from grader.errors import OutputUnwritable
from grader.exercise.loading import Exercise
from grader.files import replacing
from grader.grading.one import Grading
from grader.grading.pictures import pictures, undrawn
from grader.render.class_page import FOLDER, class_pages
from grader.render.summary import render
from grader.report import Drawing

GRADEBOOK = "gradebook.db"
# how grades.json begins, which says which attempts were counted
COUNTED = re.compile(r'"count":"(last|best)"')


class ClassPictures:
    """The pictures for each student's page.

    `grading` gives what the solution is asked by, for the first page with pictures. `missing`
    counts submissions with full marks that were graded without pictures.
    """

    def __init__(self, exercise: Exercise, grading: Callable[[], Grading]) -> None:
        self._exercise = exercise
        self._grading = grading
        self.missing = 0

    def __call__(self, attempt: Attempt) -> Sequence[Drawing]:
        """The pictures for one attempt; none if it did not run."""
        sighting = attempt.sighting
        if sighting is None:
            return ()
        if not sighting.pictured:
            self.missing += attempt.report.full_marks and bool(self._exercise.figures)
            return undrawn(self._exercise, attempt.report)
        return pictures(self._grading(), sighting, attempt.report)


def publish(
    output: Path,
    book: Gradebook,
    exercise: Exercise,
    count: Count,
    class_pictures: ClassPictures | None,
    decisions: Decisions,
) -> Summary:
    """Write tables and summary from the gradebook, and pages if there are pictures for them.

    All of them have the final points by `decisions`, too.

    Returns the summary. Raises OutputUnwritable.
    """
    checks = [(check.title, check.points) for check in exercise.checks]

    def attempts() -> Iterator[Attempt]:
        return decisions.counted(book, count)

    try:
        with replacing(output / "grades.csv") as file:
            write_csv(attempts(), checks, file)
        with replacing(output / "grades.json") as file:
            write_json(attempts(), {"exercise": exercise.name, "count": count}, file)
        summary = summarise(attempts(), exercise.stub().sources)
        show(render(summary, str(output)), output / "summary.txt")
        if class_pictures is not None:
            _write_pages(output, exercise, attempts(), summary, class_pictures)
    except OSError as error:
        raise OutputUnwritable(
            f"{output} cannot be written: {error.strerror or error}. All grades are in its "
            f"{GRADEBOOK}. Free some space or choose another folder, then run the command again."
        ) from error
    for sentence in decisions.notes(book.ids(), summary.finals):
        say(f"  {sentence}")
    return summary


def count_of(output: Path) -> Count:
    """Which attempts the tables in a folder count, as they were written."""
    try:
        with (output / "grades.json").open(encoding="utf-8") as file:
            found = COUNTED.search(file.read(1000))
    except (OSError, UnicodeDecodeError):
        found = None
    return cast(Count, found[1]) if found else "last"


def say_where(output: Path, *, html: bool) -> None:
    """Say which files `publish` wrote."""
    say(f"Wrote {output / 'grades.csv'}, grades.json and summary.txt.")
    if html:
        say(f"Wrote {output / 'class.html'} for you, and a page for each student in feedback/.")


def _write_pages(
    output: Path,
    exercise: Exercise,
    attempts: Iterator[Attempt],
    summary: Summary,
    class_pictures: ClassPictures,
) -> None:
    """Write a page for each student and one for the class; other files in the folder stay."""
    (output / FOLDER).mkdir(exist_ok=True)
    pages = class_pages(exercise, summary, attempts, class_pictures, str(output))
    with progress("writing pages", summary.students + 1) as advance:
        for number, (name, text) in enumerate(pages, start=1):
            with replacing(output / name) as file:
                file.write(text)
            advance(number)
    if class_pictures.missing:
        say(
            f"{class_pictures.missing} or more pages have no pictures: those submissions were "
            "graded without them (--regrade adds them) or ran out of time."
        )
