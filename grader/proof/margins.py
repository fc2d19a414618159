"""Runs everything in an exercise over many seeds, and proves every tolerance.

A tolerance is proved if the numerical noise between correct solutions is at most a tenth of it, and
the nearest mistake is at least ten tolerances away.

If the last checks are slow, they are put to a mistake only for the first seeds, or if the mistake
passes all quick ones. Grading asks no more than that either.
"""

import os
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import metadata

from grader.checks import Check
from grader.errors import ExerciseBroken
from grader.exercise.examples import Example
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise
from grader.expectations.compare import has_objects
from grader.grading.answers import Answers, by_check
from grader.grading.one import Grading
from grader.grading.pictures import pictures_of_solution
from grader.judging.judge import Asked, error, judge, no_words
from grader.observations import NoGradient, Returned
from grader.proof.behaviour import same_behaviour
from grader.proof.contract import contract
from grader.proof.order import kept_between_calls
from grader.report import Report
from grader.sandbox.workers import Workers
from grader.submission.source import Submission
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
        """Take in a correct solution at this distance."""
        if distance > self.noise:
            self.noise, self.noisiest = distance, name

    def add_mistake(self, name: str, distance: float) -> None:
        """Take in a mistake; up to `MOST_NOISE` away, this check is not meant to notice it."""
        if MOST_NOISE < distance < self.nearest or (
            not self.nearest_mistake and distance > MOST_NOISE
        ):
            self.nearest, self.nearest_mistake = distance, name


@dataclass
class Findings:
    """What was found: problems to fix, notes that need no action, and a margin for every check.

    The checks from number `quick` on were too slow to ask every mistake at every seed.
    """

    exercise: Exercise
    seeds: int
    quick: int
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)


def examine(
    exercise: Exercise,
    folders: Folders,
    workers: Workers,
    seeds: int,
    progress: Callable[[int], None] = lambda done: None,
) -> Findings:
    """All findings about an exercise; `progress` is called with the number of seeds done."""
    findings = Findings(exercise, seeds, len(exercise.checks), contract(exercise, folders))
    if exercise.solution is None:
        findings.problems.append(
            "only the shown half is here, but the proof needs the solution and the mistakes. "
            "Name their folder with --solutions."
        )
        return findings
    findings.margins = [Margin(check) for check in exercise.checks]
    problems: dict[str, None] = dict.fromkeys(findings.problems)
    for seed in range(seeds):
        grading = Grading(exercise.illustrated() if seed == 0 else exercise, workers, seed)
        try:
            if seed == SEEDS_FOR_SLOW:
                findings.quick = quick_checks(exercise, grading)
            quick = grading
            if findings.quick < len(exercise.checks):
                quick = Grading(exercise.with_first_checks(findings.quick), workers, seed)
            if seed == 0 and (reference := grading.answers.of_solution()):
                findings.notes = [*_missing(exercise), *_never_asked_again(exercise, reference)]
            found = _behaviour(grading, quick, findings)
            problems.update(dict.fromkeys(found))
        except ExerciseBroken as broken:
            problems[str(broken)] = None
            break
        progress(seed + 1)
    problems.update(dict.fromkeys(_unproved(findings.margins)))
    findings.problems = list(problems)
    return findings


def quick_checks(exercise: Exercise, grading: Grading) -> int:
    """The number of checks before the slow ones at the end, as timed with the solution."""
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


def _behaviour(grading: Grading, quick: Grading, findings: Findings) -> Iterable[str]:
    """Run everything with the questions of one seed; adds to the findings and yields problems."""
    exercise, margins = findings.exercise, findings.margins
    reference = grading.answers.of_solution()
    assert reference is not None
    seed = grading.seed
    if seed == 0:
        yield from _figures(exercise, grading)
        yield from _gradients(exercise, reference)
        yield from kept_between_calls(grading, reference)
        if grading.without_causes:
            yield grading.without_causes
    stub = exercise.stub()
    again = exercise.mistakes[seed % max(1, len(exercise.mistakes)) :][:1]

    def asked(answers: Answers) -> list[Asked]:
        """The checks that were asked, which may be only the quick ones."""
        seen = zip(exercise.checks, grading.questions, reference, answers, strict=False)
        return [Asked(*one) for one in seen]

    def graded(mistake: Example) -> tuple[Answers, Report]:
        submission = submitted(mistake)
        for one in (quick, grading):
            sighting = one.observe(submission)
            report = one.judge(submission, sighting)
            if not report.full_marks or one is grading:
                break
        return by_check(one.questions, sighting.observations), report

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        right = pool.map(grading.answers.of_example, [stub, *exercise.accepted])
        wrong = pool.map(graded, exercise.mistakes)
        repeated = pool.map(graded, again)
        by_stub, *by_accepted = right
        known = dict(zip(exercise.mistakes, wrong, strict=True))
    for mistake, (second, _) in zip(again, repeated, strict=True):
        if not _everything_alike(exercise, known[mistake][0], second):
            yield f"mistakes/{mistake.name}.py shows something else when it is run again."
    yield from _stub_scores_nothing(asked(by_stub))
    for accepted, answers in zip(exercise.accepted, by_accepted, strict=True):
        yield from _all_pass(accepted, asked(answers), margins)
    for mistake, (answers, report) in known.items():
        for one, margin in zip(asked(answers), margins, strict=False):
            margin.add_mistake(mistake.name, error(one))
        yield from _is_named(mistake, report, has_causes=not grading.without_causes)
    if seed == 0:
        findings.notes += _only_hidden({one.name: report for one, (_, report) in known.items()})


