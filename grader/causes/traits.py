"""Regularities of the answers themselves, told where no case of the casebook fits.

A trait is seen in the answers to the probes, without the solution. What right functions show too is
natural, and never a cause.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import frexp, prod
from typing import NamedTuple

import msgspec

from grader.causes.probes import Probe
from grader.causes.traces import Short, Trace, alike, same_defaults, short, tells
from grader.exercise.questions import Question
from grader.expectations.compare import alike as same
from grader.expectations.compare import all_reals, literal, part, parts
from grader.observations import NoGradient, Nothing, Number, Observation, Returned, Tensor, Value
from grader.observations import Sequence as Items
from grader.printable import counted, joined

MANY = 6  # numbers that a rounding is seen in
MOST_NOISE = 0.2  # of the last decimal place, in either direction
CHANCE = 1e-10  # that numbers which were not rounded seem so
SIMPLE = 8  # the largest denominator of a simple fraction
DECIMALS = range(5)
CLOSE = 1e-5
FLOAT32 = 1e-7


class Answered(NamedTuple):
    """A probe, what was seen, and what that comes down to."""

    probe: Probe
    seen: Observation
    trace: Trace


class Trait(NamedTuple):
    """A regularity, and the argument or the part that it is about."""

    name: str
    about: str = ""

    def key(self, function: str) -> str:
        """How a casebook lists it as natural."""
        return f"{function}/{self.name}/{self.about}"


AGAIN, BY_CHANCE = "again", "leaves_something_to_chance"
IGNORES, IGNORES_SEVERAL = "ignores_an_argument", "ignores_several_arguments"
CHANGES, LEAVES = "changes_an_argument", "leaves_an_argument_alone"
TEXTS = {
    "has_another_default": (
        "The default values of {function} are not those of the stub: a call that leaves an "
        "argument out gets another value."
    ),
    LEAVES: ("{function} never changes {about}: something else is trained in its place."),
    "returns_nothing": (
        "{function} returned None every time. What it computes is lost unless it comes back by "
        "`return`; print() only shows it."
    ),
    IGNORES: (
        "{function} shows the same, whatever {about} is: the argument has no effect. Perhaps a "
        "fixed number, or other data, is used in its place."
    ),
    IGNORES_SEVERAL: (
        "{function} shows the same, whatever {about} are: these arguments have no effect. Perhaps "
        "fixed numbers, or other data, are used in their place."
    ),
    BY_CHANCE: (
        "Chance plays a part in what {function} shows: the same call gives other numbers each "
        "time. Nothing is to be left to chance here: no points are drawn or shuffled, no noise is "
        "added, no start is random."
    ),
    "differs_from_call_to_call": (
        "{function} shows something else when it is called again in the same way: something stays "
        "from one call to the next, or chance plays a part, such as in shuffled mini-batches."
    ),
    CHANGES: "{function} changes {about}. The caller may still need it as it was.",
    "never_moves_a_part": (
        "The {about} that {function} returns is the same for all data and arguments, while others "
        "change."
    ),
    "loses_the_gradient": (
        "What {function} returns carries no gradient: on the way, a tensor was detached, turned "
        "into numbers, copied into a new one, or computed under no_grad."
    ),
    "returns_no_tensors": (
        "{function} returns plain numbers, lists or arrays where tensors belong."
    ),
    "returns_no_python_numbers": (
        "{function} returns tensors or arrays where plain Python numbers belong: .item() makes one."
    ),
    "is_too_coarse": (
        "All numbers that {function} shows are numbers of half precision, which keeps about three "
        "digits. Compute with torch.float32."
    ),
    "rounds": (
        "All numbers that {function} shows are rounded to {about}. Rounded numbers are for "
        "printing; computing needs them as they are."
    ),
}
ORDINALS = ("first", "second", "third", "fourth", "fifth")


def text(trait: Trait, function: str) -> str:
    """The trait in words."""
    return TEXTS[trait.name].format(function=function, about=trait.about)


def unnatural(
    function: str,
    answers: Mapping[int, Answered],
    parameters: Sequence[str],
    natural: Collection[str],
    defaults: Short,
) -> Iterator[Trait]:
    """The traits that right functions do not show, and what only they do."""
    found = list(traits(answers, parameters))
    changed = {one.about for one in found if one.name == CHANGES}
    own = _together([one for one in found if one.key(function) not in natural])
    yield from (one for one in own if not _says_little(one))
    called = [one for one in answers.values() if _called(one)]
    if called and all(isinstance(one.seen, Returned) for one in called):
        for name in parameters:
            if Trait(CHANGES, name).key(function) in natural and name not in changed:
                yield Trait(LEAVES, name)
    yield from filter(_says_little, own)
    for one in answers.values():
        is_told = not _called(one) and not isinstance(one.trace, str)
        raised = any(isinstance(other.trace, str) for other in called)
        if is_told and called and not raised and not same_defaults(one.trace[0], defaults):
            yield Trait("has_another_default")


def _says_little(one: Trait) -> bool:
    """Whether what else is seen says more."""
    return one.about == AGAIN or one.name == BY_CHANCE


def _together(found: Sequence[Trait]) -> list[Trait]:
    """The traits, with all arguments that have no effect in one: to name one only would mislead."""
    ignored = dict.fromkeys(one.about for one in found if one.name == IGNORES)
    others = [one for one in found if one.name != IGNORES]
    name = IGNORES if len(ignored) == 1 else IGNORES_SEVERAL
    return [Trait(name, joined([*ignored])), *others] if ignored else others


def _called(one: Answered) -> bool:
    return not one.probe.looks_at_defaults


def traits(answers: Mapping[int, Answered], parameters: Sequence[str]) -> Iterator[Trait]:
    """All traits of the answers to the probes of one function, the most telling first."""
    answers = {number: one for number, one in answers.items() if _called(one)}
    returned = [one for one in answers.values() if isinstance(one.seen, Returned)]
    if not returned or len(returned) < len(answers) / 2:
        return
    results = [_results(one) for one in returned]
    every = [value for values in results for value in values]
    if every and all(isinstance(value, Nothing) for value in every):
        yield Trait("returns_nothing")
        return
    yield from without_effect(answers, parameters)
    yield from _of_another_type(returned)
    yield from _changed(returned, parameters)  # what is changed may show in the next call
    again, by_chance = _differ_again(answers)
    if by_chance and not again:
        yield Trait(BY_CHANCE)
    elif any(_differs(one) for one in returned):
        yield Trait("differs_from_call_to_call")
    if again:  # the other may be natural: a second call goes on from the first
        yield Trait("differs_from_call_to_call", AGAIN)
    yield from _unmoved([values[0] for values in results if values])
    yield from _rounding(every)
    if _is_coarse(every):
        yield Trait("is_too_coarse")


def _results(one: Answered) -> list[Value]:
    """What was returned each time."""
    assert isinstance(one.seen, Returned)
    return [
        values[place]
        for values in one.seen.seen
        for place, look in enumerate(one.probe.question.looks)
        if look.place == "returned"
    ]


def _of_another_type(returned: Sequence[Answered]) -> Iterator[Trait]:
    """No gradient, no tensor or no Python number, wherever the probes look for one."""
    lacking: dict[str, list[bool]] = {}
    for one in returned:
        assert isinstance(one.seen, Returned)
        for place, view in enumerate(one.probe.views):
            seen = one.seen.seen[-1][place]
            if one.probe.question.looks[place].place == "gradient":
                is_cut = isinstance(seen, NoGradient) and seen.reason == "detached"
                lacking.setdefault("loses_the_gradient", []).append(is_cut)
            elif view.by == "tensors":
                lacking.setdefault("returns_no_tensors", []).append(_are_plain(seen))
            elif view.by == "python_numbers":
                is_tensor = isinstance(part(seen, view.number), Tensor)
                lacking.setdefault("returns_no_python_numbers", []).append(is_tensor)
    yield from (Trait(name) for name, found in lacking.items() if all(found))


def _are_plain(value: Value) -> bool:
    """Whether these are numbers or numpy arrays, or contain only such."""
    if isinstance(value, Items):
        return bool(value.items) and all(map(_are_plain, value.items))
    return isinstance(value, Number) or (isinstance(value, Tensor) and value.array)


def without_effect(answers: Mapping[int, Answered], parameters: Sequence[str]) -> Iterator[Trait]:
    """A trait for each argument that has no effect, as far as the probes can tell.

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
    if ignored and not _are_whole(answers):
        yield from (Trait(IGNORES, argument) for argument in ignored)


