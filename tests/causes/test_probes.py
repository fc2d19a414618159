"""Probes: what is asked to recognise causes, made from the calls of checks."""

from pathlib import Path
from typing import Any

import pytest
from exercise_factory import FILES, HALF_A_CHECK, write_exercise

from grader.causes.probes import Probe, View, probes_of
from grader.exercise.loading import Exercise, load

SCALES = FILES["exercises/submit.py"].replace("double(x)", "double(x, by=2.0, times=1)")
CHECKS = (
    HALF_A_CHECK
    + """
from grader.checks import numbers, satisfies

checks = [
    check("short", double(5.0, 2.0, times=3), returns(30.0), points=1, hint="h"),
    check("on data", double(numbers(4), 2.0, times=2), returns(REFERENCE), points=1, hint="h"),
    check("long", double(numbers(8), 2.0, times=500), returns(REFERENCE), points=1, hint="h"),
    check("by default", double(5.0), returns(10.0), points=1, hint="h"),
    check("by chance", double(4.0, 2.0, times=4), satisfies(bool, "anything"), points=1, hint="h"),
]
"""
)
OWN = """
from grader.checks import function, probe, returns_tensors, shows

double = function("double")


def size(values):
    return abs(values)


probes = [
    probe(double(7.0), shows(size, absolute=1.0), returns_tensors(), times=3),
    probe(double(8.0), shows(lambda value: -value)),
]
"""


@pytest.fixture
def scales(tmp_path: Path) -> Exercise:
    changes: dict[str, str | None] = {
        "exercises/submit.py": SCALES,
        "solutions/checks.py": CHECKS,
        "exercises/probes.py": OWN,
        "solutions/solution.py": "def double(x, by=2.0, times=1):\n    return x * by * times\n",
    }
    return load("doubling", write_exercise(tmp_path, changes))


def given(probe: Probe) -> tuple[object, ...]:
    return (*probe.question.arguments, *probe.question.keywords.values())


def test_each_argument_is_changed_alone(scales: Exercise) -> None:
    probes = probes_of(scales)
    varied = [one for one in probes if one.varied is not None]
    assert [one.varied.argument for one in varied if one.varied] == ["", "", "x", "by", "times"]
    for one in varied[2:]:
        assert one.varied is not None
        base = probes[one.varied.probe]
        pairs = zip(given(base), given(one), strict=True)
        assert [ours != theirs for ours, theirs in pairs].count(True) == 1
        assert one.views == base.views


def test_one_call_is_made_again_and_with_other_random_numbers(scales: Exercise) -> None:
    probes = probes_of(scales)
    again, by_chance = [one for one in probes if one.varied and not one.varied.argument]
    assert again.varied is not None
    assert again.varied == by_chance.varied
    base = probes[again.varied.probe]
    assert given(again) == given(by_chance) == given(base)
    assert again.question.digest != base.question.digest != by_chance.question.digest
    assert again.question.looks[:-1] == by_chance.question.looks == base.question.looks
    assert again.question.chance == base.question.chance != by_chance.question.chance


def test_all_other_calls_of_checks_draw_the_same_random_numbers(scales: Exercise) -> None:
    called = [one for one in probes_of(scales) if not one.looks_at_defaults]
    others = [one for one in called if one.varied is None or one.varied.argument]
    chances = [one.question.chance for one in others]
    assert chances.count(0) == len(chances) - len(scales.probes)


def test_no_probe_of_a_long_run_is_a_base(exercise: Exercise, scales: Exercise) -> None:
    for one in (exercise, scales):
        probes = probes_of(one)
        bases = {probe.varied.probe for probe in probes if probe.varied is not None}
        assert bases
        assert not any(probes[number].question.is_long for number in bases)
        assert not any(probe.question.is_long for probe in probes if probe.varied is not None)


def test_probes_are_the_same_every_time(exercise: Exercise) -> None:
    assert probes_of(exercise) == probes_of(exercise)


def test_calls_that_leave_arguments_to_default_values_are_not_made(scales: Exercise) -> None:
    ours = [one for one in probes_of(scales) if one.views[0].by != "summary"]
    called = [one for one in ours if not one.looks_at_defaults]
    assert all(len(given(one)) == 3 for one in called)
    assert [one.looks_at_defaults for one in ours].count(True) == 1


def test_of_what_is_random_only_the_authors_summaries_are_compared(scales: Exercise) -> None:
    probes = probes_of(scales)
    assert not any(4.0 in [value for _, value in one.question.arguments] for one in probes)
    first, second = [one for one in probes if one.views[0].by == "summary"]
    assert [(view.by, view.number) for view in first.views] == [("summary", 0), ("tensors", None)]
    assert (first.views[0].absolute, first.question.times) == (1.0, 3)
    assert second.views[0].number == 1


def test_what_checks_ask_of_the_same_call_is_one_probe(tmp_path: Path) -> None:
    twice = (
        HALF_A_CHECK
        + """
from grader.checks import gradient_of, param

checks = [
    check("value", double(param(3.0)), returns(6.0), points=1, hint="h"),
    check("gradient", double(param(3.0)), gradient_of(0, 2.0), points=1, hint="h"),
]
"""
    )
    exercise = load("doubling", write_exercise(tmp_path, {"solutions/checks.py": twice}))
    of_three = [
        one
        for one in probes_of(exercise)
        if [value for _, value in one.question.arguments] == [3.0] and not one.varied
    ]
    (probe,) = of_three
    assert [look.place for look in probe.question.looks] == ["returned", "argument", "gradient"]


