"""A report in words, the same for the terminal and for pages."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

from grader.printable import counted, first_sentence
from grader.report import Cause, Report, Verdict

MAX_NEXT = 3
AS_ABOVE = "The same as above."
SHOWN_ONLY = "These are the shown checks. When the work is graded, hidden checks run too, on other "
NONE_RAN = "every check ended the same way"
NEXT = "What to do next"
BEFORE = "Before handing in"  # if every check passed, but not all is well
AHEAD = "The shown checks pass, but hidden checks will ask for this:"
WARNED = "What Python and PyTorch warned"
WILL_ASK = "Hidden checks will ask for this."
# with the hidden checks there, none of which asks for it
ASIDE = "Every check passes. Still, this was seen:"


class Paragraph(NamedTuple):
    """A text under a check: what was observed, what is known about it, or where to look.

    Under the name of a function: its cause, the contrast between what passes and what does not, or
    what its points rest on. `ahead` comes before a cause that costs no points yet.
    """

    kind: Literal["observed", "known", "mistake", "repeated", "hint", "ahead", "cause", "contrast"]
    text: str


class Entry(NamedTuple):
    """A check with the texts under it.

    Or several: all checks of a function, if they ended the same way, or those that wait for another
    function or stop at its error.
    """

    title: str
    verdicts: tuple[Verdict, ...]
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The check, or the first of them."""
        return self.verdicts[0]

    @property
    def folded(self) -> bool:
        """Whether the title is not that of a check."""
        verdict = self.verdict
        return len(self.verdicts) > 1 or waits(verdict) or bool(verdict.same_error_as)


class Section(NamedTuple):
    """All checks of one function, and the texts on the function as a whole."""

    function: str
    score: float
    max_score: float
    entries: tuple[Entry, ...]
    cause: Cause | None = None
    paragraphs: tuple[Paragraph, ...] = ()


def sections(report: Report) -> list[Section]:
    """A section per function, in the order of the checks."""
    grouped = groupby(by_function(report.verdicts), key=lambda one: one.function)
    causes = {cause.function: cause for cause in reversed(report.all_causes)}
    ahead = ASIDE if with_hidden(report) else AHEAD
    # each section repeats what another one says: "above" would be too far away
    return [
        _section(function, tuple(verdicts), causes.get(function), ahead, said=set(report.remarks))
        for function, verdicts in grouped
    ]


def once(verdict: Verdict, told: set[tuple[str, str]]) -> Verdict:
    """The verdict without what is `told` of its function already; adds what it tells to `told`.

    For cells that show one check each. What is told of a function as a whole is its cause, that it
    waits for another function, or what its points rest on.
    """
    words = verdict.function, verdict.feedback
    unearned = verdict.outcome == "passed" and verdict.score < verdict.max_score
    if unearned or not verdict.feedback or verdict.feedback == verdict.observed:
        return _seen_once(verdict, told)
    if words in told:
        return _seen_once(msgspec.structs.replace(verdict, feedback=verdict.observed), told)
    told.add(words)
    return _seen_once(verdict, told)


def _seen_once(verdict: Verdict, told: set[tuple[str, str]]) -> Verdict:
    """The verdict without what was observed, if the same is told already: a syntax error."""
    seen = verdict.function, verdict.observed
    if verdict.outcome == "passed" or "\n" not in verdict.observed:
        return verdict
    if seen not in told:
        told.add(seen)
        return verdict
    says_more = verdict.feedback != verdict.observed
    feedback = verdict.feedback if says_more else AS_ABOVE
    return msgspec.structs.replace(verdict, observed=AS_ABOVE, feedback=feedback)


def waits(verdict: Verdict) -> bool:
    """Whether nothing is known of a check yet, as its function uses a wrong one."""
    return bool(verdict.waits_for) and verdict.outcome != "passed"


def with_hidden(report: Report) -> bool:
    """Whether hidden checks were run too."""
    return _any_hidden(report.verdicts)


def _any_hidden(verdicts: Sequence[Verdict]) -> bool:
    return any(verdict.visibility == "hidden" for verdict in verdicts)


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


