"""A submission's source for its page: lines with numbers and colours, some with annotations.

The source is only text here: nothing parses or runs it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from grader.printable import counted, first_sentence, printable
from grader.render.colours import coloured
from grader.render.words import AHEAD, Section, spoken, waits
from grader.report import Cause, Report, Verdict
from grader.submission.source import Submission
from grader.submission.uses import assignment_of, definition_of

MAX_LINES = 2_000
MAX_COLUMNS = 500
# a source longer than this is cut to its annotated lines and some lines around them, if it has any
LONG = 400
BEFORE, AFTER = 5, 25
Place = tuple[str, int]


@dataclass(frozen=True)
class Annotation:
    """A text below a line; `target` is the id of a check that says more, if there is one."""

    text: str
    target: str = ""


@dataclass(frozen=True)
class Line:
    """A line of source, and how many lines were left out before it."""

    number: int
    id: str
    markup: Markup
    annotations: tuple[Annotation, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Listing:
    """A script or a cell; or, if `cells` is not 0, a gap where this many cells were left out."""

    name: str
    lines: tuple[Line, ...]
    left_out: int  # lines after the last one
    cells: int = 0

    @property
    def marked(self) -> list[Line]:
        """The lines with annotations."""
        return [line for line in self.lines if line.annotations]

    @property
    def digits(self) -> int:
        """How many digits its line numbers have at most."""
        return len(str(self.lines[-1].number)) if self.lines else 0


def listings(
    submission: Submission, annotations: Mapping[Place, Sequence[Annotation]]
) -> list[Listing]:
    """All sources of a submission, cut if they are very long; annotated lines are always kept."""
    left = MAX_LINES
    found: list[Listing] = []
    for number, (_, text) in enumerate(submission.sources, start=1):
        if not text.strip():
            continue
        listing = _listing(submission, number, left, annotations)
        left = max(0, left - len(listing.lines))
        if listing.lines:
            found.append(listing)
        elif found and found[-1].cells:
            found[-1] = replace(found[-1], cells=found[-1].cells + 1)
        else:
            found.append(Listing("", (), 0, cells=1))
    return found


def annotate(
    report: Report, submission: Submission, sections: Sequence[Section]
) -> dict[Place, list[Annotation]]:
    """Annotations by line: remarks, where checks stopped, and which functions fail checks."""
    found: dict[Place, list[Annotation]] = {}
    for remark in report.all_remarks:
        if remark.file is not None and remark.line is not None:
            first_line = remark.text.partition("\n")[0]
            found.setdefault((remark.file, remark.line), []).append(Annotation(first_line))
    stopped: dict[Place, list[_Failed]] = {}
    for part, section in enumerate(sections, start=1):
        failed = list(_failed(part, section))
        for one in failed:
            if one.stopped and one.stopped not in found:  # else the remark says it already
                stopped.setdefault(one.stopped, []).append(one)
        place = _definition(submission, section.function)
        unplaced = [one for one in failed if not one.stopped]
        if place and (failing := _on_function(unplaced, section.cause, part)):
            found.setdefault(place, []).append(failing)
    for place, checks in stopped.items():
        found.setdefault(place, []).append(_where_stopped(checks, sections))
    return found


def _where_stopped(checks: Sequence["_Failed"], sections: Sequence[Section]) -> Annotation:
    """The annotation on a line where checks stopped: what the error means, if that is known."""
    verb = "stops" if len(checks) == 1 else "stop"
    many = f"{counted(len(checks), 'check')} {verb} here"
    causes = {section.function: section.cause for section in sections}
    cause = causes[checks[0].verdict.function]
    if cause is not None and cause.kind == "error":
        part = list(causes).index(cause.function) + 1
        return Annotation(f"{many}: {first_sentence(cause.text)}", cause_id(part))
    return Annotation(f"{many}: {_first_title(checks)}", checks[0].target)


class _Failed(NamedTuple):
    """A check that failed, its id on the page, and the line where it stopped, if it did."""

    verdict: Verdict
    target: str
    stopped: Place | None


def _failed(part: int, section: Section) -> Iterator[_Failed]:
    for number, entry in enumerate(section.entries, start=1):
        for verdict in entry.verdicts:
            if verdict.outcome != "passed":
                # where a function stops that waits for another one tells nothing yet
                known = None not in (verdict.file, verdict.line) and not waits(verdict)
                stopped = (verdict.file or "", verdict.line or 0) if known else None
                yield _Failed(verdict, check_id(part, number), stopped)


def _on_function(checks: Sequence[_Failed], cause: Cause | None, part: int) -> Annotation | None:
    """The annotation where a function begins, about its failed checks and their cause."""
    if cause is not None and not cause.checks:
        text = f"{AHEAD} {first_sentence(cause.text)}"
        return Annotation(text, cause_id(part))
    if not checks or all(one.verdict.outcome == "missing" for one in checks):
        return None
    if checks[0].verdict.event == "not_written":
        return Annotation("not written yet", checks[0].target)
    count = f"{counted(len(checks), 'check')} {'fails' if len(checks) == 1 else 'fail'}"
    first = checks[0].verdict
    if waits(first):
        return Annotation(f"waits until {first.waits_for} is right", checks[0].target)
    if cause is not None and cause.kind == "mistake":
        return Annotation(f"{count}, as with code that {spoken(cause.name)}", cause_id(part))
    if cause is not None:
        return Annotation(f"{count}: {first_sentence(cause.text)}", cause_id(part))
    return Annotation(f"{count}: {_first_title(checks)}", checks[0].target)


def _first_title(checks: Sequence[_Failed]) -> str:
    left = len(checks) - 1
    return checks[0].verdict.check + (f", and {left} more" if left else "")


def _definition(submission: Submission, function: str) -> Place | None:
    found = definition(submission, function)
    return (submission.sources[found[0] - 1][0], found[1]) if found else None


def check_id(section: int, entry: int) -> str:
    """The id of a check on its page."""
    return f"check-{section}-{entry}"


def cause_id(section: int) -> str:
    """The id of the cause of a function on its page."""
    return f"cause-{section}"


def line_id(submission: Submission, source: int, line: int) -> str:
    """The id of a line on its page; `source` counts from 1."""
    return f"L{line}" if len(submission.sources) == 1 else f"S{source}-L{line}"


def definition(submission: Submission, function: str) -> tuple[int, int] | None:
    """The number of the source and the line with the last definition of it; only a guess.

    What is made otherwise, such as by `type(...)` or a lambda, begins where it is assigned.
    """
    for pattern in (definition_of(function), assignment_of(function)):
        for source in range(len(submission.python), 0, -1):
            text = submission.python[source - 1][1]
            places = [found.start() for found in pattern.finditer(text)]
            if places:
                return source, text.count("\n", 0, places[-1]) + 1
    return None


def _listing(
    submission: Submission,
    source: int,
    most: int,
    annotations: Mapping[Place, Sequence[Annotation]],
) -> Listing:
    name, text = submission.sources[source - 1]
    raw = text.rstrip().split("\n")
    marked = [number for file, number in annotations if file == name and number <= len(raw)]
    first = 0 if marked and len(raw) > LONG else min(len(raw), most)
    near = {line for number in marked for line in range(number - BEFORE, number + AFTER + 1)}
    kept = [*range(1, first + 1), *sorted(line for line in near if first < line <= len(raw))]
    # rstrip: the lexer takes quadratic time on a long row of blanks
    texts = [_cut(printable(raw[number - 1].rstrip()).expandtabs(4)) for number in kept]
    lines = []
    before = 0
    for number, markup in zip(kept, coloured(texts), strict=True):
        below = tuple(annotations.get((name, number), ()))
        identity = line_id(submission, source, number)
        lines.append(Line(number, identity, markup, below, number - before - 1))
        before = number
    return Listing(printable(name), tuple(lines), len(raw) - before)


def _cut(line: str) -> str:
    return line if len(line) <= MAX_COLUMNS else line[: MAX_COLUMNS - 1] + "…"
