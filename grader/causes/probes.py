"""Probes: fixed questions that recognise causes and decide no points.

They are made from the calls of the checks, with each argument changed alone as well, so that "this
argument has no effect" can be seen, once more as it is, so that one sees what stays from call to
call, with other random numbers, so that one sees chance, and with small data, of which nothing is
clipped. Otherwise all draw the same random numbers. Default values are looked at in the signature,
so that no probe trains for long. What is random in right code is compared by the summaries in the
author's probes.py.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any, Literal

import msgspec
from msgspec import Struct

from grader.checks import Draw, Expectation, Look
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question, is_count, question
from grader.expectations.compared import Compared, Original
from grader.expectations.python_numbers import PythonNumbers
from grader.expectations.tensors import Tensors
from grader.recording import Call, Param, Tensor, TypedTensor, exchanged, inside

STREAM = "probe"
# what a few steps leave of float32 noise is a hundred times smaller
RELATIVE, ABSOLUTE = 1e-4, 1e-5
ENOUGH = 105  # steps, to see what happens at every hundredth
CHANCE, OTHER_CHANCE = 0, 1
Comparison = Literal["values", "unchanged", "python_numbers", "tensors", "summary"]


Place = tuple[Look, str, int | None]


class View(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How what is seen at one look is compared.

    `number` is the part that counts for Python numbers, or the place of the summary in probes.py.
    """

    by: Comparison = "values"
    number: int | None = None
    relative: float = RELATIVE
    absolute: float = ABSOLUTE


class Varied(Struct, frozen=True, forbid_unknown_fields=True):
    """Which argument differs from which other probe, given by its number; none if it is empty."""

    probe: int
    argument: str