def shown_only(report: Report) -> str:
    """What the shown checks do not look at; empty if hidden ones ran, too."""
    if with_hidden(report):
        return ""
    more = report.hidden_checks_ask_for
    return SHOWN_ONLY + (f"numbers. They also ask for {more}." if more else "numbers.")


def every_check_passed(report: Report) -> bool:
    """Whether nothing failed, whatever was earned."""
    return all(verdict.outcome == "passed" for verdict in report.verdicts)


class Step(NamedTuple):
    """What to do next with a function, and the check that asks for it; None if its cause does."""

    text: str
    function: str
    verdict: Verdict | None = None


class Steps(NamedTuple):
    """The first few steps, and how many follow them."""

    first: list[Step]
    left_out: int


def first_steps(report: Report) -> Steps:
    """What to do next with a submission."""
    steps = next_steps(report.verdicts, report.all_causes)
    return Steps(steps[:MAX_NEXT], max(0, len(steps) - MAX_NEXT))


def next_steps(verdicts: Sequence[Verdict], causes: Sequence[Cause] = ()) -> list[Step]:
    """What to do next, in the order of the task: different steps, one for each function.

    A cause that costs no points yet is a step, too.
    """
    of_function = {cause.function: cause for cause in reversed(causes)}
    steps: dict[str, Step] = {}
    for verdict in _asking(verdicts):
        # one step a function, and one a mistake, which may show in several functions
        if all(step.function != verdict.function for step in steps.values()):
            step = _step(verdict, of_function.get(verdict.function))
            steps.setdefault(verdict.mistake or verdict.function, step)
    for cause in causes:
        if not cause.checks:
            text = _headed(cause.function, first_sentence(cause.text))
            text = text if _any_hidden(verdicts) else f"{text} {WILL_ASK}"
            steps.setdefault(cause.function, Step(text, cause.function))
    different: dict[str, Step] = {}
    for step in steps.values():
        different.setdefault(step.text, step)
    return list(different.values())


