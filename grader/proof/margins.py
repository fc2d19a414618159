"""The gate for exercises: what an author has to keep, and the proof of every tolerance.

`contract` reads the folder pair; `examine` also runs everything in it, over many seeds. A tolerance
is proved when the noise among right ways to write it stays below a tenth of it, and no mistake
comes nearer than ten of it.

Checks at the end whose questions take long are asked of the mistakes at the first seeds only, as
long as the others tell a mistake apart: a grading asks it no more than that either.
"""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain

from grader.checks import Check
from grader.errors import ExerciseBroken
from grader.exercise.examples import Example
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise
from grader.grading.answers import Answers
from grader.grading.one import Grading
from grader.grading.pictures import pictures_of_solution
from grader.judging.diagnosis import (
    Fit,
    Likeness,
    explained,
    failed_functions,
    name_mistakes,
    same_behaviour,
)
from grader.judging.judge import Account, Asked, error, judge
from grader.proof.contract import contract
from grader.sandbox.workers import Workers
from grader.submission.uses import uses

MOST_NOISE = 0.1
LEAST_DISTANCE = 10.0
SLOW_SECONDS = 0.2
SEEDS_FOR_SLOW = 20


@dataclass
class Margin:
    """How far a check is from noise and from mistakes, in units of its tolerance."""

    check: Check
    noise: float = 0.0
    noisiest: str = ""
    nearest: float = float("inf")
    nearest_mistake: str = ""

    def add_right(self, name: str, distance: float) -> None:
        """One more right way to write it, at this distance from the solution."""
        if distance > self.noise:
            self.noise, self.noisiest = distance, name

    def add_mistake(self, name: str, distance: float) -> None:
        """One more mistake; at most `MOST_NOISE` away it is not this check's to find."""
        if MOST_NOISE < distance < self.nearest or (
            not self.nearest_mistake and distance > MOST_NOISE
        ):
            self.nearest, self.nearest_mistake = distance, name


@dataclass
class Findings:
    """What was found: problems to mend, and a margin for every check.

    The checks from `quick` on were too slow to be asked of every mistake at every seed.
    """

    exercise: Exercise
    seeds: int
    quick: int
    problems: list[str] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)


def examine(
    exercise: Exercise,
    folders: Folders,
    workers: Workers,
    seeds: int,
    progress: Callable[[int], None] = lambda done: None,
) -> Findings:
    """Everything there is to say about an exercise; `progress` hears how many seeds are done."""
    findings = Findings(exercise, seeds, len(exercise.checks), contract(exercise, folders))
    if exercise.solution is None:
        findings.problems.append(
            "only the shown half is here: without a solution and mistakes nothing is proved. "
            "Name their folder with --solutions."
        )
        return findings
    findings.margins = [Margin(check) for check in exercise.checks]
    problems: dict[str, None] = dict.fromkeys(findings.problems)
    for seed in range(seeds):
        grading = Grading(exercise.illustrated() if seed == 0 else exercise, workers, seed)
        try:
            if seed == SEEDS_FOR_SLOW:
                findings.quick = _quick(exercise, grading)
            found = _behaviour(exercise, grading, findings.quick, findings.margins)
            problems.update(dict.fromkeys(found))
        except ExerciseBroken as broken:
            problems[str(broken)] = None
            break
        progress(seed + 1)
    problems.update(dict.fromkeys(_unproved(findings.margins)))
    findings.problems = list(problems)
    return findings


def _quick(exercise: Exercise, grading: Grading) -> int:
    """How many checks come before those at the end that take the solution long."""
    assert exercise.solution is not None
    at: dict[int, float] = {}

    def note(number: int, answer: object) -> bool:
        at[number] = time.monotonic()
        return True

    grading.answers.of_example(exercise.solution, watch=note)
    quick, last = len(exercise.checks), len(at) - 1
    while quick and last and at[last] - at[last - 1] > SLOW_SECONDS:
        quick -= 1
        last -= len(grading.questions[quick])
    return quick


