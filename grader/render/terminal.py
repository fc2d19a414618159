"""The report as text for a terminal, readable at 80 columns and without colour."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.printable import counted, one_line
from grader.render.progress import Progress
from grader.render.words import (
    BEFORE,
    NEXT,
    WARNED,
    Entry,
    Paragraph,
    Section,
    all_passed,
    every_check_passed,
    first_steps,
    scored,
    sections,
    shown_only,
    waits,
)
from grader.report import Report, Verdict

MAX_PRINTED_LINES = 8
STYLES = {
    "observed": "none",
    "known": "none",
    "mistake": "none",
    "repeated": "dim",
    "hint": "cyan",
    "ahead": "yellow",
    "cause": "none",
    "contrast": "dim",
}


def render(report: Report) -> Group:
    """A report for rich to print; text of the submission is never taken as markup."""
    if report.status == "not_graded":
        reason = Text(f"Not graded: {report.reason}")
        return Group(_header(report, Text("no score", "bold")), Padding(reason, (0, 0, 0, 2)))
    points = Text(scored(report), "bold green" if report.full_marks else "bold")
    parts: list[RenderableType] = [_header(report, points)]
    parts += [Padding(Text(remark, "yellow"), (0, 0, 0, 2)) for remark in report.remarks]
    if report.unreadable:  # told by a remark, and there is nothing else to tell
        return Group(*parts, Text(), _last(report, points))
    for section in sections(report):
        parts += _section(section)
    if report.output.strip():
        parts += [Text(), *_output(report)]
    if report.warned:
        parts += [Text(), Text(WARNED, "bold")]
        parts += [Padding(Text(one, "dim"), (0, 2, 0, 2)) for one in report.warned]
    return Group(*parts, Text(), *_next(report), Text(), _last(report, points))


def _last(report: Report, points: Text) -> Table:
    """The score once more, where it does not scroll out of sight."""
    return _line(points.copy(), Text(f"seed {report.seed}", "dim"))


def render_progress(progress: Progress) -> Group:
    """What a save changed. The score comes last, where it does not scroll out of sight."""
    lines: list[RenderableType] = [Text(progress.head, "bold")]
    for group in progress.groups:
        lines.append(Padding(Text(group.words, group.style), (0, 0, 0, 2)))
        lines += [Padding(Text(title), (0, 0, 0, 6)) for title in group.titles]
        if group.left_out:
            lines.append(Padding(Text(f"… and {group.left_out} more", "dim"), (0, 0, 0, 6)))
    if progress.points:
        lines.append(Text(progress.points, "bold"))
    return Group(*lines)


def one_check(verdict: Verdict) -> str:
    """One check as plain text."""
    earned = f"{verdict.check} ({_points(verdict.score)}/{_points(verdict.max_score)} points)"
    return "\n".join([earned, *check_in_words(verdict)])


def check_in_words(verdict: Verdict) -> list[str]:
    """What was observed of one check, what is known about it, and where to look."""
    asks = verdict.hint and not verdict.mistake and verdict.outcome == "failed"
    hint = f"Hint: {verdict.hint}" if asks else ""
    texts = dict.fromkeys([verdict.observed, verdict.feedback, hint])
    return [text for text in texts if text]


def _header(report: Report, points: Text) -> Table:
    name = Text(one_line(report.submission, 60), "bold")
    if report.exercise:
        name.append(f" · {report.exercise}", "not bold dim")
    return _line(name, points)


def _section(section: Section) -> list[RenderableType]:
    points = Text(f"{_points(section.score)} of {_points(section.max_score)}")
    parts: list[RenderableType] = [Text(), _line(Text(section.function, "bold"), points)]
    parts += _paragraphs(section.paragraphs, (0, 2, 0, 2))
    for entry in section.entries:
        parts += [_entry(entry), *_paragraphs(entry.paragraphs, (0, 6, 0, 6))]
    return parts


def _paragraphs(
    paragraphs: Iterable[Paragraph], margins: tuple[int, int, int, int]
) -> list[RenderableType]:
    return [Padding(Text(text, STYLES[kind]), margins) for kind, text in paragraphs]


def _entry(entry: Entry) -> Table:
    verdict = entry.verdict
    points = f"{_points(verdict.score)}/{_points(verdict.max_score)}"
    right = Text("" if entry.folded else points, "dim")
    return _line(_mark(verdict).append(entry.title, "none"), right)


def _mark(verdict: Verdict) -> Text:
    if waits(verdict):
        return Text("  … ", "yellow")
    if verdict.outcome != "passed":
        return Text("  ✗ ", "red")
    earned = verdict.score == verdict.max_score
    return Text("  ✓ ", "green") if earned else Text("  ○ ", "yellow")


def _output(report: Report) -> list[Text]:
    lines = report.output.rstrip().split("\n")
    kept = [Text(f"  │ {one_line(line, 74)}", "dim") for line in lines[:MAX_PRINTED_LINES]]
    left = len(lines) - MAX_PRINTED_LINES
    more = [Text(f"  │ … and {counted(left, 'more line')}", "dim")] if left > 0 else []
    return [Text("What it printed, in all checks together", "bold"), *kept, *more]


def _next(report: Report) -> list[RenderableType]:
    note = [Text(text, "dim")] if (text := shown_only(report)) else []
    passed = [Text(all_passed(report), "green")] if every_check_passed(report) else []
    steps = first_steps(report)
    if not steps.first:
        return [*passed, *note]
    table = Table.grid(padding=(0, 1))
    for number, step in enumerate(steps.first, start=1):
        table.add_row(Text(f"  {number}."), Text(step.text))
    if steps.left_out:
        table.add_row(Text(), Text(f"… and {steps.left_out} more", "dim"))
    apart = [Text()] if note else []
    return [*passed, Text(BEFORE if passed else NEXT, "bold"), table, *apart, *note]


def _line(left: Text, right: Text) -> Table:
    table = Table.grid(expand=True, padding=(0, 1))
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.add_row(left, right)
    return table


def _points(points: float) -> str:
    return f"{points:g}"
