"""A report in words: what is said, where and how often, whatever then shows it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

from grader.report import Report, Verdict

MAX_NEXT = 3
AS_ABOVE = "The same as above."
SHOWN_ONLY = (
    "These are the shown checks. Hidden ones, on other numbers, are run when the work is graded."
)
NONE_RAN = "every check ended the same way"


class Paragraph(NamedTuple):
    """What is said under a check: what was observed, what is known about it, where to look."""

    kind: Literal["observed", "known", "mistake", "repeated", "hint"]
    text: str


class Entry(NamedTuple):
    """One check, or all of a function where they ended the same way, and what is said under it."""

    title: str
    verdicts: tuple[Verdict, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def verdict(self) -> Verdict:
        """The check, or the first of them."""
        return self.verdicts[0]


class Section(NamedTuple):
    """All checks of one function."""

    function: str
    score: float
    max_score: float
    entries: tuple[Entry, ...]


def sections(report: Report) -> list[Section]:
    """What is said of each function, in the order in which the checks come to them."""
    grouped = groupby(by_function(report.verdicts), key=lambda one: one.function)
    # what stands under another function is not right above
    return [
        _section(function, tuple(verdicts), told=set(report.remarks))
        for function, verdicts in grouped
    ]


def with_hidden(report: Report) -> bool:
    """Whether hidden checks have a say in it."""
    return any(verdict.visibility == "hidden" for verdict in report.verdicts)


def scored(report: Report) -> str:
    """What it earned: "12 of 20 points", or that it was not graded."""
    if report.status == "not_graded":
        return "not graded"
    return f"{report.score:g} of {report.max_score:g} points"


def spoken(mistake: str) -> str:
    """A mistake as it stands in a sentence: code that "never clears gradients"."""
    return mistake.replace("_", " ")


def all_passed(report: Report) -> str:
    """What is said where there is nothing left to do."""
    return "Every check passed." if with_hidden(report) else "Every shown check passed."


class Step(NamedTuple):
    """What to do next, and the check that asks for it."""

    text: str
    verdict: Verdict


def next_steps(verdicts: Sequence[Verdict]) -> list[Step]:
    """What to look at next, in the order of the task; at most three, each once."""
    open_ones = [verdict for verdict in verdicts if verdict.outcome != "passed"]
    steps: dict[str, Step] = {}
    for verdict in by_function(sorted(open_ones, key=_telling), like=verdicts):
        # one step for one cause: a function that raises does so in check after check, and what
        # one function gets wrong shows in those that call it
        cause = verdict.hint or verdict.feedback if verdict.outcome == "failed" else verdict.outcome
        step = Step(_step(verdict), verdict)
        steps.setdefault(verdict.mistake or f"{verdict.function}: {cause}", step)
    told: dict[str, Step] = {}
    for step in steps.values():
        told.setdefault(step.text, step)
    return list(told.values())[:MAX_NEXT]


def by_function(
    verdicts: Sequence[Verdict], like: Sequence[Verdict] | None = None
) -> list[Verdict]:
    """The verdicts of each function together, in the order in which `like` comes to them."""
    order = list(dict.fromkeys(verdict.function for verdict in like or verdicts))
    return sorted(verdicts, key=lambda verdict: order.index(verdict.function))


def _section(function: str, verdicts: tuple[Verdict, ...], told: set[str]) -> Section:
    score = sum(verdict.score for verdict in verdicts)
    most = sum(verdict.max_score for verdict in verdicts)
    if _ended_alike(verdicts):
        entries = [Entry(NONE_RAN, verdicts, _said(_in_common(verdicts), told))]
    else:
        entries = [Entry(one.check, (one,), _said(one, told)) for one in verdicts]
    return Section(function, score, most, tuple(entries))


def _ended_alike(verdicts: Sequence[Verdict]) -> bool:
    """Whether no check got an answer, each for the same reason: that need be said only once."""
    return (
        len(verdicts) > 1
        and verdicts[0].outcome not in ("passed", "failed")
        and len({_happened(verdict) for verdict in verdicts}) == 1
    )


def _in_common(verdicts: Sequence[Verdict]) -> Verdict:
    """A verdict that says what happened to all of these."""
    first = verdicts[0]
    same = len({verdict.observed for verdict in verdicts}) == 1
    observed = first.observed if same else _happened(first)
    feedback = observed if first.feedback == first.observed else first.feedback
    return msgspec.structs.replace(first, observed=observed, feedback=feedback, hint="")


def _happened(verdict: Verdict) -> str:
    return verdict.happened or verdict.observed


def _said(verdict: Verdict, told: set[str]) -> tuple[Paragraph, ...]:
    """The paragraphs under a check; nothing is said twice."""
    known: Literal["known", "mistake"] = "mistake" if verdict.mistake else "known"
    paragraphs: list[Paragraph] = []
    for text in dict.fromkeys((verdict.observed, verdict.feedback)):
        if text and text not in told:
            paragraphs.append(Paragraph("observed" if text == verdict.observed else known, text))
            told.add(text)
        elif text and AS_ABOVE not in [said for _, said in paragraphs]:
            paragraphs.append(Paragraph("repeated", AS_ABOVE))
    # a named mistake says more than the hint, which knows nothing of what was seen
    if verdict.hint and not verdict.mistake and verdict.outcome == "failed":
        paragraphs.append(Paragraph("hint", f"Hint: {verdict.hint}"))
    return tuple(paragraphs)


def _telling(verdict: Verdict) -> int:
    """The most telling first: a named mistake, an exception, what is known, a hint."""
    if verdict.mistake or verdict.outcome == "missing":
        return 0
    return 1 if verdict.outcome != "failed" else 3 if verdict.hint else 2


def _step(verdict: Verdict) -> str:
    if verdict.event in ("missing", "not_a_function") and not verdict.similar:
        return f"Write {verdict.function}, with the parameters that README.md shows."
    if verdict.event == "not_written":
        return f"{verdict.function}: to be written; so far it raises NotImplementedError."
    if verdict.mistake:
        short = f"{verdict.gist} {verdict.advice}".strip()
        return f"{verdict.function}: {short or verdict.feedback}"
    if verdict.outcome != "failed":
        return _happened(verdict)
    return f"{verdict.function}: {verdict.hint or verdict.feedback}"
