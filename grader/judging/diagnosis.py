"""Which known mistake explains what was seen, and what follows from it. Pure.

A mistake is named for a function that it gets wrong when it shows everything that was seen of it,
and of the function where the mistake itself begins: the first one that it gets wrong. A right loss
beside training that looks as if the loss were wrong is not a wrong loss. Nor is training blamed
that works with a wrong loss, unless it is known that the loss does not spoil it. Nothing is named
unless one mistake fits better than all others.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.checks import Check
from grader.exercise.examples import Example
from grader.expectations.compare import all_reals, literal
from grader.expectations.expectation import Expectation
from grader.judging.judge import Asked, changed
from grader.observations import Observation, Raised, Returned, Value
from grader.report import Verdict

SENTENCE_END = re.compile(r"(?<=[.?!])\s")
FOLLOWS_THROUGH = (
    "A right solution that works with the {function} of this file gets these values too: "
    "only {function} itself loses points."
)


@dataclass(frozen=True)
class Fit:
    """What one mistake has to do with a submission, by function."""

    explains: frozenset[str] = frozenset()  # failed, and shown by the mistake the same way
    gets_wrong: frozenset[str] = frozenset()  # whatever the submission shows


class Likeness:
    """Compares a submission with one mistake, answer by answer."""

    def __init__(self, asked: Sequence[Asked], failed: Collection[str]) -> None:
        self._seen = [
            (one.check, seen, reference)
            for one in asked
            for seen, reference in zip(one.seen, one.reference or one.seen, strict=True)
        ]
        self._failed = frozenset(failed)
        self._unlike: set[str] = set()
        self._mistaken: set[str] = set()

    def compare(self, number: int, shown: Observation) -> bool:
        """Take in what the mistake shows to a question; False when it can explain nothing more."""
        check, seen, reference = self._seen[number]
        function = check.call.function
        if not same_behaviour(check, seen, shown):
            self._unlike.add(function)
        if not same_behaviour(check, reference, shown):
            self._mistaken.add(function)
        return not self._unlike.issuperset(self._failed)

    def fit(self, functions: Sequence[str]) -> Fit:
        """How the mistake fits, once it was compared; `functions` are all, in order."""
        wrong = frozenset(self._mistaken)
        begins = next((function for function in functions if function in wrong), None)
        if begins in self._unlike:
            return Fit(gets_wrong=wrong)
        return Fit((self._failed & wrong) - self._unlike, wrong)


def failed_functions(asked: Sequence[Asked], verdicts: Sequence[Verdict]) -> set[str]:
    """The functions with a check that did not pass."""
    return {
        one.function
        for one, verdict in zip(asked, verdicts, strict=True)
        if verdict.outcome != "passed"
    }


def explained(
    fits: Mapping[Example, Fit], failed: Sequence[str], uses: Mapping[str, Collection[str]]
) -> dict[str, Example]:
    """For each of the `failed` functions, in order, the one mistake that explains it.

    `uses` tells which others a function works with. What one shows that works with another failed
    one may come of that alone: it is explained by a mistake that explains both, or beside one that
    is named for the other and spoils nothing further. Where several explain a function, it is the
    one that explains the most: one cause for all is likelier than one for each. A function where
    two are left has no entry: what is not known is not said.
    """
    named: dict[str, Example] = {}

    def spoilt(function: str, mistake: Example) -> bool:
        return any(
            other not in fits[mistake].explains
            and (other not in named or function in fits[named[other]].gets_wrong)
            for other in failed
            if other in uses.get(function, ()) and other != function
        )

    for function in failed:
        fitting = {
            mistake: len(fit.explains)
            for mistake, fit in fits.items()
            if function in fit.explains and not spoilt(function, mistake)
        }
        best = [one for one, explains in fitting.items() if explains == max(fitting.values())]
        if len(best) == 1:
            named[function] = best[0]
    return named


def name_mistakes(
    asked: Sequence[Asked], verdicts: Sequence[Verdict], named: Mapping[str, Example]
) -> list[Verdict]:
    """The verdicts, with the named mistake's feedback on each failed check of its function."""
    return [
        verdict
        if verdict.outcome == "passed" or (mistake := named.get(one.function)) is None
        else _explained_by(mistake, verdict)
        for one, verdict in zip(asked, verdicts, strict=True)
    ]


