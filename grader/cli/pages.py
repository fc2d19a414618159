"""Pages, and where they go: of submissions one by one, and of a class."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.errors import OutputUnwritable
from grader.files import replacing

if TYPE_CHECKING:
    from grader.classroom.attempt import Attempt
    from grader.classroom.summary import Summary
    from grader.grading.one import Grading
    from grader.report import Picture, Report
    from grader.submission.source import Submission


class Graded(NamedTuple):
    """What became of one path: `submission` is None where it could not be read."""

    path: str
    report: Report
    submission: Submission | None
    title: str  # of the exercise
    figures: Sequence[Picture] = ()


def make_folder_for(paths: Sequence[str], place: str | None) -> None:
    """Make the folder that several pages go into, before anything is graded.

    A page of its own goes into one, too, where `place` ends in a slash.
    Raises UsageError, or OutputUnwritable where the folder cannot be made.
    """
    slash = place is not None and place.endswith(("/", os.sep))
    if len(paths) < 2 and not slash:
        return
    output = None if place is None else Path(place)
    is_file = output is not None and (output.exists() or output.suffix in (".html", ".htm"))
    if output is None or (is_file and not slash and not output.is_dir()):
        raise click.UsageError(
            "Several submissions make several pages: name a folder for them with --output."
        )
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise OutputUnwritable(
            f"The folder {output} cannot be made: {reason}. Name another with --output."
        ) from error


def pages(
    graded: Sequence[Graded], output: Path | None
) -> Iterator[tuple[Graded, Path | None, str]]:
    """What was graded, the file its page goes to, or None for standard output, and the page."""
    from grader.render.page import page

    for one, name in zip(graded, names([one.path for one in graded]), strict=True):
        file = output / name if output is not None and output.is_dir() else output
        yield one, file, page(one.report, one.submission, one.figures, title=one.title)


def names(paths: Sequence[str]) -> list[str]:
    """A file name for each page: that of the submission, with its folders where two share it."""
    from grader.intake.names import slug

    stems = ["standard-input" if path == "-" else slug(Path(path).stem) for path in paths]
    shared = {stem for stem, count in Counter(stems).items() if count > 1}
    found: list[str] = []
    for path, stem in zip(paths, stems, strict=True):
        longer = slug(path.removesuffix(Path(path).suffix)) if stem in shared else stem
        name, number = longer, 1
        while f"{name}.html" in found:
            number += 1
            name = f"{longer}-{number}"
        found.append(f"{name}.html")
    return found


class ClassPages:
    """The page of each student and that of the class; other pages in their folder stay.

    `unasked` counts those whose submission passed all checks and was never asked for pictures.
    """

    def __init__(self, output: Path, grading: Grading) -> None:
        self._output = output
        self._grading = grading
        self.unasked = 0

    def write(self, summary: Summary, attempts: Iterable[Attempt]) -> Iterator[int]:
        """Write all of them; yields how many are written, after each. Raises OSError."""
        from grader.render.class_page import FOLDER, class_pages

        (self._output / FOLDER).mkdir(exist_ok=True)
        pages = class_pages(self._grading.exercise, summary, attempts, self._figures)
        for number, (name, text) in enumerate(pages, start=1):
            with replacing(self._output / name) as file:
                file.write(text)
            yield number

    def _figures(self, attempt: Attempt) -> Sequence[Picture]:
        sighting = attempt.sighting
        if sighting is None:
            return ()
        if attempt.report.full_marks and not sighting.pictured and self._grading.has_figures:
            self.unasked += 1
        return self._grading.pictures(sighting)
