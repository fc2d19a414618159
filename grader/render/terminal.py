"""The report as text for a terminal: readable at 80 columns, and without colour."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.report import Report, Verdict
from grader.text import one_line

MAX_NEXT = 3
MAX_PRINTED_LINES = 8
AS_ABOVE = "The same as above."
SHOWN_ONLY = (
    "These are the shown checks. Hidden ones, on other numbers, are run when the work is graded."
)


def render(report: Report) -> Group:
    """A report as something rich can print; text of the submission is never taken as markup."""
    if report.status == "not_graded":
        said = Text(f"Not graded: {report.reason}")
        return Group(_header(report, Text("no score", "bold")), Padding(said, (0, 0, 0, 2)))
    points = Text(
        f"{_points(report.score)} of {_points(report.max_score)} points",
        "bold green" if report.full_marks else "bold",
    )
    parts: list[RenderableType] = [_header(report, points)]
    parts += [Padding(Text(remark, "yellow"), (0, 0, 0, 2)) for remark in report.remarks]
    told: set[str] = set()
    for function, verdicts in groupby(_by_function(report), key=lambda one: one.function):
        parts += _function(function, list(verdicts), told)
    if report.output.strip():
        parts += [Text(), *_output(report)]
    parts += [Text(), *_next(report)]
    return Group(*parts)


def next_steps(verdicts: Iterable[Verdict]) -> list[str]:
    """What to look at next, the most telling first; at most three, each once."""
    open_ones = [verdict for verdict in verdicts if verdict.outcome != "passed"]
    steps: dict[str, str] = {}
    for verdict in sorted(open_ones, key=_telling):
        # one step for one cause: a function that raises does so in check after check
        cause = verdict.hint if verdict.outcome == "failed" else verdict.outcome
        steps.setdefault(f"{verdict.function}: {verdict.mistake or cause}", _step(verdict))
    return list(dict.fromkeys(steps.values()))[:MAX_NEXT]


def _telling(verdict: Verdict) -> int:
    if verdict.outcome == "missing":
        return 0
    return 1 if verdict.mistake else 2 if verdict.outcome != "failed" else 3


def _step(verdict: Verdict) -> str:
    if verdict.outcome == "missing" and not verdict.observed.endswith("?"):
        return f"Write {verdict.function}, with the parameters that README.md shows."
    if verdict.mistake:
        sentences = verdict.feedback.replace("? ", "?\n").replace(". ", ".\n").split("\n")
        return f"{verdict.function}: {sentences[-1]}"
    if verdict.outcome != "failed":
        return verdict.observed.split("\n")[0]
    return f"{verdict.function}: {verdict.hint}"


def _header(report: Report, points: Text) -> Table:
    name = Text(one_line(report.submission, 60), "bold")
    if report.exercise:
        name.append(f" · {report.exercise}", "not bold dim")
    return _line(name, points)


def _by_function(report: Report) -> list[Verdict]:
    order = list(dict.fromkeys(verdict.function for verdict in report.verdicts))
    return sorted(report.verdicts, key=lambda verdict: order.index(verdict.function))


def _function(function: str, verdicts: Sequence[Verdict], told: set[str]) -> list[RenderableType]:
    score = sum(verdict.score for verdict in verdicts)
    most = sum(verdict.max_score for verdict in verdicts)
    parts: list[RenderableType] = [
        Text(),
        _line(Text(function, "bold"), Text(f"{_points(score)} of {_points(most)}")),
    ]
    for verdict in verdicts:
        mark = _mark(verdict)
        mark.append(verdict.check, "none")
        points = Text(f"{_points(verdict.score)}/{_points(verdict.max_score)}", "dim")
        parts.append(_line(mark, points))
        said = [Text(paragraph, style) for paragraph, style in _said(verdict, told)]
        parts += [Padding(paragraph, (0, 6, 0, 6)) for paragraph in said]
    return parts


def _mark(verdict: Verdict) -> Text:
    if verdict.outcome != "passed":
        return Text("  ✗ ", "red")
    earned = verdict.score == verdict.max_score
    return Text("  ✓ ", "green") if earned else Text("  ○ ", "yellow")


def _said(verdict: Verdict, told: set[str]) -> list[tuple[str, str]]:
    """The paragraphs under a check; nothing is said twice."""
    paragraphs = []
    for text in dict.fromkeys((verdict.observed, verdict.feedback)):
        if text and text not in told:
            paragraphs.append((text, "none"))
            told.add(text)
        elif text and AS_ABOVE not in [said for said, _ in paragraphs]:
            paragraphs.append((AS_ABOVE, "dim"))
    # a named mistake says more than the hint, which knows nothing of what was seen
    if verdict.hint and not verdict.mistake and verdict.outcome == "failed":
        paragraphs.append((f"Hint: {verdict.hint}", "cyan"))
    return paragraphs


def _output(report: Report) -> list[Text]:
    lines = report.output.rstrip().split("\n")
    kept = [Text(f"  │ {one_line(line, 74)}", "dim") for line in lines[:MAX_PRINTED_LINES]]
    left = len(lines) - MAX_PRINTED_LINES
    more = [Text(f"  │ … and {left} more lines", "dim")] if left > 0 else []
    return [Text("What it printed", "bold"), *kept, *more]


def _next(report: Report) -> list[RenderableType]:
    hidden = any(verdict.visibility == "hidden" for verdict in report.verdicts)
    note = [] if hidden else [Text(SHOWN_ONLY, "dim")]
    steps = next_steps(report.verdicts)
    if not steps:
        done = "Every check passed." if report.full_marks else "Every check that was run passed."
        return [Text(done, "green"), *note]
    table = Table.grid(padding=(0, 1))
    for number, step in enumerate(steps, start=1):
        table.add_row(Text(f"  {number}."), Text(step))
    return [Text("What to do next", "bold"), table, *note]


def _line(left: Text, right: Text) -> Table:
    table = Table.grid(expand=True, padding=(0, 1))
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.add_row(left, right)
    return table


def _points(points: float) -> str:
    return f"{points:g}"
