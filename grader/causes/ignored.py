"""Which arguments have no effect on what a function shows, as far as the probes can tell."""

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from grader.causes.answered import CLOSE, Answered
from grader.causes.probes import argument_name
from grader.causes.traces import alike, tells
from grader.exercise.questions import Question
from grader.expectations.compare import alike as same
from grader.expectations.compare import all_reals
from grader.observations import Value


def without_effect(answers: Mapping[int, Answered], parameters: Sequence[str]) -> list[str]:
    """The arguments that have no effect, by name.

    Several are named only if all of them together have none, too. None is named where results are
    whole numbers: those may be rounded, which hides small effects.
    """
    ignored = [
        one.probe.varied.argument
        for one in answers.values()
        if one.probe.varied
        and one.probe.varied.argument
        and not isinstance(one.trace, str)
        and (base := answers.get(one.probe.varied.probe))
        and _same_results(base, one)
    ]
    if ignored and _have_an_effect(answers, ignored, parameters):
        alone = [one for one in ignored if not _have_an_effect(answers, [one], parameters)]
        ignored = alone if len(alone) == 1 else []
    return ignored if ignored and not _are_whole(answers) else []


def _have_an_effect(
    answers: Mapping[int, Answered], arguments: Collection[str], parameters: Sequence[str]
) -> bool:
    """Whether two calls that differ in nothing but these return something else."""
    first: dict[str, Value] = {}
    for one in answers.values():
        # the author's probes ask about random results
        if one.probe.question.chance is not None and (results := one.results()[:1]):
            others = _others(one.probe.question, arguments, parameters)
            if not _are_alike(first.setdefault(others, results[0]), results[0]):
                return True
    return False


def _are_alike(one: Value, other: Value) -> bool:
    """Whether both are the same, or one and the same number again and again."""
    numbers = {*all_reals(one), *all_reals(other)}
    return len(numbers) == 1 or same(one, other, CLOSE, CLOSE)


def _are_whole(answers: Mapping[int, Answered]) -> bool:
    """Whether all numbers that are returned are whole, and not the same in each call."""
    results = [value for one in answers.values() for value in one.results()[:1]]
    differ = any(not _are_alike(results[0], other) for other in results[1:])
    return differ and all(number.is_integer() for one in results for number in all_reals(one))


def _others(question: Question, ignored: Collection[str], parameters: Sequence[str]) -> str:
    """All that a question gives, but for these arguments, as text."""
    by_place = {argument_name(n, parameters): one for n, one in enumerate(question.arguments)}
    given = {**by_place, **question.keywords}
    kept = {name: value for name, value in given.items() if name not in ignored}
    return repr((kept, question.before, question.given, question.on, question.chance))


def _same_results(base: Answered, one: Answered) -> bool:
    """Whether all but the arguments themselves is the same, to the last digit.

    A small effect is one, too: clipped gradients hardly change with the data.
    """
    if isinstance(base.trace, str) or isinstance(one.trace, str):
        return False
    kept = [place for place, view in enumerate(one.probe.views) if view.by != "unchanged"]
    ours, theirs = ([trace[place] for place in kept] for trace in (base.trace, one.trace))
    views = tuple(replace(one.probe.views[place], relative=0.0, absolute=0.0) for place in kept)
    told = any(map(tells, ours)) and not any(isinstance(value, str) for value in ours)
    return told and alike(replace(one.probe, views=views), ours, theirs)
