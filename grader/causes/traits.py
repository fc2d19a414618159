"""Regularities of the answers themselves, told where no case of the casebook fits.

A trait is seen in the answers to the probes, without the solution. What right functions show too is
natural, and never a cause.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.causes.answered import CLOSE, Answered, changed_arguments
from grader.causes.ignored import without_effect
from grader.causes.probes import argument_name
from grader.causes.rounding import are_coarse, rounded_to
from grader.causes.traces import Short, alike, same_defaults, short, tells
from grader.expectations.compare import alike as same
from grader.expectations.compare import part, parts
from grader.observations import NoGradient, Nothing, Number, Returned, Tensor, Value
from grader.observations import Sequence as Items
from grader.printable import joined


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
        "fixed numbers or other data are used in their place, or a loop runs over nothing."
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
        "{function} returns tensors or arrays where plain Python numbers belong: .item() makes one "
        "of a tensor with a single element, and .tolist() a list of several."
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
    called = [one for one in answers.values() if one.is_call]
    if called and all(isinstance(one.seen, Returned) for one in called):
        for name in parameters:
            if Trait(CHANGES, name).key(function) in natural and name not in changed:
                yield Trait(LEAVES, name)
    yield from filter(_says_little, own)
    for one in answers.values():
        is_told = not one.is_call and not isinstance(one.trace, str)
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


def traits(answers: Mapping[int, Answered], parameters: Sequence[str]) -> Iterator[Trait]:
    """All traits of the answers to the probes of one function, the most telling first."""
    answers = {number: one for number, one in answers.items() if one.is_call}
    returned = [one for one in answers.values() if isinstance(one.seen, Returned)]
    if not returned or len(returned) < len(answers) / 2:
        return
    results = [one.results() for one in returned]
    every = [value for values in results for value in values]
    if every and all(isinstance(value, Nothing) for value in every):
        yield Trait("returns_nothing")
        return
    yield from (Trait(IGNORES, argument) for argument in without_effect(answers, parameters))
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
    if places := rounded_to(every):
        yield Trait("rounds", places)
    if are_coarse(every):
        yield Trait("is_too_coarse")


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


def _differs(one: Answered) -> bool:
    results = one.results()
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
        for place in changed_arguments(one.probe.question, one.seen):
            found[argument_name(place, parameters)] = None
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