def _have_an_effect(
    answers: Mapping[int, Answered], arguments: Collection[str], parameters: Sequence[str]
) -> bool:
    """Whether two calls that differ in nothing but these return something else."""
    first: dict[str, Value] = {}
    for one in answers.values():
        # the author's probes ask about random results
        if one.probe.question.chance is not None and (results := _first_results(one)):
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
    results = [value for one in answers.values() for value in _first_results(one)]
    differ = any(not _are_alike(results[0], other) for other in results[1:])
    return differ and all(number.is_integer() for one in results for number in all_reals(one))


def _first_results(one: Answered) -> list[Value]:
    """What the first call returned, if it did return."""
    return _results(one)[:1] if _called(one) and isinstance(one.seen, Returned) else []


def _others(question: Question, ignored: Collection[str], parameters: Sequence[str]) -> str:
    """All that a question gives, but for these arguments, as text."""
    names = [*parameters, *(f"argument {n + 1}" for n in range(len(question.arguments)))]
    given = {**dict(zip(names, question.arguments, strict=False)), **question.keywords}
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
    views = tuple(
        msgspec.structs.replace(one.probe.views[place], relative=0.0, absolute=0.0)
        for place in kept
    )
    told = any(map(tells, ours)) and not any(isinstance(value, str) for value in ours)
    return told and alike(msgspec.structs.replace(one.probe, views=views), ours, theirs)


