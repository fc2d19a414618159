"""A submission's source as HTML: lines with numbers, colours, and notes on those concerned.

Text only: Pygments tells words apart by their looks, and nothing here parses or runs anything.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from grader.printable import printable
from grader.render.colours import coloured
from grader.render.words import Section, spoken
from grader.report import Report, Verdict
from grader.submission.source import Submission

MAX_LINES = 2_000
MAX_COLUMNS = 500
# of a source longer than that, with lines marked, these and some lines around them are shown
LONG = 400
BEFORE, AFTER = 5, 25
Place = tuple[str, int]


@dataclass(frozen=True)
class Note:
    """What is said beside a line; `target` is the id of the check that says more, if one does."""

    text: str
    target: str = ""


@dataclass(frozen=True)
class Line:
    """One line of source, and how many were left out before it."""

    number: int
    id: str
    markup: Markup
    notes: tuple[Note, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Listing:
    """One source of a submission: a script, or a cell; or so many `cells` that are left out."""

    name: str
    lines: tuple[Line, ...]
    left_out: int  # after the last of its lines
    cells: int = 0

    @property
    def marked(self) -> list[Line]:
        """The lines with something to say about them."""
        return [line for line in self.lines if line.notes]

    @property
    def digits(self) -> int:
        """How wide its numbers are."""
        return len(str(self.lines[-1].number)) if self.lines else 0


def listings(submission: Submission, notes: Mapping[Place, Sequence[Note]]) -> list[Listing]:
    """All sources of a submission, cut where they are endless; lines with notes are always kept."""
    left = MAX_LINES
    found: list[Listing] = []
    for number, (_, text) in enumerate(submission.sources, start=1):
        if not text.strip():
            continue
        listing = _listing(submission, number, left, notes)
        left = max(0, left - len(listing.lines))
        if listing.lines:
            found.append(listing)
        elif found and found[-1].cells:
            found[-1] = replace(found[-1], cells=found[-1].cells + 1)
        else:
            found.append(Listing("", (), 0, cells=1))
    return found


def notes_on(
    report: Report, submission: Submission, told: Sequence[Section]
) -> dict[Place, list[Note]]:
    """What there is to say about lines, each once: remarks, where checks stopped, what fails."""
    notes: dict[Place, list[Note]] = {}
    for remark in report.all_remarks:
        if remark.file is not None and remark.line is not None:
            first_line = remark.text.partition("\n")[0]
            notes.setdefault((remark.file, remark.line), []).append(Note(first_line))
    stopped: dict[Place, list[_Open]] = {}
    for part, section in enumerate(told, start=1):
        open_ones = list(_open(part, section))
        for one in open_ones:
            if one.stopped and one.stopped not in notes:  # which says it already
                stopped.setdefault(one.stopped, []).append(one)
        place = _definition(submission, section.function)
        if place and (note := _failing([one for one in open_ones if not one.stopped])):
            notes.setdefault(place, []).append(note)
    for place, checks in stopped.items():
        count = "1 check stops here" if len(checks) == 1 else f"{len(checks)} checks stop here"
        notes.setdefault(place, []).append(
            Note(f"{count}: {_first_title(checks)}", checks[0].target)
        )
    return notes


class _Open(NamedTuple):
    """A check that did not pass, its id on the page, and where it stopped, if on some line."""

    verdict: Verdict
    target: str
    stopped: Place | None


def _open(part: int, section: Section) -> Iterator[_Open]:
    for number, entry in enumerate(section.entries, start=1):
        for verdict in entry.verdicts:
            if verdict.outcome != "passed":
                known = verdict.file is not None and verdict.line is not None
                stopped = (verdict.file or "", verdict.line or 0) if known else None
                yield _Open(verdict, check_id(part, number), stopped)


def _failing(checks: Sequence[_Open]) -> Note | None:
    """What is said where a function begins: which of its checks do not pass."""
    if not checks or all(one.verdict.outcome == "missing" for one in checks):
        return None
    if checks[0].verdict.event == "not_written":
        return Note("not written yet", checks[0].target)
    count = "1 check does not pass" if len(checks) == 1 else f"{len(checks)} checks do not pass"
    mistakes = {one.verdict.mistake for one in checks}
    mistake = mistakes.pop() if len(mistakes) == 1 else None
    if mistake:
        return Note(f"{count}, as with code that {spoken(mistake)}", checks[0].target)
    return Note(f"{count}: {_first_title(checks)}", checks[0].target)


def _first_title(checks: Sequence[_Open]) -> str:
    return checks[0].verdict.check + ("" if len(checks) == 1 else ", …")


def _definition(submission: Submission, function: str) -> Place | None:
    found = definition(submission, function)
    return (submission.sources[found[0] - 1][0], found[1]) if found else None


def check_id(section: int, entry: int) -> str:
    """The id of a check on its page."""
    return f"check-{section}-{entry}"


def line_id(submission: Submission, source: int, line: int) -> str:
    """The id of a line on its page; sources are counted from 1."""
    return f"L{line}" if len(submission.sources) == 1 else f"S{source}-L{line}"


def definition(submission: Submission, function: str) -> tuple[int, int] | None:
    """The source, by number, and the line where a function is defined last, by the looks of it."""
    sign = re.compile(rf"^[ \t]*(?:async[ \t]+)?def[ \t]+{re.escape(function)}\b", re.MULTILINE)
    for source in range(len(submission.python), 0, -1):
        text = submission.python[source - 1][1]
        places = [found.start() for found in sign.finditer(text)]
        if places:
            return source, text.count("\n", 0, places[-1]) + 1
    return None


def _listing(
    submission: Submission, source: int, most: int, notes: Mapping[Place, Sequence[Note]]
) -> Listing:
    name, text = submission.sources[source - 1]
    raw = text.rstrip().split("\n")
    marked = [number for file, number in notes if file == name and number <= len(raw)]
    first = 0 if marked and len(raw) > LONG else min(len(raw), most)
    near = {line for number in marked for line in range(number - BEFORE, number + AFTER + 1)}
    kept = [*range(1, first + 1), *sorted(line for line in near if first < line <= len(raw))]
    # rstrip: rows of blanks would make the lexer look ahead from each of them anew
    shown = [_cut(printable(raw[number - 1].rstrip()).expandtabs(4)) for number in kept]
    lines = []
    before = 0
    for number, markup in zip(kept, coloured(shown), strict=True):
        said = tuple(notes.get((name, number), ()))
        identity = line_id(submission, source, number)
        lines.append(Line(number, identity, markup, said, number - before - 1))
        before = number
    return Listing(printable(name), tuple(lines), len(raw) - before)


def _cut(line: str) -> str:
    return line if len(line) <= MAX_COLUMNS else line[: MAX_COLUMNS - 1] + "…"