def _explained_by(mistake: Example, verdict: Verdict) -> Verdict:
    gist, *others = SENTENCE_END.split(mistake.docstring)
    return changed(
        verdict,
        feedback=mistake.docstring,
        mistake=mistake.name,
        gist=gist,
        advice=others[-1] if others else "",
    )


def follow_through(
    asked: Sequence[Asked],
    verdicts: Sequence[Verdict],
    shown: Sequence[Sequence[Observation]],
    because: str,
) -> list[Verdict]:
    """Full points for functions that use another function's mistake as a right solution would.

    `shown` is what the solution shows, by check, when it works with the mistake that was named for
    the function `because`: trusted code alone. It has to explain every failed check of a function,
    so that no single answer that such a mistake makes easy earns anything.
    """
    failed = [
        (one, answers)
        for one, verdict, answers in zip(asked, verdicts, shown, strict=True)
        if verdict.outcome != "passed" and one.function != because
    ]
    unexplained = {one.function for one, answers in failed if not _follows(one, answers)}
    text = FOLLOWS_THROUGH.format(function=because)
    return [
        changed(
            verdict,
            outcome="passed",
            score=verdict.max_score,
            feedback=text,
            hint="",
            mistake=None,
            gist="",
            advice="",
        )
        if verdict.outcome != "passed" and one.function not in {*unexplained, because}
        else verdict
        for one, verdict in zip(asked, verdicts, strict=True)
    ]


def same_behaviour(check: Check, seen: Observation, other: Observation) -> bool:
    """Whether two submissions showed the same to one question of a check."""
    if isinstance(seen, Returned) and isinstance(other, Returned):
        return all(_same_here(*place) for place in _places(check, seen, other))
    if isinstance(seen, Raised) and isinstance(other, Raised):
        return (seen.error, seen.message) == (other.error, other.message)
    return False


def _places(
    check: Check, seen: Returned, other: Returned
) -> Iterator[tuple[Expectation, tuple[Value, ...], tuple[Value, ...]]]:
    """Each expectation, with what was seen of both each time where it looks."""
    ours, theirs = zip(*seen.seen, strict=True), zip(*other.seen, strict=True)
    return zip(check.expectations, ours, theirs, strict=True)


def _same_here(
    expectation: Expectation, ours: tuple[Value, ...], theirs: tuple[Value, ...]
) -> bool:
    """Whether what was seen each time at one place shows the same behaviour."""
    return ours == theirs or expectation.kind.alike(ours, theirs, expectation.tolerance)


def _follows(asked: Asked, shown: Sequence[Observation]) -> bool:
    return not _leaves_nothing_to_do(asked, shown) and all(
        isinstance(other, Returned)
        and same_behaviour(asked.check, seen, other)
        and not _passes_alone(asked.check, seen, other)
        for seen, other in zip(asked.seen, shown, strict=True)
    )


def _passes_alone(check: Check, seen: Observation, other: Returned) -> bool:
    """Whether `other` has what some expectation asks for, and what was seen has not.

    Nothing fails because of a mistake with which it passes, however alike the two are.
    """
    return isinstance(seen, Returned) and any(
        expectation.kind.passes_alone(theirs, ours)
        for expectation, ours, theirs in _places(check, seen, other)
    )


def _leaves_nothing_to_do(asked: Asked, shown: Sequence[Observation]) -> bool:
    """Whether an argument stays as it was, with the mistake, that a right function changes.

    What follows from that could be had by doing nothing.
    """
    for question, right, other in zip(asked.questions, asked.reference or (), shown, strict=False):
        for place, look in enumerate(question.looks):
            if look.place != "argument" or not isinstance(right, Returned):
                continue
            before = literal(question.original(look.argument))
            after = [one.seen[-1][place] for one in (right, other) if isinstance(one, Returned)]
            unmoved = [all_reals(value) == all_reals(before) for value in after]
            if unmoved == [False, True]:
                return True
    return False