def _behaviour(
    exercise: Exercise, grading: Grading, quick: int, margins: list[Margin]
) -> Iterable[str]:
    """Run everything on the questions of one seed; adds to the margins and yields problems."""
    reference = grading.answers.of_solution()
    assert reference is not None
    seed = grading.seed
    if seed == 0:
        yield from _figures(exercise, grading)
    stub = exercise.stub()
    again = exercise.mistakes[seed % max(1, len(exercise.mistakes)) :][:1]

    def asked(shown: Answers) -> list[Asked]:
        """All that it was asked, which may be no more than the quick checks."""
        seen = zip(exercise.checks, grading.questions, reference, shown, strict=False)
        return [Asked(*one) for one in seen]

    def quickly(mistake: Example) -> Answers:
        shown = grading.answers.of_example(mistake, quick)
        if any(verdict.outcome != "passed" for verdict in judge(asked(shown), _no_words)):
            return shown
        return grading.answers.of_example(mistake)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        right = pool.map(grading.answers.of_example, [stub, *exercise.accepted])
        wrong = pool.map(quickly, exercise.mistakes)
        repeated = pool.map(quickly, again)
        shown_by_stub, *shown_by_accepted = right
        known = dict(zip(exercise.mistakes, wrong, strict=True))
    for mistake, second in zip(again, repeated, strict=True):
        if not _everything_alike(exercise, known[mistake], second):
            yield f"mistakes/{mistake.name}.py shows something else each time it is run."
    yield from _stub_scores_nothing(asked(shown_by_stub))
    for accepted, shown in zip(exercise.accepted, shown_by_accepted, strict=True):
        yield from _all_pass(accepted, asked(shown), margins)
    for mistake in exercise.mistakes:
        yield from _is_named(mistake, asked(known[mistake]), known, exercise.functions, margins)


def _figures(exercise: Exercise, grading: Grading) -> Iterable[str]:
    """What is wrong with figures.py; whether a student sees a solution beside it is not known."""
    titles = [figure.title for figure in grading.exercise.figures]
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        yield f"two figures are called {title!r}."
    for compared in (True, False):
        try:
            drawn = [one.title for one in pictures_of_solution(grading, compared=compared)]
        except Exception as error:  # whatever an author's file may raise
            path = exercise.folder / "figures.py"
            yield f"{path} cannot draw the solution: {type(error).__name__}: {error}."
            return
        for title in titles:
            if title not in drawn:
                yield f"the figure {title!r} has nothing to show of the solution."


def _stub_scores_nothing(asked: list[Asked]) -> Iterable[str]:
    if any(verdict.outcome == "passed" for verdict in judge(asked, _no_words)):
        yield "the stub passes a check."


def _all_pass(accepted: Example, asked: list[Asked], margins: list[Margin]) -> Iterable[str]:
    for one, margin in zip(asked, margins, strict=True):
        distance = error(one)
        margin.add_right(accepted.name, distance)
        if not distance <= 1:
            yield f"accepted/{accepted.name}.py does not pass {one.check.title!r}."


def _is_named(
    mistake: Example,
    asked: list[Asked],
    known: Mapping[Example, Answers],
    functions: Sequence[str],
    margins: list[Margin],
) -> Iterable[str]:
    verdicts = judge(asked, _no_words)
    if not any(verdict.max_score > verdict.score for verdict in verdicts):
        yield f"mistakes/{mistake.name}.py loses no points."
    for one, margin in zip(asked, margins, strict=False):
        margin.add_mistake(mistake.name, error(one))
    failed = failed_functions(asked, verdicts)
    fits = {other: _fit(asked, failed, answers, functions) for other, answers in known.items()}
    in_order = [function for function in functions if function in failed]
    works_with = uses(mistake.whole_text, functions)
    named = name_mistakes(asked, verdicts, explained(fits, in_order, works_with))
    names = {verdict.mistake for verdict in named} - {None}
    if names != {mistake.name}:
        told = " and ".join(sorted(map(str, names))) or "not at all"
        alike = sorted(other.name for other, fit in fits.items() if fit.explains)
        yield (
            f"mistakes/{mistake.name}.py is named {told}; "
            f"those that show the same of some function: {', '.join(alike)}."
        )


def _fit(asked: list[Asked], failed: set[str], answers: Answers, functions: Sequence[str]) -> Fit:
    if len(answers) < len(asked):  # what tells it apart is among what it was asked
        return Fit()
    likeness = Likeness(asked, failed)
    for number, shown in enumerate(chain.from_iterable(answers[: len(asked)])):
        likeness.compare(number, shown)
    return likeness.fit(functions)


def _everything_alike(exercise: Exercise, first: Answers, second: Answers) -> bool:
    return len(first) == len(second) and all(
        same_behaviour(check, one, other)
        for check, ours, theirs in zip(exercise.checks, first, second, strict=False)
        for one, other in zip(ours, theirs, strict=True)
    )


def _unproved(margins: Iterable[Margin]) -> Iterable[str]:
    for margin in margins:
        if margin.noise > MOST_NOISE:
            yield (
                f"{margin.check.title!r}: noise is {margin.noise:.2g} of the tolerance "
                f"(accepted/{margin.noisiest}.py), more than {MOST_NOISE:g}."
            )
        if margin.nearest < LEAST_DISTANCE:
            yield (
                f"{margin.check.title!r}: mistakes/{margin.nearest_mistake}.py is "
                f"{margin.nearest:.2g} tolerances away, less than {LEAST_DISTANCE:g}."
            )


def _no_words(asked: Asked, short: object) -> Account:
    return Account("")
