"""A report as one page that stands alone: checks, feedback, pictures, and the source."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from markupsafe import Markup

from grader.judging.remarks import concerned
from grader.render.jinja import rendered_page
from grader.render.progress import Progress
from grader.render.source import Listing, check_id, definition, line_id, listings, notes_on
from grader.render.words import (
    SHOWN_ONLY,
    Section,
    all_passed,
    by_function,
    next_steps,
    sections,
    with_hidden,
)
from grader.report import Report, Verdict
from grader.submission.source import Submission

MAX_PRINTED_LINES = 200
MAX_PRINTED = 20_000
SHORT_PRINT = 12
SHORT_SOURCE = 150
GAP = 0.7


class Picture(Protocol):
    """A figure as pages show it; its SVG is ours, with no text of a submission in it."""

    @property
    def title(self) -> str:
        """What it shows."""

    @property
    def alt(self) -> str:
        """The same in words, for those who do not see it."""

    @property
    def svg(self) -> str:
        """The picture, without style attributes, scripts or references to elsewhere."""


class Spot(NamedTuple):
    """A line of the source as a link: its id on the page, and how it is called."""

    id: str
    text: str


class Part(NamedTuple):
    """A part of a bar, in hundredths of its width."""

    start: float
    width: float
    state: str


class Live(NamedTuple):
    """What a page says that follows a submission: of what time it is, and what the save changed.

    It is read anew every so many seconds, or no more where that is None.
    """

    refresh_seconds: int | None
    graded_at: str
    progress: Progress | None = None


class Remark(NamedTuple):
    """A remark on the whole file, and the line that it is about, if any."""

    text: str
    spot: Spot | None


class Drawing(NamedTuple):
    """A picture whose SVG may stand as it is."""

    title: str
    alt: str
    svg: Markup


class Printed(NamedTuple):
    """What a submission printed, cut."""

    text: str
    lines: int
    short: bool
    left_out: bool


def page(
    report: Report,
    submission: Submission | None = None,
    figures: Sequence[Picture] = (),
    *,
    title: str = "",
    student: str = "",
    attempt: int = 0,
    live: Live | None = None,
) -> str:
    """The report as a whole HTML document that loads nothing and runs nothing.

    `title` is that of the exercise; `student` and the number of the `attempt` head it in a class.
    The source is shown where `submission` has it. `live` is for a page that follows a submission.
    """
    told = sections(report)
    code = _Code(report, submission, told)
    ids = {
        verdict: check_id(part, number)
        for part, section in enumerate(told, start=1)
        for number, entry in enumerate(section.entries, start=1)
        for verdict in entry.verdicts
    }
    return rendered_page(
        "page.html.j2",
        report=report,
        title=title,
        student=student,
        attempt=attempt,
        live=live,
        graded=report.status == "graded",
        segments=segments(report),
        passed=sum(verdict.outcome == "passed" for verdict in report.verdicts),
        steps=[(step.text, ids.get(step.verdict)) for step in next_steps(report.verdicts)],
        all_passed=all_passed(report),
        with_hidden=with_hidden(report),
        shown_only=SHOWN_ONLY,
        remarks=[Remark(remark, code.remarked(remark)) for remark in report.remarks],
        sections=told,
        defined={section.function: code.defined(section.function) for section in told},
        spots=code.spots(),
        figures=[_drawing(figure) for figure in figures],
        printed=printed(report.output),
        listings=code.listings,
        marked=code.marked(),
        in_parts=submission is not None and submission.in_parts,
        source_lines=code.lines,
        source_open=code.lines <= SHORT_SOURCE or bool(code.marked()),
    )


def segments(report: Report) -> list[Part]:
    """The score as a bar: a part for each check, as wide as it has points."""
    worth = [verdict for verdict in by_function(report.verdicts) if verdict.max_score > 0]
    most = sum(verdict.max_score for verdict in worth)
    gap = GAP if len(worth) <= MAX_PRINTED_LINES // 5 else 0.0
    # the last part ends where the bar does
    widths = [(100 + gap) * verdict.max_score / most for verdict in worth]
    starts = accumulate(widths, initial=0.0)
    return [
        Part(start, max(width - gap, 0.1), _state(verdict))
        for verdict, start, width in zip(worth, starts, widths, strict=False)
    ]


def printed(output: str) -> Printed:
    """The first lines of what was printed."""
    text = output.rstrip()
    lines = text[:MAX_PRINTED].split("\n")
    count = text.count("\n") + 1 if text else 0
    left_out = len(text) > MAX_PRINTED or len(lines) > MAX_PRINTED_LINES
    kept = "\n".join(lines[:MAX_PRINTED_LINES])
    return Printed(kept, count, count <= SHORT_PRINT, left_out)


def _state(verdict: Verdict) -> str:
    if verdict.outcome != "passed":
        return "bad"
    return "good" if verdict.score == verdict.max_score else "open"


def _drawing(figure: Picture) -> Drawing:
    svg = Markup(figure.svg)  # noqa: S704  (drawn by this package, from numbers)
    return Drawing(figure.title, figure.alt, svg)


class _Code:
    """The source of a submission, and where its lines are on the page."""

    def __init__(
        self, report: Report, submission: Submission | None, told: Sequence[Section]
    ) -> None:
        self._submission = submission
        self._told = told
        self.listings: list[Listing] = []
        self.lines = 0
        if submission is not None:
            self.listings = listings(submission, notes_on(report, submission, told))
            texts = [text.rstrip() for _, text in submission.sources]
            self.lines = sum(text.count("\n") + 1 for text in texts if text)
        self._ids = {line.id for listing in self.listings for line in listing.lines}

    def remarked(self, remark: str) -> Spot | None:
        """The line that a remark is about."""
        place = concerned(remark, self._submission) if self._submission else None
        return self._spot(*place) if place else None

    def defined(self, function: str) -> Spot | None:
        """The line where a function begins."""
        found = definition(self._submission, function) if self._submission else None
        return self._at(*found) if found else None

    def spots(self) -> dict[tuple[int, int], Spot | None]:
        """The line where each check stopped, by section and entry, from 1."""
        return {
            (part, number): self._spot(entry.verdict.file, entry.verdict.line)
            for part, section in enumerate(self._told, start=1)
            for number, entry in enumerate(section.entries, start=1)
        }

    def marked(self) -> list[Spot]:
        """Every line with a note, in order."""
        lines = [(one, line) for one in self.listings for line in one.marked]
        return [Spot(line.id, self._named(one.name, line.number)) for one, line in lines]

    def _spot(self, file: str | None, line: int | None) -> Spot | None:
        names = [name for name, _ in self._submission.sources] if self._submission else []
        return self._at(names.index(file) + 1, line) if file in names and line else None

    def _at(self, source: int, line: int) -> Spot | None:
        assert self._submission is not None
        identity = line_id(self._submission, source, line)
        name = self._named(self._submission.sources[source - 1][0], line)
        return Spot(identity, name) if identity in self._ids else None

    def _named(self, name: str, line: int) -> str:
        assert self._submission is not None
        return f"line {line}" + (f" of {name}" if self._submission.in_parts else "")
