"""Which known mistake explains what was seen, and what follows from it. Pure.

A mistake is named for a function if it gets that function wrong, and shows exactly what was seen of
it and of the function where the mistake begins, the first that it gets wrong. So if the loss is
right, training that looks like training with a wrong loss does not count as a wrong loss. And if
the loss is wrong, training that uses it is not blamed, unless the wrong loss is known not to affect
it. A mistake is named only if it fits better than all others.
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
    "A correct solution that uses the {function} of this file gets the same values: "
    "only {function} itself loses points."
)


@dataclass(frozen=True)
class Fit:
    """How one mistake fits a submission, by function."""

    explains: frozenset[str] = frozenset()  # failed, and the mistake shows the same
    gets_wrong: frozenset[str] = frozenset()  # by the mistake, whatever the submission shows


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

    def compare(self, number: int, answer: Observation) -> bool:
        """Take in one answer of the mistake; False if it can no longer explain anything."""
        check, seen, reference = self._seen[number]
        function = check.call.function
        if not same_behaviour(check, seen, answer):
            self._unlike.add(function)
        if not same_behaviour(check, reference, answer):
            self._mistaken.add(function)
        return not self._unlike.issuperset(self._failed)

    def fit(self, functions: Sequence[str]) -> Fit:
        """How the mistake fits, after all comparisons; `functions` are the exercise's, in order."""
        wrong = frozenset(self._mistaken)
        begins = next((function for function in functions if function in wrong), None)
        if begins in self._unlike:
            return Fit(gets_wrong=wrong)
        return Fit((self._failed & wrong) - self._unlike, wrong)


def failed_functions(asked: Sequence[Asked], verdicts: Sequence[Verdict]) -> set[str]:
    """The functions that failed a check."""
    return {
        one.function
        for one, verdict in zip(asked, verdicts, strict=True)
        if verdict.outcome != "passed"
    }


def explained(
    fits: Mapping[Example, Fit], failed: Sequence[str], uses: Mapping[str, Collection[str]]
) -> dict[str, Example]:
    """For each of the `failed` functions, in order, the one mistake that explains it.

    `uses` names the other functions that each function calls. If one of these failed too, that may
    be the only reason why the function failed. Then it takes a mistake that explains both, or a
    mistake named for the other that does not affect this function. Of several mistakes, the one
    that explains most functions wins: one common cause is likelier than several. If two are left,
    the function has no entry.
    """
    named: dict[str, Example] = {}

    def may_be_a_consequence(function: str, mistake: Example) -> bool:
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
            if function in fit.explains and not may_be_a_consequence(function, mistake)
        }
        best = [one for one, explains in fitting.items() if explains == max(fitting.values())]
        if len(best) == 1:
            named[function] = best[0]
    return named


def name_mistakes(
    asked: Sequence[Asked], verdicts: Sequence[Verdict], named: Mapping[str, Example]
) -> list[Verdict]:
    """The verdicts, with the feedback of the named mistake on each failed check of a function."""
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
    answers: Sequence[Sequence[Observation]],
    because: str,
) -> list[Verdict]:
    """Full points for functions that are right, and failed only because they use a wrong one.

    `answers` is what the solution shows, by check, when it uses the mistake that was named for the
    function `because`: only trusted code. They must explain every failed check of a function, so
    that a single answer that such a mistake makes easy earns nothing.
    """
    failed = [
        (one, given)
        for one, verdict, given in zip(asked, verdicts, answers, strict=True)
        if verdict.outcome != "passed" and one.function != because
    ]
    unexplained = {one.function for one, given in failed if not _follows(one, given)}
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
    """Whether two submissions gave the same answer to one question of a check."""
    if isinstance(seen, Returned) and isinstance(other, Returned):
        return all(_same_here(*place) for place in _places(check, seen, other))
    if isinstance(seen, Raised) and isinstance(other, Raised):
        return (seen.error, seen.message) == (other.error, other.message)
    return False


def _places(
    check: Check, seen: Returned, other: Returned
) -> Iterator[tuple[Expectation, tuple[Value, ...], tuple[Value, ...]]]:
    """Each expectation, with what both showed there each time."""
    ours, theirs = zip(*seen.seen, strict=True), zip(*other.seen, strict=True)
    return zip(check.expectations, ours, theirs, strict=True)


def _same_here(
    expectation: Expectation, ours: tuple[Value, ...], theirs: tuple[Value, ...]
) -> bool:
    """Whether both showed the same behaviour at one place each time."""
    return ours == theirs or expectation.kind.alike(ours, theirs, expectation.tolerance)


def _follows(asked: Asked, answers: Sequence[Observation]) -> bool:
    return not _leaves_nothing_to_do(asked, answers) and all(
        isinstance(other, Returned)
        and same_behaviour(asked.check, seen, other)
        and not _passes_alone(asked.check, seen, other)
        for seen, other in zip(asked.seen, answers, strict=True)
    )


def _passes_alone(check: Check, seen: Observation, other: Returned) -> bool:
    """Whether `other` meets some expectation that what was seen does not meet.

    A function cannot have failed because of a mistake with which the solution passes, even if the
    two are alike.
    """
    return isinstance(seen, Returned) and any(
        expectation.kind.passes_alone(theirs, ours)
        for expectation, ours, theirs in _places(check, seen, other)
    )


def _leaves_nothing_to_do(asked: Asked, answers: Sequence[Observation]) -> bool:
    """Whether, with the mistake, an argument stays as it was that the solution changes.

    A function that does nothing would show the same, so it earns nothing.
    """
    references = asked.reference or ()
    for question, right, other in zip(asked.questions, references, answers, strict=False):
        for place, look in enumerate(question.looks):
            if look.place != "argument" or not isinstance(right, Returned):
                continue
            before = literal(question.original(look.argument))
            after = [one.seen[-1][place] for one in (right, other) if isinstance(one, Returned)]
            unmoved = [all_reals(value) == all_reals(before) for value in after]
            if unmoved == [False, True]:
                return True
    return False