def submitted(example: Example) -> Submission:
    """Author's code as a submission."""
    return Submission(f"{example.name}.py", example.sources, "")


def _figures(exercise: Exercise, grading: Grading) -> Iterable[str]:
    """What is wrong with figures.py, drawn with and without the solution to compare with."""
    titles = [figure.title for figure in grading.exercise.figures]
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        yield f"two figures have the title {title!r}."
    for compared in (True, False):
        try:
            drawn = [one.title for one in pictures_of_solution(grading, compared=compared)]
        except Exception as error:  # whatever an author's file may raise
            path = exercise.folder / "figures.py"
            yield f"{path} cannot draw the solution: {type(error).__name__}: {error}."
            return
        for title in titles:
            if title not in drawn:
                yield f"the figure {title!r} shows nothing for the solution."


def _gradients(exercise: Exercise, reference: Answers) -> Iterable[str]:
    """Checks of gradients that the solution does not show: whatever shows none would pass them."""
    for check, answers in zip(exercise.checks, reference, strict=True):
        for answer in answers:
            shown = (
                [value for seen in answer.seen for value in seen]
                if (isinstance(answer, Returned))
                else []
            )
            reasons = sorted({value.reason for value in shown if isinstance(value, NoGradient)})
            if reasons:
                remedy = (
                    " gradient_of takes weights=... for a result of several numbers."
                    if "not_one_number" in reasons
                    else ""
                )
                yield (
                    f"{check.title!r}: the solution shows no gradient ({', '.join(reasons)}), so "
                    f"every function that shows none passes.{remedy}"
                )
                break


def _never_asked_again(exercise: Exercise, reference: Answers) -> Iterable[str]:
    """Functions of objects that others use: nothing can stand in their place."""
    assert exercise.solution is not None
    used: dict[str, list[str]] = {}
    for function, others in uses(exercise.solution.text, exercise.functions).items():
        for other in others:
            used.setdefault(other, []).append(function)
    for check, answers in zip(exercise.checks, reference, strict=True):
        its = used.get(check.call.function, [])
        values = [
            value
            for answer in answers
            if isinstance(answer, Returned)
            for seen in answer.seen
            for value in seen
        ]
        if its and any(map(has_objects, values)):
            del used[check.call.function]
            yield (
                f"{check.call.function} returns an object, such as a model. If it is wrong, "
                f"nothing can stand in its place, and {' and '.join(its)} may lose points with it."
            )


def _missing(exercise: Exercise) -> Iterable[str]:
    """Packages that submissions may import and that are not installed."""
    for package in exercise.packages:
        try:
            metadata.distribution(package)
        except metadata.PackageNotFoundError:
            yield (
                f"exercise.toml lets submissions import {package}, which is not installed here. "
                f"Install it where submissions are graded: pip install {package}."
            )


def _only_hidden(reports: Mapping[str, Report]) -> Iterable[str]:
    """Mistakes that fail a hidden check and no shown one: students learn of them in class."""
    unseen = [
        name
        for name, report in reports.items()
        if all(one.outcome == "passed" for one in report.verdicts if one.visibility == "shown")
    ]
    if unseen:
        yield (
            f"only hidden checks notice {', '.join(unseen)}: a student learns of that when the "
            "work is graded."
        )


def _stub_scores_nothing(asked: list[Asked]) -> Iterable[str]:
    if any(verdict.outcome == "passed" for verdict in judge(asked, no_words)):
        yield "the stub passes a check."


def _all_pass(accepted: Example, asked: list[Asked], margins: list[Margin]) -> Iterable[str]:
    for one, margin in zip(asked, margins, strict=True):
        distance = error(one)
        margin.add_right(accepted.name, distance)
        if not distance <= 1:
            yield f"accepted/{accepted.name}.py fails {one.check.title!r}."


def _is_named(mistake: Example, report: Report, *, has_causes: bool) -> Iterable[str]:
    if all(verdict.score == verdict.max_score for verdict in report.verdicts):
        yield f"mistakes/{mistake.name}.py loses no points."
    names = {cause.name for cause in report.causes}
    if has_causes and names != {mistake.name}:
        found = " and ".join(sorted(names)) or "not at all"
        yield (
            f"mistakes/{mistake.name}.py is named {found}. Where two mistakes show the same to all "
            "probes, neither is named; a probe in probes.py can tell them apart."
        )


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
                f"{margin.check.title!r}: the noise is {margin.noise:.2g} tolerances "
                f"(accepted/{margin.noisiest}.py), more than {MOST_NOISE:g}."
            )
        if margin.nearest < LEAST_DISTANCE:
            yield (
                f"{margin.check.title!r}: mistakes/{margin.nearest_mistake}.py is "
                f"{margin.nearest:.2g} tolerances away, less than {LEAST_DISTANCE:g}."
            )
