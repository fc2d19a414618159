"""Grades submissions one by one and writes their reports."""

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Group
from rich.text import Text

from grader.cli.base import FULL_MARKS, POINTS_MISSING, refuse_to_overwrite, say
from grader.cli.confinement import Confinement
from grader.cli.group import INTERRUPTED
from grader.cli.output import show, write
from grader.cli.waiting import Waiting
from grader.errors import GradeError, InputError, OutputUnwritable, Stumbled
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.files import make_folder
from grader.grading.one import Grading
from grader.grading.outcome import Outcome, grade
from grader.grading.pictures import pictures
from grader.grading.session import Session, Subject
from grader.intake.names import slug
from grader.pictures.plan import load_matplotlib
from grader.printable import one_line
from grader.render.page import page
from grader.render.terminal import render
from grader.render.words import scored
from grader.report import Drawing, Report, to_json
from grader.submission.source import Submission, kind_of, read


@dataclass(frozen=True)
class Graded:
    """One path, its outcome, and the pictures for its page."""

    path: str
    outcome: Outcome
    pictures: Sequence[Drawing] = ()

    @property
    def report(self) -> Report:
        """The report; it may say "not graded"."""
        return self.outcome.report


class Reports:
    """Grades some paths and writes their reports in one format."""

    def __init__(
        self,
        folders: Folders,
        confinement: Confinement,
        paths: Sequence[str],
        output_format: str,
        place: str | None,
    ) -> None:
        self._folders = folders
        self._confinement = confinement
        self._paths = paths
        self._format = output_format
        self._output = None if place is None else Path(place)
        self._graded: list[Graded] = []
        if output_format == "html":
            make_folder_for(paths, place)
            if self._output is not None and self._output.is_dir():
                for name in page_names(paths):
                    refuse_to_overwrite(paths, self._output / name, "--output")
            load_matplotlib()

    def grade(
        self,
        exercise: str | None,
        shown_only: bool,
        seed: int | None,
        time_limit: float | None,
    ) -> int:
        """Grade all paths, even if some cannot be graded; returns the exit code."""
        if exercise is not None:
            load(exercise, self._folders)
        session = Session(
            self._folders,
            self._confinement.workers,
            seed,
            prepare=lambda loaded: loaded.prepared(
                pictures=self._format == "html", shown_only=shown_only
            ),
            time_limit_seconds=time_limit,
        )
        subject = Subject(session, exercise)
        code = FULL_MARKS
        try:
            for path in self._paths:
                code = max(code, self._grade(path, subject))
        except KeyboardInterrupt:
            code = INTERRUPTED
            say(f"grade: stopped; {len(self._graded)} of {len(self._paths)} were graded.")
        if self._graded and (warning := self._confinement.warning):
            say(f"grade: {warning}")
        return code

    def write(self) -> None:
        """Write all reports. Raises OutputUnwritable."""
        try:
            self._write(self._format, self._output)
        except OSError as error:
            if self._output is None:
                raise
            # so that the reports are not lost, print them instead
            self._write("text" if self._format == "html" else self._format, None)
            raise OutputUnwritable(
                f"{self._output} cannot be written: {error.strerror or error}. "
                "The report went to standard output instead."
            ) from error

    def _grade(self, path: str, subject: Subject) -> int:
        """Grade one path; returns its exit code."""

        def assign(submission: Submission) -> tuple[Grading, Submission]:
            try:
                grading, assigned = subject.assign(submission, path)
            except InputError as error:
                raise type(error)(_unassigned(submission, error)) from error
            grading.running = waiting
            return grading, assigned

        name = one_line(Path(path).name or path)
        with Waiting() as waiting:
            outcome = grade(name, lambda: read(path), assign)
        drawn: Sequence[Drawing] = ()
        if outcome.grading is not None and outcome.sighting is not None:
            with suppress(GradeError):
                drawn = pictures(outcome.grading, outcome.sighting, outcome.report)
        self._graded.append(Graded(path, outcome, drawn))
        if outcome.error is not None:
            unexpected = isinstance(outcome.error, Stumbled)  # which does not name the file
            say(f"grade: {name}: {outcome.error}" if unexpected else f"grade: {outcome.error}")
            return outcome.error.exit_code
        return FULL_MARKS if outcome.report.full_marks else POINTS_MISSING

    def _write(self, output_format: str, output: Path | None) -> None:
        reports = [one.report for one in self._graded]
        if output_format == "html":
            self._write_pages(output)
        elif output_format == "json":
            write(to_json(reports[0] if len(reports) == 1 else reports), output, "utf-8")
        else:
            # errors went to standard error already; only a file repeats them
            texts = [render(one) for one in reports if output or one.status == "graded"]
            spaced = [part for one in texts for part in (Text(), one)][1:]
            if texts:
                show(Group(*spaced), output)

    def _write_pages(self, output: Path | None) -> None:
        for one, name in zip(self._graded, page_names(self._paths), strict=False):
            file = output / name if output is not None and output.is_dir() else output
            grading = one.outcome.grading
            title = "" if grading is None else grading.exercise.title
            text = page(one.report, one.outcome.submission, one.pictures, title=title)
            write(text, file, "utf-8")
            if file is not None:
                say(f"Wrote {file}: {scored(one.report)}.")


def _unassigned(submission: Submission, error: InputError) -> str:
    """Why a file has no exercise: it may be none that can be graded."""
    if Path(submission.name).suffix and kind_of(submission.name) is None:
        return (
            f"{submission.name} is neither a Python file nor a notebook. Name the file with the "
            "functions, such as submit.py."
        )
    return f"{submission.name}: {error}"


def make_folder_for(paths: Sequence[str], place: str | None) -> None:
    """Make the folder for several pages, before anything is graded.

    A single page goes into a folder too if `place` ends in a slash. Raises UsageError, or
    OutputUnwritable if the folder cannot be made.
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
    make_folder(output, "--output")


def page_names(paths: Sequence[str]) -> list[str]:
    """A file name for each page: the submission's, with its folders if two have the same."""
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
