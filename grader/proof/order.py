"""Whether the solution's answers depend on what it was asked before.

The grader remembers what the solution replies to equal questions. One that counts its calls, or
changes a list at the top level, would reply one thing to one submission and another to the next.
"""

from collections.abc import Iterator
from itertools import chain

from grader.grading.answers import Answers, by_check
from grader.grading.limits import author_limits
from grader.grading.one import Grading
from grader.proof.behaviour import same_behaviour
from grader.proof.findings import Finding, of_check
from grader.sandbox.observe import Work, observe

RULE = (
    "The functions of a solution depend on their arguments and on random numbers only, and keep "
    "nothing from one call to the next."
)


def kept_between_calls(grading: Grading, reference: Answers) -> Iterator[Finding]:
    """A finding for each function of the solution that answers otherwise in another order."""
    exercise = grading.exercise
    assert exercise.solution is not None
    forwards = list(chain.from_iterable(grading.questions))
    # each twice, and with all others in between: what was kept the first time shows the second
    asked = [*reversed(forwards), *forwards]
    limits = author_limits(exercise)
    sources, data = exercise.solution.sources, exercise.data_files
    work = Work(sources, asked, limits, seed=grading.seed, data=data)
    seen = observe(grading.workers, work).observations
    count = len(forwards)
    told: set[str] = set()
    for again in (seen[:count][::-1], seen[count:]):
        answers = by_check(grading.questions, again)
        for check, first, second in zip(exercise.checks, reference, answers, strict=True):
            function = check.call.function
            alike = all(
                same_behaviour(check, one, other) for one, other in zip(first, second, strict=True)
            )
            if not alike and function not in told:
                told.add(function)
                text = (
                    f"{function} of the solution shows something else to {check.title!r} when "
                    f"other questions come before. {RULE}"
                )
                yield of_check("order", text, exercise, check)