def _differs(one: Answered) -> bool:
    results = _results(one)
    return len(results) > 1 and not all(same(results[0], other, CLOSE, CLOSE) for other in results)


def _differ_again(answers: Mapping[int, Answered]) -> tuple[bool, bool]:
    """Whether the same call shows something else when it is made again, and by chance."""
    again = by_chance = False
    for one in answers.values():
        varied = one.probe.varied
        base = answers.get(varied.probe) if varied and not varied.argument else None
        if base is None or isinstance(base.trace, str) or isinstance(one.trace, str):
            continue
        if not alike(base.probe, one.trace, base.trace):
            if one.probe.question.chance == base.probe.question.chance:
                again = True
            else:
                by_chance = True
    return again, by_chance


def _changed(returned: Sequence[Answered], parameters: Sequence[str]) -> Iterator[Trait]:
    found: dict[str, None] = {}
    for one in returned:
        assert isinstance(one.seen, Returned)
        for place, look in enumerate(one.probe.question.looks):
            if look.place == "argument":
                before = literal(one.probe.question.original(look.argument))
                after = one.seen.seen[-1][place]
                if not same(before, after, CLOSE, CLOSE):
                    known = look.argument < len(parameters)
                    name = parameters[look.argument] if known else f"argument {look.argument + 1}"
                    found[name] = None
    for name in found:
        yield Trait(CHANGES, name)


def _unmoved(results: Sequence[Value]) -> Iterator[Trait]:
    """A part of what is returned that is the same at every probe."""
    columns = [parts(one) for one in results]
    if len(columns) < len(ORDINALS) or None in columns or len({len(c or ()) for c in columns}) > 1:
        return
    still = [
        tells(short(column[0])) and all(same(column[0], other, CLOSE, CLOSE) for other in column)
        for column in zip(*(c or () for c in columns), strict=True)
    ]
    if any(still) and not all(still):
        for place, is_still in enumerate(still[: len(ORDINALS)]):
            if is_still:
                yield Trait("never_moves_a_part", f"{ORDINALS[place]} value")


def _rounding(values: Sequence[Value]) -> Iterator[Trait]:
    numbers = {number for value in values for number in all_reals(value)}
    for decimals in DECIMALS:
        # where float32 cannot show more digits, nobody can tell
        noises = {one: noise for one in numbers if (noise := _noise(one, decimals)) < MOST_NOISE}
        by_chance = prod(2 * noise for noise in noises.values())
        are_round = all(_is_round(one, decimals) for one in noises)
        if len(noises) >= MANY and are_round and by_chance < CHANCE:
            places = counted(decimals, "decimal place") if decimals else "whole numbers"
            yield Trait("rounds", places)
            return


def _is_coarse(values: Sequence[Value]) -> bool:
    """Whether no number has more than the 11 binary digits of float16 (IEEE 754)."""
    numbers = {number for value in values for number in all_reals(value)}
    # whole numbers and simple fractions have few digits anyway
    others = [one for one in numbers if not (one * SIMPLE).is_integer()]
    return len(others) >= MANY and all((frexp(one)[0] * 2**11).is_integer() for one in others)


def _is_round(number: float, decimals: int) -> bool:
    scaled = number * 10**decimals
    is_round: bool = abs(scaled - round(scaled)) <= _noise(number, decimals)
    return is_round


def _noise(number: float, decimals: int) -> float:
    """How far float32 may be from a number, in units of that decimal place."""
    noise: float = FLOAT32 * abs(number * 10**decimals)
    return noise