class Probe(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A question, and how to compare what is seen at its looks; one without a view is not."""

    question: Question
    views: tuple[View, ...]
    varied: Varied | None = None

    @property
    def looks_at_defaults(self) -> bool:
        """Whether it makes no call, but looks at the default values of the parameters."""
        return self.question.looks[0].place == "defaults"


@dataclass(frozen=True)
class Drawn:
    """A call of the exercise with literal numbers, and where to look."""

    call: Call
    views: dict[Place, View]
    times: int = 1


def probes_of(exercise: Exercise, stream: str = STREAM) -> list[Probe]:
    """All probes of an exercise with both halves, with numbers from one random stream."""
    found: list[Probe] = []
    for function in exercise.functions:
        calls = sorted(_calls(exercise, function, stream), key=_is_long)
        first = len(found)
        found += [_probe(one) for one in calls]
        if calls:
            base = _most_general(calls)
            found += _again(found[first + base], first + base)
            parameters = exercise.parameters().get(calls[base].call.callee, ())
            varied = _varied(calls[base], parameters)
            found += [
                msgspec.structs.replace(_probe(one), varied=Varied(first + base, name))
                for name, one in varied
            ]
            found += map(_probe, _small(calls[base]))
        found.append(_defaults(function))
    return found + list(_authors(exercise, stream))


def argument_name(place: int, parameters: Sequence[str]) -> str:
    """The name of the argument at a place; its number, if the stub has no parameter there."""
    return parameters[place] if place < len(parameters) else f"argument {place + 1}"


def _calls(exercise: Exercise, function: str, stream: str) -> list[Drawn]:
    """The different calls that checks make of a function, each with all that checks look at."""
    parameters = exercise.parameters()
    found: dict[str, Drawn] = {}
    for check in exercise.checks:
        is_random = any(one.kind.of_chance for one in check.expectations)
        is_whole = len(check.call.given) >= len(parameters.get(check.call.callee, ()))
        if check.call.function != function or is_random or not is_whole:
            continue
        literal = _literal(check.call, stream)
        key = repr((literal, check.times))
        views = {**_views(check.expectations), **_arguments_left(check.call)}
        if key in found:
            views = {**found[key].views, **views}
        found[key] = Drawn(literal, views, check.times)
    return list(found.values())


def _views(expectations: Iterable[Expectation]) -> dict[Place, View]:
    found: dict[Place, View] = {}
    for one in expectations:
        view = _view(one)
        if view is not None:
            found[one.look, view.by, view.number] = view
    return found


def _view(expectation: Expectation) -> View | None:
    match expectation.kind:
        case Original():
            return View("unchanged")
        case Compared():
            return View("values")
        case PythonNumbers(part=part):
            return View("python_numbers", part)
        case Tensors():
            return View("tensors")
    return None


def _arguments_left(call: Call) -> dict[Place, View]:
    """Whether the arguments are as before, where they could have been changed."""
    return {
        (Look("argument", place), "unchanged", None): View("unchanged")
        for place, value in enumerate(call.arguments)
        if isinstance(value, Param | Tensor | list | tuple | Draw)
    }


def _literal(call: Call, stream: str) -> Call:
    """The same call with numbers drawn once and for all."""
    return exchanged(
        call, lambda value, at: _fixed(_enough(value), random.Random(f"{stream}/{at}"))
    )


def _enough(value: Any) -> Any:
    """A smaller number of steps, if there are very many."""
    return min(value, ENOUGH) if is_count(value) else value


def _fixed(value: Any, source: random.Random) -> Any:
    if isinstance(value, Param | Tensor):
        return replace(value, value=_fixed(value.value, source))
    if isinstance(value, list | tuple):
        return [_fixed(one, source) for one in value]
    return value.draw(source) if isinstance(value, Draw) else value


def _probe(drawn: Drawn) -> Probe:
    looks = [look for look, _, _ in drawn.views]
    asked = question(drawn.call, looks, times=drawn.times, chance=CHANCE)
    return Probe(asked, tuple(drawn.views.values()))


def _again(base: Probe, number: int) -> list[Probe]:
    """The same call once more, and with other random numbers.

    The first looks somewhere twice, so that its digest is another one.
    """
    looks = base.question.looks
    again = msgspec.structs.replace(base.question, looks=(*looks, looks[0]))
    by_chance = msgspec.structs.replace(base.question, chance=OTHER_CHANCE)
    return [Probe(one, base.views, Varied(number, "")) for one in (again, by_chance)]


def _most_general(calls: Sequence[Drawn]) -> int:
    """The number of the call with most numbers to change: a single, short call on long data."""
    sizes = [
        (one.times == 1 and not _is_long(one)) * len(repr((one.call.arguments, one.call.keywords)))
        for one in calls
    ]
    return sizes.index(max(sizes))


def _is_long(drawn: Drawn) -> bool:
    calls = [one for one in inside(drawn.call) if isinstance(one, Call)]
    return any(is_count(value) for one in calls for value in one.given)


def _varied(drawn: Drawn, parameters: Sequence[str]) -> Iterator[tuple[str, Drawn]]:
    """The call with one argument changed, for each argument, with its name."""
    call = drawn.call
    by_place = {str(n): argument_name(n, parameters) for n in range(len(call.arguments))}
    for place, name in (*by_place.items(), *((name, name) for name in call.keywords)):
        other = exchanged(call, partial(_other_at, place))
        if repr(other) != repr(call):  # there is no other model, and no other text
            yield name, replace(drawn, call=other)


def _small(drawn: Drawn) -> Iterator[Drawn]:
    """The call with a tenth of all numbers in lists and tensors that are not whole, if any are."""
    call = exchanged(drawn.call, lambda value, at: _tenth(value))
    if repr(call) != repr(drawn.call):
        yield replace(drawn, call=call)


def _tenth(value: Any) -> Any:
    if isinstance(value, Param | Tensor) and not isinstance(value, TypedTensor):
        return replace(value, value=_tenth_of(value.value))
    return _tenth_of(value) if isinstance(value, list | tuple) else value


def _tenth_of(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_tenth_of(one) for one in value]
    return value / 10 if isinstance(value, float) else value  # whole ones may be labels or counts


def _other_at(place: str, value: Any, at: str) -> Any:
    return _other(value) if at == place else value


def _other(value: Any) -> Any:
    """Another value of the same kind and size."""
    if isinstance(value, TypedTensor):
        return replace(value, value=_relabelled(value.value))
    if isinstance(value, Param | Tensor):
        return replace(value, value=_other(value.value))
    if isinstance(value, list | tuple):
        steps = count()
        return [_shifted(one, next(steps)) for one in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return value + 1
    return value * 0.75 if isinstance(value, float) else value


def _relabelled(value: Any, classes: int = 0) -> Any:
    """Labels with the next class in place of each, and the first in place of the last."""
    classes = classes or max(2, 1 + max(_whole(value), default=0))
    if isinstance(value, list | tuple):
        return [_relabelled(one, classes) for one in value]
    return not value if isinstance(value, bool) else (value + 1) % classes


def _whole(value: Any) -> Iterator[int]:
    """All whole numbers in it."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _whole(one)
    else:
        yield value


def _shifted(value: Any, step: int) -> Any:
    """A number of a list, on the other side of zero and farther away, by another amount each.

    Where results are clipped or rounded, a small change may show nothing.
    """
    if isinstance(value, list | tuple):
        return [_shifted(one, step + place) for place, one in enumerate(value)]
    if not isinstance(value, int | float):
        return value
    farther = 0.25 + 0.125 * (step % 5)
    return round(-1.5 * value - (farther if value > 0 else -farther), 3)


def _defaults(function: str) -> Probe:
    """The default values of the parameters, without a call."""
    return Probe(Question(function, (), {}, (Look("defaults"),)), (View("values"),))


def _authors(exercise: Exercise, stream: str) -> Iterator[Probe]:
    """The probes that the author wrote; each summary is named by its place among all of them."""
    number = 0
    for one in exercise.probes:
        views = []
        for expectation in one.expectations:
            view = _view(expectation)
            if view is None:
                view = View("summary", number, expectation.relative, expectation.absolute)
                number += 1
            views.append(view)
        looks = [expectation.look for expectation in one.expectations]
        asked = question(one.call, looks, stream, one.times)
        yield Probe(asked, tuple(views))
