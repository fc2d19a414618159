"""The report as text for a terminal: readable at 80 columns, and without colour."""

import re
from collections.abc import Sequence
from itertools import groupby

import msgspec
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
    for function, verdicts in groupby(_by_function(report.verdicts), key=lambda one: one.function):
        # what stands under another function is not right above
        parts += _function(function, list(verdicts), told=set(report.remarks))
    if report.output.strip():
        parts += [Text(), *_output(report)]
    parts += [Text(), *_next(report), Text(f"seed {report.seed}", "dim")]
    return Group(*parts)


def one_check(verdict: Verdict) -> str:
    """A check by itself, as plain text."""
    earned = f"{verdict.check} ({_points(verdict.score)}/{_points(verdict.max_score)} points)"
    hint = f"Hint: {verdict.hint}" if verdict.hint and not verdict.mistake else ""
    told = dict.fromkeys([earned, verdict.observed, verdict.feedback, hint])
    return "\n".join(text for text in told if text)


def next_steps(verdicts: Sequence[Verdict]) -> list[str]:
    """What to look at next, in the order of the task; at most three, each once."""
    open_ones = [verdict for verdict in verdicts if verdict.outcome != "passed"]
    steps: dict[str, str] = {}
    for verdict in _by_function(sorted(open_ones, key=_telling), like=verdicts):
        # one step for one cause: a function that raises does so in check after check
        cause = verdict.hint or verdict.feedback if verdict.outcome == "failed" else verdict.outcome
        steps.setdefault(f"{verdict.function}: {verdict.mistake or cause}", _step(verdict))
    return list(dict.fromkeys(steps.values()))[:MAX_NEXT]


def _telling(verdict: Verdict) -> int:
    """The most telling first: a named mistake, an exception, what is known, a hint."""
    if verdict.mistake or verdict.outcome == "missing":
        return 0
    return 1 if verdict.outcome != "failed" else 3 if verdict.hint else 2


def _step(verdict: Verdict) -> str:
    if verdict.outcome == "missing" and not verdict.observed.endswith("?"):
        return f"Write {verdict.function}, with the parameters that README.md shows."
    if verdict.mistake:
        sentences = verdict.feedback.replace("? ", "?\n").replace(". ", ".\n").split("\n")
        return f"{verdict.function}: {sentences[-1]}"
    if verdict.outcome != "failed":
        return _without_arguments(verdict).split("\n")[0]
    return f"{verdict.function}: {verdict.hint or verdict.feedback}"


def _without_arguments(verdict: Verdict) -> str:
    """What was observed, with the call cut short: the same words for every check."""
    call = re.escape(verdict.function) + r"\(.*?\)(?= (?:is|raised|gave|was|needed|ended|asked)\b)"
    return re.sub(call, f"{verdict.function}(…)", verdict.observed, count=1)


def _header(report: Report, points: Text) -> Table:
    name = Text(one_line(report.submission, 60), "bold")
    if report.exercise:
        name.append(f" · {report.exercise}", "not bold dim")
    return _line(name, points)


def _by_function(
    verdicts: Sequence[Verdict], like: Sequence[Verdict] | None = None
) -> list[Verdict]:
    """The verdicts of each function together, in the order in which `like` comes to them."""
    order = list(dict.fromkeys(verdict.function for verdict in like or verdicts))
    return sorted(verdicts, key=lambda verdict: order.index(verdict.function))


def _function(function: str, verdicts: Sequence[Verdict], told: set[str]) -> list[RenderableType]:
    score = sum(verdict.score for verdict in verdicts)
    most = sum(verdict.max_score for verdict in verdicts)
    parts: list[RenderableType] = [
        Text(),
        _line(Text(function, "bold"), Text(f"{_points(score)} of {_points(most)}")),
    ]
    words = {_without_arguments(verdict) for verdict in verdicts}
    if len(verdicts) > 1 and len(words) == 1 and verdicts[0].outcome not in ("passed", "failed"):
        # nothing of it could be called: that is said once, not in check after check
        parts.append(
            _line(Text("  ✗ ", "red").append("none of its checks could run", "none"), Text())
        )
        first = msgspec.structs.replace(verdicts[0], observed=words.pop(), hint="")
        if not verdicts[0].mistake and verdicts[0].feedback == verdicts[0].observed:
            first = msgspec.structs.replace(first, feedback=first.observed)
        return [*parts, *_paragraphs(first, told)]
    for verdict in verdicts:
        points = Text(f"{_points(verdict.score)}/{_points(verdict.max_score)}", "dim")
        parts.append(_line(_mark(verdict).append(verdict.check, "none"), points))
        parts += _paragraphs(verdict, told)
    return parts


def _paragraphs(verdict: Verdict, told: set[str]) -> list[Padding]:
    return [Padding(Text(text, style), (0, 6, 0, 6)) for text, style in _said(verdict, told)]


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
    return [Text("What it printed, over all checks", "bold"), *kept, *more]


def _next(report: Report) -> list[RenderableType]:
    hidden = any(verdict.visibility == "hidden" for verdict in report.verdicts)
    note = [] if hidden else [Text(SHOWN_ONLY, "dim")]
    steps = next_steps(report.verdicts)
    if not steps:
        which = "Every check passed." if hidden else "Every shown check passed."
        return [Text(which, "green"), *note]
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
