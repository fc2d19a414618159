"""A report in words, the same for the terminal and for pages."""

from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

from grader.report import Report, Verdict

MAX_NEXT = 3
AS_ABOVE = "The same as above."
SHOWN_ONLY = (
    "These are the shown checks. When the work is graded, hidden checks run too, on other numbers."
)
NONE_RAN = "every check ended the same way"


class Paragraph(NamedTuple):
    """A text under a check: what was observed, what is known about it, or where to look."""

    kind: Literal["observed", "known", "mistake", "repeated", "hint"]
    text: str


class Entry(NamedTuple):
    """A check with the texts under it; or all checks of a function, if they ended the same way."""

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
    """A section per function, in the order of the checks."""
    grouped = groupby(by_function(report.verdicts), key=lambda one: one.function)
    # each section repeats what another one says: "above" would be too far away
    return [
        _section(function, tuple(verdicts), said=set(report.remarks))
        for function, verdicts in grouped
    ]


def with_hidden(report: Report) -> bool:
    """Whether hidden checks were run too."""
    return any(verdict.visibility == "hidden" for verdict in report.verdicts)


def scored(report: Report) -> str:
    """The score: "12 of 20 points", or "not graded"."""
    if report.status == "not_graded":
        return "not graded"
    return f"{report.score:g} of {report.max_score:g} points"


def spoken(mistake: str) -> str:
    """The name of a mistake within a sentence: code that "never clears gradients"."""
    return mistake.replace("_", " ")


def all_passed(report: Report) -> str:
    """The sentence in place of next steps when every check passed."""
    return "Every check passed." if with_hidden(report) else "Every shown check passed."


class Step(NamedTuple):
    """What to do next, and the check that asks for it."""

    text: str
    verdict: Verdict


def next_steps(verdicts: Sequence[Verdict]) -> list[Step]:
    """What to do next, in the order of the task: at most three different steps."""
    failed = [verdict for verdict in verdicts if verdict.outcome != "passed"]
    steps: dict[str, Step] = {}
    for verdict in by_function(sorted(failed, key=_telling), like=verdicts):
        # one step a function, and one a cause: a mistake in one function shows in its callers
        if all(step.verdict.function != verdict.function for step in steps.values()):
            steps.setdefault(verdict.mistake or verdict.function, Step(_step(verdict), verdict))
    different: dict[str, Step] = {}
    for step in steps.values():
        different.setdefault(step.text, step)
    return list(different.values())[:MAX_NEXT]


def by_function(
    verdicts: Sequence[Verdict], like: Sequence[Verdict] | None = None
) -> list[Verdict]:
    """The verdicts sorted by function: in their own order of functions, or in that of `like`."""
    order = list(dict.fromkeys(verdict.function for verdict in like or verdicts))
    return sorted(verdicts, key=lambda verdict: order.index(verdict.function))


def _section(function: str, verdicts: tuple[Verdict, ...], said: set[str]) -> Section:
    score = sum(verdict.score for verdict in verdicts)
    most = sum(verdict.max_score for verdict in verdicts)
    if _ended_alike(verdicts):
        entries = [Entry(NONE_RAN, verdicts, _paragraphs(_in_common(verdicts), said))]
    else:
        entries = [Entry(one.check, (one,), _paragraphs(one, said)) for one in verdicts]
    return Section(function, score, most, tuple(entries))


def _ended_alike(verdicts: Sequence[Verdict]) -> bool:
    """Whether no check got an answer, all for the same reason, so that saying it once is enough."""
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


def _paragraphs(verdict: Verdict, said: set[str]) -> tuple[Paragraph, ...]:
    """The texts under a check, without those in `said`; adds its own to them."""
    known: Literal["known", "mistake"] = "mistake" if verdict.mistake else "known"
    paragraphs: list[Paragraph] = []
    for text in dict.fromkeys((verdict.observed, verdict.feedback)):
        if text and text not in said:
            paragraphs.append(Paragraph("observed" if text == verdict.observed else known, text))
            said.add(text)
        elif text and AS_ABOVE not in [one.text for one in paragraphs]:
            paragraphs.append(Paragraph("repeated", AS_ABOVE))
    # a named mistake says more than the hint, which is the same whatever was observed
    if verdict.hint and not verdict.mistake and verdict.outcome == "failed":
        paragraphs.append(Paragraph("hint", f"Hint: {verdict.hint}"))
    return tuple(paragraphs)


def _telling(verdict: Verdict) -> int:
    """The lower, the more a step about this verdict says."""
    if verdict.mistake or verdict.outcome == "missing":
        return 0
    if verdict.outcome != "failed":
        return 1
    explains_itself = verdict.feedback != verdict.observed and not verdict.hint
    return 2 if explains_itself else 3 if verdict.hint else 4


def _step(verdict: Verdict) -> str:
    if verdict.event in ("missing", "not_a_function") and not verdict.similar:
        return f"Write {verdict.function} with the parameters shown in README.md."
    if verdict.event == "not_written":
        return f"{verdict.function}: not written yet, it still raises NotImplementedError."
    if verdict.mistake:
        short = f"{verdict.gist} {verdict.advice}".strip()
        return f"{verdict.function}: {short or verdict.feedback}"
    if verdict.outcome != "failed":
        return _happened(verdict)
    return f"{verdict.function}: {verdict.hint or verdict.feedback}"