def probes_that_call(tmp_path: Path, argument: str) -> list[Probe]:
    """The probes made from a check that calls double with this argument."""
    imports = "from grader.checks import bool_tensor, int_tensor, labels, matrix, numbers, tensor\n"
    checks = f'checks = [check("one", double({argument}), returns(REFERENCE), points=1, hint="h")]'
    text = "\n".join([HALF_A_CHECK, imports, checks])
    changes: dict[str, str | None] = {"solutions/checks.py": text, "exercises/checks.py": text}
    probes = probes_of(load("doubling", write_exercise(tmp_path, changes)))
    return [one for one in probes if not one.looks_at_defaults]


def asked_of(tmp_path: Path, argument: str) -> tuple[Probe, Probe]:
    """The probe that calls double with this argument, and the one with another in its place."""
    probes = probes_that_call(tmp_path, argument)
    (other,) = [one for one in probes if one.varied and one.varied.argument]
    assert other.varied is not None
    return probes[other.varied.probe], other


@pytest.mark.parametrize(
    ("argument", "before", "after"),
    [
        ("int_tensor([1, 0, 1])", [1, 0, 1], [0, 1, 0]),
        ("int_tensor([2, 0, 1])", [2, 0, 1], [0, 1, 2]),
        ("int_tensor([0, 0])", [0, 0], [1, 1]),
        ("int_tensor([[2], [0]])", [[2], [0]], [[0], [1]]),
        ("int_tensor(1)", 1, 0),
        ("bool_tensor([[True], [False]])", [[True], [False]], [[False], [True]]),
    ],
)
def test_labels_are_changed_into_other_labels(
    tmp_path: Path, argument: str, before: Any, after: Any
) -> None:
    base, other = asked_of(tmp_path, argument)
    kind = "bool" if "bool" in argument else "int64"
    assert base.question.arguments == ((kind, before),)
    assert other.question.arguments == ((kind, after),)
    assert View("unchanged") in base.views


def test_drawn_labels_become_the_next_class(tmp_path: Path) -> None:
    base, other = asked_of(tmp_path, "labels(7, 3)")
    ((_, before),), ((_, after),) = base.question.arguments, other.question.arguments
    assert [(label + 1) % 3 for label in before] == after


@pytest.mark.parametrize("argument", ["matrix(2, 3)", "[numbers(3), numbers(3)]"])
def test_rows_of_drawn_numbers_are_fixed_and_changed(tmp_path: Path, argument: str) -> None:
    base, other = asked_of(tmp_path, f"tensor({argument})")
    ((kind, before),), ((other_kind, after),) = base.question.arguments, other.question.arguments
    assert (kind, other_kind) == ("tensor", "tensor")
    for row, changed in zip(before, after, strict=True):
        assert all(one != two for one, two in zip(row, changed, strict=True))


@pytest.mark.parametrize("numbers", [[0.1, 0.15, 0.2], [-0.3, 0.0, 4.5], [5.0, -5.0, 1e-4]])
def test_numbers_are_changed_to_the_other_side_of_zero_by_far(
    tmp_path: Path, numbers: list[float]
) -> None:
    base, other = asked_of(tmp_path, f"tensor({numbers})")
    ((_, before),), ((_, after),) = base.question.arguments, other.question.arguments
    for one, changed in zip(before, after, strict=True):
        assert one * changed <= 0
        assert abs(changed - one) >= 0.25
        assert abs(changed) > abs(one)


@pytest.mark.parametrize(
    ("argument", "small"),
    [
        ("tensor([5.0, -2.5])", [0.5, -0.25]),
        ("[[4.0], [1.0]]", [[0.4], [0.1]]),
        ("[4, 2.5]", [4, 0.25]),
        ("[4, 2]", None),
        ("[True, False]", None),
        ("int_tensor([2, 0, 1])", None),
        ("5.0", None),
    ],
)
def test_data_come_once_a_tenth_as_large_but_for_whole_numbers(
    tmp_path: Path, argument: str, small: object
) -> None:
    _, *others = [one for one in probes_that_call(tmp_path, argument) if one.varied is None]
    given = [value for one in others for _, value in one.question.arguments]
    assert given == ([] if small is None else [small])


def test_an_exercise_without_probes_of_its_own_needs_none(tmp_path: Path) -> None:
    exercise = load("doubling", write_exercise(tmp_path))
    assert exercise.probes == ()
    assert [one.views[0].by for one in probes_of(exercise)].count("summary") == 0


def test_an_argument_that_has_no_other_value_is_not_varied(tmp_path: Path) -> None:
    checks = (
        HALF_A_CHECK
        + 'from grader.checks import tensor\nchecks = [check("none", double(tensor([])), '
        'returns([]), points=1, hint="h")]\n'
    )
    changes: dict[str, str | None] = {"solutions/checks.py": checks, "exercises/checks.py": checks}
    probes = probes_of(load("doubling", write_exercise(tmp_path, changes)))
    assert [one.varied.argument for one in probes if one.varied] == ["", ""]
