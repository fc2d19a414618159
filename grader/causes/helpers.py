"""What a function does besides returning its result, told to one that uses it and fails.

A loss that calls backward() itself leaves gradients, and one that computes in place changes its
arguments. Its own checks need not see that, but the function that uses it fails for it.
"""

from collections.abc import Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from grader.causes.answered import changed_arguments
from grader.causes.casebook import Casebook
from grader.causes.probes import argument_name
from grader.causes.traits import CHANGES, Trait
from grader.checks import Look
from grader.exercise.questions import Question
from grader.expectations.compare import all_reals
from grader.observations import Observation, Returned
from grader.printable import joined
from grader.report import Cause

CHANGED = "uses_a_helper_that_changes_its_arguments"
LEFT = "uses_a_helper_that_leaves_gradients"
TEXTS = {
    CHANGED: (
        "Fix {helper} first: it changes {about}, although it passes its checks. {function} uses it "
        "and may still need the old values."
    ),
    LEFT: (
        "Fix {helper} first: it leaves a gradient in {about}, although it passes its checks. "
        "{function} uses it, and a later backward() adds to that gradient unless it is cleared."
    ),
}


def questions(casebook: Casebook, helper: str) -> list[Question]:
    """What shows what a function does to its arguments; nothing for a method.

    These are calls of its probes: the one that the others vary, and one with parameters.
    """
    probes = casebook.of(helper)
    varied = {one.varied.probe for one in probes.values() if one.varied}
    with_parameters = (n for n, one in probes.items() if _places(one.question, "param"))
    chosen = sorted({*varied, *islice(with_parameters, 1)})
    asked = (probes[number].question for number in chosen)
    return [_about_arguments(one) for one in asked if not (one.method or one.before)]


def cause(
    casebook: Casebook,
    function: str,
    helper: str,
    parameters: Sequence[str],
    probed: Mapping[str, Observation],
) -> Cause | None:
    """What is told to a function about a helper, which has these parameters."""
    changed: dict[str, None] = {}
    left: dict[str, None] = {}
    for question in questions(casebook, helper):
        seen = probed.get(question.digest)
        if isinstance(seen, Returned):
            for place in changed_arguments(question, seen):
                name = argument_name(place, parameters)
                if Trait(CHANGES, name).key(helper) not in casebook.natural:
                    changed[name] = None
            for look, value in zip(question.looks, seen.seen[-1], strict=True):
                is_left = look.place == "left_gradient" and any(all_reals(value))
                if is_left and not _is_checked(casebook, helper, look):
                    left[argument_name(look.argument, parameters)] = None
    for kind, found in ((CHANGED, changed), (LEFT, left)):
        if found:
            words = TEXTS[kind].format(function=function, helper=helper, about=joined([*found]))
            return Cause(function, "trait", kind, words)
    return None


def _about_arguments(question: Question) -> Question:
    """The same call, looked at for what it does to its arguments."""
    arguments = (Look("argument", place) for place in range(len(question.arguments)))
    gradients = (Look("left_gradient", place) for place in _places(question, "param"))
    return replace(question, looks=(*arguments, *gradients), times=1)


def _places(question: Question, kind: str) -> list[int]:
    return [place for place, (given, _) in enumerate(question.arguments) if given == kind]


def _is_checked(casebook: Casebook, helper: str, look: Look) -> bool:
    """Whether a check looks there, which would fail: some functions are to leave a gradient."""
    return any(look in probe.question.looks for probe in casebook.of(helper).values())