def _asking(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The failed checks by function, the most telling first, without what another one explains."""
    failed = [verdict for verdict in verdicts if verdict.outcome != "passed"]
    ready = [one for one in failed if not waits(one) and not one.same_error_as]
    return by_function(sorted(ready or failed, key=_telling), like=verdicts)


def by_function(
    verdicts: Sequence[Verdict], like: Sequence[Verdict] | None = None
) -> list[Verdict]:
    """The verdicts sorted by function: in their own order of functions, or in that of `like`."""
    order = list(dict.fromkeys(verdict.function for verdict in like or verdicts))
    return sorted(verdicts, key=lambda verdict: order.index(verdict.function))


def _section(
    function: str, verdicts: tuple[Verdict, ...], cause: Cause | None, ahead: str, said: set[str]
) -> Section:
    score = sum(verdict.score for verdict in verdicts)
    most = sum(verdict.max_score for verdict in verdicts)
    above = (*_of_cause(cause, ahead), *_followed(verdicts))
    told = {paragraph.text for paragraph in above}
    waiting = _all_waiting(verdicts)
    stopped = _at_the_same_error(verdicts)
    if _ended_alike(verdicts) and not waiting and not stopped:
        entries = [Entry(NONE_RAN, verdicts, _paragraphs(_in_common(verdicts), said, told))]
    else:
        entries = [
            Entry(one.check, (one,), _paragraphs(one, said, told))
            for one in verdicts
            if one not in waiting and one.same_error_as not in stopped
        ]
    if cause is not None:
        entries = list(_without_repetition(entries))
    entries += [Entry(_stopping(ones), ones) for ones in stopped.values()]
    if waiting:
        entries.append(Entry(_waiting(waiting), waiting))
    return Section(function, score, most, tuple(entries), cause, above)


def _all_waiting(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The checks that wait for another function, then those whose points wait for these."""
    waiting = [one for one in verdicts if waits(one)]
    open_ones = [one for one in verdicts if one.outcome == "passed" and one.score < one.max_score]
    return (*waiting, *open_ones) if waiting else ()


def _without_repetition(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries of a function with a cause, which says enough of checks that end the same way."""
    ends: set[str] = set()
    for entry in entries:
        end = _happened(entry.verdict) if entry.verdict.outcome not in ("passed", "failed") else ""
        kept = [one for one in entry.paragraphs if one.kind != "repeated" and end not in ends]
        ends |= {end} - {""}
        yield entry._replace(paragraphs=tuple(kept))


def _of_cause(cause: Cause | None, ahead: str) -> Iterator[Paragraph]:
    """The cause of a function, told once."""
    if cause is not None:
        if not cause.checks:
            yield Paragraph("ahead", ahead)
        yield Paragraph("mistake" if cause.kind == "mistake" else "cause", cause.text)
        if cause.contrast:
            yield Paragraph("contrast", cause.contrast)


def _followed(verdicts: Sequence[Verdict]) -> Iterator[Paragraph]:
    """What the points of a function rest on, such as a right function in place of a wrong one."""
    full = (one for one in verdicts if one.outcome == "passed" and one.score == one.max_score)
    for text in dict.fromkeys(one.feedback for one in full if one.feedback):
        yield Paragraph("known", text)


def _waiting(verdicts: Sequence[Verdict]) -> str:
    verb = "waits" if len(verdicts) == 1 else "wait"
    return f"{counted(len(verdicts), 'check')} {verb} until {verdicts[0].waits_for} is right"


def _at_the_same_error(verdicts: Sequence[Verdict]) -> dict[str, tuple[Verdict, ...]]:
    """The checks that stop at an error of another function, by that function."""
    stopped: dict[str, tuple[Verdict, ...]] = {}
    for one in verdicts:
        if one.same_error_as and not waits(one):
            stopped[one.same_error_as] = (*stopped.get(one.same_error_as, ()), one)
    return stopped


def _stopping(verdicts: Sequence[Verdict]) -> str:
    verb = "stops" if len(verdicts) == 1 else "stop"
    other = verdicts[0].same_error_as
    return f"{counted(len(verdicts), 'check')} {verb} at the same error as {other}"


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


def _paragraphs(verdict: Verdict, said: set[str], told: set[str]) -> tuple[Paragraph, ...]:
    """The texts under a check, without those `told` of the function and those in `said`.

    Adds its own to `said`.
    """
    known: Literal["known", "mistake"] = "mistake" if verdict.mistake else "known"
    paragraphs: list[Paragraph] = []
    for text in dict.fromkeys((verdict.observed, verdict.feedback)):
        if not text or text in told:
            continue
        if text not in said:
            paragraphs.append(Paragraph("observed" if text == verdict.observed else known, text))
            said.add(text)
        elif AS_ABOVE not in [one.text for one in paragraphs]:
            paragraphs.append(Paragraph("repeated", AS_ABOVE))
    # a cause says more than the hint, which is the same whatever was observed
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


def _step(verdict: Verdict, cause: Cause | None) -> Step:
    if cause is not None and verdict.check in cause.checks:
        return Step(_headed(verdict.function, _of(verdict, cause)), verdict.function)
    return Step(_asked_for(verdict), verdict.function, verdict)


def _of(verdict: Verdict, cause: Cause) -> str:
    """A cause in short: a mistake with its advice, of all others the first sentence."""
    if cause.kind != "mistake":
        return first_sentence(cause.text)
    return f"{verdict.gist} {verdict.advice}".strip() or cause.text


def _asked_for(verdict: Verdict) -> str:
    if verdict.event in ("missing", "not_a_function") and not verdict.similar:
        return f"Write {verdict.function} with the parameters shown in README.md."
    if verdict.event == "not_written":
        return f"Write {verdict.function}: the task says what it does."
    if waits(verdict):
        return f"{verdict.function} waits until {verdict.waits_for} is right."
    if verdict.outcome != "failed" and verdict.feedback == verdict.observed:
        return _happened(verdict)
    if verdict.outcome != "failed":
        return _headed(verdict.function, first_sentence(verdict.feedback))
    return _headed(verdict.function, verdict.hint or verdict.feedback)


def _headed(function: str, text: str) -> str:
    """A text with the function that it is about in front, unless it begins with that."""
    return text if text.startswith(function) else f"{function}: {text}"
