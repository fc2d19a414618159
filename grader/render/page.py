"""A report as one self-contained page: checks, feedback, pictures, and the source."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from grader.course.final import Final
from grader.printable import counted
from grader.render.jinja import rendered_page
from grader.render.progress import Progress
from grader.render.source import (
    Listing,
    annotate,
    cause_id,
    check_id,
    definition,
    line_id,
    listings,
)
from grader.render.words import (
    BEFORE,
    NEXT,
    WARNED,
    Section,
    all_passed,
    by_function,
    every_check_passed,
    first_steps,
    sections,
    shown_only,
)
from grader.report import Drawing, Report, Verdict
from grader.submission.source import Submission

MAX_PRINTED_LINES = 200
MAX_PRINTED = 20_000
SHORT_PRINT, SHORT_SOURCE = 12, 150  # this many lines are not folded
GAP = 0.7  # between the parts of a bar, in percent; none if there are more than MAX_GAPPED
MAX_GAPPED = 40


class Spot(NamedTuple):
    """A link to a line of the source: its id on the page, and a text such as `line 3`."""

    id: str
    text: str


class Part(NamedTuple):
    """A part of a bar, in percent of its width."""

    start: float
    width: float
    state: str


class Live(NamedTuple):
    """For a page that follows a submission: when it was graded, and what the last save changed.

    Browsers reload it every `refresh_seconds`, or not any more if that is None.
    """

    refresh_seconds: int | None
    graded_at: str
    progress: Progress | None = None


class Printed(NamedTuple):
    """The beginning of what a submission printed, how many lines it printed, and what is left out.

    `left_out` is such as `20 more lines`; empty if nothing is.
    """

    text: str
    lines: int
    short: bool
    left_out: str


def page(
    report: Report,
    submission: Submission | None = None,
    pictures: Sequence[Drawing] = (),
    *,
    title: str = "",
    student: str = "",
    attempt: int = 0,
    final: Final | None = None,
    live: Live | None = None,
) -> str:
    """The report as a whole HTML document that loads nothing and runs nothing.

    `title` is the title of the exercise. In a class, `student` and the number of the `attempt` go
    into the heading, and the `final` points below the score if people changed something. The source
    is shown if there is a `submission`. `live` is for a page that follows a submission.
    """
    by_section = sections(report)
    code = _Code(report, submission, by_section)
    places = _places(by_section)
    passed = every_check_passed(report)
    steps = first_steps(report)
    return rendered_page(
        "page.html.j2",
        report=report,
        title=title,
        student=student,
        attempt=attempt,
        live=live,
        final=final if final is not None and final.changed else None,
        graded=report.status == "graded",
        segments=segments(report),
        passed=sum(verdict.outcome == "passed" for verdict in report.verdicts),
        steps=[(step.text, places.get(step.verdict or step.function)) for step in steps.first],
        steps_left_out=steps.left_out,
        all_passed=all_passed(report) if passed else "",
        next=BEFORE if passed else NEXT,
        shown_only=shown_only(report),
        remarks=[(one.text, code.spot(one.file, one.line)) for one in report.all_remarks],
        sections=by_section,
        defined={section.function: code.defined(section.function) for section in by_section},
        spots=code.spots(),
        pictures=pictures,
        printed=printed(report.output),
        warned=WARNED,
        listings=code.listings,
        marked=code.marked(),
        in_parts=submission is not None and submission.in_parts,
        source_lines=code.lines,
        source_open=code.lines <= SHORT_SOURCE or bool(code.marked()),
    )


def _places(by_section: Sequence[Section]) -> dict[Verdict | str, str]:
    """The id of each check on the page, and of the cause of each function that has one."""
    found: dict[Verdict | str, str] = {}
    for part, section in enumerate(by_section, start=1):
        if section.cause is not None:
            found[section.function] = cause_id(part)
        for number, entry in enumerate(section.entries, start=1):
            found |= dict.fromkeys(entry.verdicts, check_id(part, number))
    return found


def segments(report: Report) -> list[Part]:
    """The score as a bar, with a part for each check, as wide as its points."""
    worth = [verdict for verdict in by_function(report.verdicts) if verdict.max_score > 0]
    most = sum(verdict.max_score for verdict in worth)
    gap = GAP if len(worth) <= MAX_GAPPED else 0.0
    # (100 + gap): the gap after the last part is outside the bar
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
    if len(text) > MAX_PRINTED and len(lines) > 1:
        lines.pop()  # it may be cut
    count = text.count("\n") + 1 if text else 0
    lines = lines[:MAX_PRINTED_LINES]
    kept = "\n".join(lines)
    left_out = ""
    if count > len(lines):
        left_out = counted(count - len(lines), "more line")
    elif len(text) > len(kept):
        left_out = counted(len(text) - len(kept), "more character")
    return Printed(kept, count, count <= SHORT_PRINT, left_out)


def _state(verdict: Verdict) -> str:
    if verdict.outcome != "passed":
        return "bad"
    return "good" if verdict.score == verdict.max_score else "open"


class _Code:
    """The source of a submission, and the ids of its lines on the page."""

    def __init__(
        self, report: Report, submission: Submission | None, by_section: Sequence[Section]
    ) -> None:
        self._submission = submission
        self._sections = by_section
        self.listings: list[Listing] = []
        self.lines = 0
        if submission is not None:
            self.listings = listings(submission, annotate(report, submission, by_section))
            texts = [text.rstrip() for _, text in submission.sources]
            self.lines = sum(text.count("\n") + 1 for text in texts if text)
        self._ids = {line.id for listing in self.listings for line in listing.lines}

    def defined(self, function: str) -> Spot | None:
        """The line where a function begins."""
        found = definition(self._submission, function) if self._submission else None
        return self._at(*found) if found else None

    def spots(self) -> dict[tuple[int, int], Spot | None]:
        """The line where each check stopped, by section and entry, from 1."""
        return {
            (part, number): self.spot(entry.verdict.file, entry.verdict.line)
            for part, section in enumerate(self._sections, start=1)
            for number, entry in enumerate(section.entries, start=1)
        }

    def marked(self) -> list[Spot]:
        """The annotated lines, in order."""
        lines = [(one, line) for one in self.listings for line in one.marked]
        return [Spot(line.id, self._named(one.name, line.number)) for one, line in lines]

    def spot(self, file: str | None, line: int | None) -> Spot | None:
        """A line of the source of that name, if it is on the page."""
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
