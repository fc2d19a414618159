"""What is told about a function that is wrong: one cause, or none. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from grader.causes import helpers
from grader.causes.answered import Answered
from grader.causes.casebook import Case, Casebook
from grader.causes.ignored import without_effect
from grader.causes.traces import Summaries, Trace, fingerprint, trace
from grader.causes.traits import text, unnatural
from grader.judging.judge import changed
from grader.judging.pytorch import meaning
from grader.observations import Observation, Raised
from grader.printable import one_line, sentences
from grader.report import Cause, Verdict

UNSENDABLE = "Unsendable"  # what a proxy raises about a value that it cannot pass on
WAITS = (
    "{function} uses {other}, which is not right yet, so nothing is known about {function} itself. "
    "Fix {other} first."
)


@dataclass(frozen=True)
class Named:
    """Verdicts with what is known of them; causes and digests of behaviour by function."""

    verdicts: list[Verdict]
    causes: tuple[Cause, ...] = ()
    alike: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """What one function showed: its observations in checks, and its answers to probes by digest.

    `uses` names others that it calls.
    """

    function: str
    parameters: Sequence[str]
    observations: Sequence[Observation]
    probed: Mapping[str, Observation]
    uses: frozenset[str] = frozenset()


def answers_to_probes(
    casebook: Casebook, function: str, probed: Mapping[str, Observation], summed_up: Summaries
) -> dict[int, Answered]:
    """The answers to the probes of a function, by number; without those that tell nothing."""
    found = {}
    for number, probe in casebook.of(function).items():
        seen = probed.get(probe.question.digest)
        short = None if seen is None else trace(probe, seen, summed_up)
        if seen is not None and short is not None:
            found[number] = Answered(probe, seen, short)
    return found


def case_of(
    casebook: Casebook, function: str, traces: Mapping[int, Trace], verdicts: Sequence[Verdict]
) -> Case | None:
    """The one case that the answers fit, and whose checks pass and fail as these do."""
    fitting = [
        case for case in casebook.fitting(function, traces) if casebook.shows(case, verdicts)
    ]
    told = {(case.kind, case.name): case for case in fitting}
    return next(iter(told.values())) if len(told) == 1 else None


def name_causes(
    casebook: Casebook | None,
    verdicts: Sequence[Verdict],
    shown: Sequence[Shown],
    summed_up: Summaries,
    waits: Mapping[str, str],
) -> Named:
    """Name the cause for each function that was asked; `waits` maps those that wait for another."""
    causes: list[Cause] = []
    alike: dict[str, str] = {}
    for one in shown:
        its = [verdict for verdict in verdicts if verdict.function == one.function]
        failed = [verdict for verdict in its if verdict.outcome != "passed"]
        answers = (
            answers_to_probes(casebook, one.function, one.probed, summed_up) if casebook else {}
        )
        cause = _cause(casebook, one, its, answers)
        if failed and casebook and (cause is None or cause.kind in ("slip", "trait")):
            # what those are told by may be the helper's doing
            cause = _of_a_helper(casebook, one, shown, verdicts) or cause
        if cause is not None:
            titles = tuple(verdict.check for verdict in failed)
            words = contrast(its) if failed else ""
            causes.append(replace(cause, checks=titles, contrast=words))
        elif failed and answers:
            alike[one.function] = fingerprint({n: each.trace for n, each in answers.items()})
    told = {cause.function: cause for cause in causes}
    return Named([_told(one, told, waits) for one in verdicts], tuple(causes), alike)


def _of_a_helper(
    casebook: Casebook, one: Shown, shown: Sequence[Shown], verdicts: Sequence[Verdict]
) -> Cause | None:
    """What a function does besides that passes its checks, to one that uses it."""
    checked = {verdict.function for verdict in verdicts}
    wrong = {verdict.function for verdict in verdicts if verdict.outcome != "passed"}
    for helper in shown:
        if helper.function in (one.uses & checked) - wrong:
            known = helper.function, helper.parameters, helper.probed
            if cause := helpers.cause(casebook, one.function, *known):
                return cause
    return None


def _cause(
    casebook: Casebook | None,
    shown: Shown,
    verdicts: Sequence[Verdict],
    answers: Mapping[int, Answered],
) -> Cause | None:
    failed = any(one.outcome != "passed" for one in verdicts)
    raised = [one for one in shown.observations if isinstance(one, Raised) and not one.syntax]
    traces = {number: one.trace for number, one in answers.items()}
    # right code may show what a case does, except in the probes that were not answered
    if casebook is not None and traces and (failed or _all_answered(casebook, shown, traces)):
        case = case_of(casebook, shown.function, traces, verdicts)
        is_slip = case is not None and case.kind == "slip"
        # such as `return 0`: how a slip comes to that misleads
        if case is not None and not (is_slip and _is_constant(answers, shown.parameters)):
            words = casebook.text(case)
            if is_slip and (error := _error(raised)):
                # what it means comes first: slips that raise the same may differ otherwise
                words = f"{error.text} {words}"
            return Cause(shown.function, case.kind, case.name, words)
    if not failed:
        return None
    if error := _error(raised):
        return replace(error, function=shown.function)
    if casebook is not None and not raised:
        found = unnatural(
            shown.function,
            answers,
            shown.parameters,
            casebook.natural,
            casebook.body.defaults.get(shown.function),
        )
        for trait in found:
            return Cause(shown.function, "trait", trait.name, text(trait, shown.function))
    return None


def _is_constant(answers: Mapping[int, Answered], parameters: Sequence[str]) -> bool:
    """Whether there are arguments, and none has an effect."""
    return bool(parameters) and {*without_effect(answers, parameters)} >= {*parameters}


def _all_answered(casebook: Casebook, shown: Shown, traces: Mapping[int, Trace]) -> bool:
    return len(traces) == len(casebook.of(shown.function))


def _error(raised: Sequence[Raised]) -> Cause | None:
    """The first error whose meaning is known, as the cause of no function yet."""
    for one in raised:
        if one.error == UNSENDABLE:  # a right function in place of a wrong one, not the student
            continue
        if known := meaning(one.message, one.error):
            return Cause("", "error", one_line(one.error, 60), known)
    return None


def contrast(verdicts: Sequence[Verdict]) -> str:
    """The last check that passes before the first that does not, in words.

    What passes and earns nothing may be a guess, so it tells nothing.
    """
    passed = ""
    for one in verdicts:
        if one.outcome != "passed":
            return f"“{passed}” passes; “{one.check}” does not." if passed else ""
        if one.score == one.max_score:
            passed = one.check
    return ""


def _told(verdict: Verdict, causes: Mapping[str, Cause], waits: Mapping[str, str]) -> Verdict:
    if verdict.outcome == "passed":
        return verdict
    if other := waits.get(verdict.function):
        words = WAITS.format(function=verdict.function, other=other)
        return changed(verdict, feedback=words, hint="", waits_for=other)
    cause = causes.get(verdict.function)
    if cause is None:
        return verdict
    verdict = changed(verdict, feedback=cause.text, hint="")
    if cause.kind != "mistake":
        return verdict
    gist, *others = sentences(cause.text)
    advice = others[-1] if others else ""
    return changed(verdict, mistake=cause.name, gist=gist, advice=advice)
