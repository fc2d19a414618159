"""Runs everything in an exercise over many seeds, and proves every tolerance.

A tolerance is proved if the numerical noise between correct solutions is at most a tenth of it, and
the nearest mistake is at least ten tolerances away.

After the first seeds, each further one runs a part of the mistakes in turn. If the last checks are
slow, only mistakes that pass all quick ones meet them then.
"""

import os
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from grader.errors import ExerciseBroken
from grader.exercise.examples import MISTAKES, Example
from grader.exercise.folders import Folders
from grader.exercise.loading import CASEBOOK, Exercise, load
from grader.expectations.describe import as_text
from grader.grading.answers import Answers, by_check
from grader.grading.one import Grading
from grader.grading.unanswered import explainer
from grader.judging.judge import Asked, error
from grader.proof.advice import only_hidden, robbed, unnoticed
from grader.proof.behaviour import same_behaviour
from grader.proof.contract import contract, unusable_check
from grader.proof.findings import (
    LEAST_DISTANCE,
    MOST_NOISE,
    Finding,
    Findings,
    Kind,
    Margin,
    of_check,
    of_error,
)
from grader.proof.literals import disagreements
from grader.proof.order import kept_between_calls
from grader.proof.reading import drawn, missing, never_asked_again, not_shown
from grader.proof.steps import SEEDS_FOR_ALL, Progress, Steps, mistakes_with, no_progress
from grader.proof.untouched import untouched
from grader.report import Report
from grader.sandbox.workers import Workers
from grader.submission.source import Submission

SLOW_SECONDS = 0.2


def prove(
    name: str,
    folders: Folders,
    workers: Workers,
    seeds: int,
    progress: Progress = no_progress,
) -> Findings:
    """All findings about the exercise of that name; a file that cannot be loaded is one of them.

    Raises ExerciseUnknown.
    """
    try:
        return examine(load(name, folders), folders, workers, seeds, progress)
    except ExerciseBroken as broken:
        return Findings(name, None, seeds, problems=[of_error("unusable", broken)])


def examine(
    exercise: Exercise,
    folders: Folders,
    workers: Workers,
    seeds: int,
    progress: Progress = no_progress,
) -> Findings:
    """All findings about an exercise.

    `progress` is called, from any thread, with the number of files run so far and of all to run.
    Raises ExerciseBroken if the stub cannot be used.
    """
    findings = Findings(exercise.name, exercise, seeds, len(exercise.checks))
    problems: dict[Finding, None] = dict.fromkeys(contract(exercise, folders))
    if exercise.solution is None:
        text = (
            "only the shown half is here, but the proof needs the solution and the mistakes. "
            "Name their folder with --solutions."
        )
        problems[Finding("files", text)] = None
    elif (broken := unusable_check(exercise)) is not None:
        problems[broken] = None
    elif _can_be_asked(exercise, problems):
        _run(exercise, workers, findings, problems, Steps(exercise, seeds, progress))
        problems.update(dict.fromkeys(_unproved(exercise, findings.margins)))
    findings.problems = list(problems)
    return findings


def _can_be_asked(exercise: Exercise, problems: Iterable[Finding]) -> bool:
    """Whether the checks ask for what there is: if not, what runs says the same in other words."""
    fits = not any(one.kind == "signature" for one in problems)
    return fits and all(check.call.function in exercise.functions for check in exercise.checks)


def _run(
    exercise: Exercise,
    workers: Workers,
    findings: Findings,
    problems: dict[Finding, None],
    steps: Steps,
) -> None:
    """Run everything with each seed, until the solution itself is at fault."""
    try:
        illustrated = exercise.illustrated()
    except ExerciseBroken as broken:
        problems[of_error("figures", broken)] = None
        return
    for seed in range(findings.seeds):
        whole = quick = Grading(exercise if seed else illustrated, workers, seed)
        try:
            if seed == SEEDS_FOR_ALL:
                findings.quick = quick_checks(exercise, whole)
            if findings.quick < len(exercise.checks):
                quick = Grading(exercise.with_first_checks(findings.quick), workers, seed)
            if not _agrees(quick, problems):
                return
            # a casebook would be stale with the next thing that is written
            unwritten = any(one.kind == "todo" for one in problems)
            findings.margins = findings.margins or [Margin(check) for check in exercise.checks]
            told = {one.about for one in problems} if seed else set()
            for one in _behaviour(quick, whole, findings, steps):
                if one.about not in told and not (unwritten and one.kind == "casebook"):
                    problems[one] = None
        except ExerciseBroken as broken:
            problems[of_error("unanswered", broken)] = None
            return
    findings.warnings += unnoticed(exercise, findings.margins)


def _agrees(grading: Grading, problems: dict[Finding, None]) -> bool:
    """Whether the solution passes its own checks: if not, nothing else that runs says much."""
    reference = grading.answers.of_solution()
    assert reference is not None
    found = [*not_shown(grading.exercise, reference), *disagreements(grading, reference)]
    problems.update(dict.fromkeys(found))
    return not found


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


def _behaviour(
    grading: Grading, whole: Grading, findings: Findings, steps: Steps
) -> Iterable[Finding]:
    """Run everything with the questions of one seed; adds to the findings and yields problems.

    With `grading`, and a mistake that passes all of its checks with the `whole` grading, too.
    """
    exercise, margins = grading.exercise, findings.margins
    reference = grading.answers.of_solution()
    assert reference is not None
    seed = grading.seed
    if seed == 0:
        findings.notes += [*missing(exercise), *never_asked_again(exercise, reference)]
        yield from drawn(exercise, grading)
        yield from kept_between_calls(grading, reference)
        if grading.without_causes:
            yield Finding("casebook", grading.without_causes, exercise.folder / CASEBOOK)
    stub = exercise.stub()
    mistakes = mistakes_with(exercise, seed)
    again = mistakes[seed % max(1, len(mistakes)) :][:1]

    def asked(answers: Answers) -> list[Asked]:
        """The checks that were asked, which may be more than those of a quick grading."""
        known = whole.answers.of_solution() if len(answers) > len(reference) else reference
        seen = zip(whole.exercise.checks, whole.questions, known or (), answers, strict=False)
        return [Asked(*one) for one in seen]

    def graded(mistake: Example) -> tuple[Answers, Report]:
        submission = submitted(mistake)
        for one in (grading, whole):
            sighting = one.observe(submission)
            report = one.judge(submission, sighting)
            if not report.full_marks or one is whole:
                break
        return by_check(one.questions, sighting.observations), report

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        right = pool.map(steps.counting(grading.answers.of_example), [stub, *exercise.accepted])
        wrong = pool.map(steps.counting(graded), mistakes)
        repeated = pool.map(steps.counting(graded), again)
        by_stub, *by_accepted = right
        known = dict(zip(mistakes, wrong, strict=True))
    for mistake, (second, _) in zip(again, repeated, strict=True):
        if not _everything_alike(whole.exercise, known[mistake][0], second):
            text = "shows something else when it is run again."
            yield _of_mistake("unstable", exercise, mistake, text)
    yield from untouched(grading, asked(by_stub))
    for accepted, answers in zip(exercise.accepted, by_accepted, strict=True):
        yield from _all_pass(exercise, accepted, asked(answers), margins)
    for mistake, (answers, report) in known.items():
        for one, margin in zip(asked(answers), margins, strict=False):
            margin.add_mistake(mistake.name, error(one))
        yield from _is_named(exercise, mistake, report, has_causes=not grading.without_causes)
    if seed == 0:
        reports = {one.name: report for one, (_, report) in known.items()}
        findings.notes += only_hidden(reports)
        findings.warnings += robbed(exercise, reports)


def submitted(example: Example) -> Submission:
    """Author's code as a submission."""
    return Submission(f"{example.name}.py", example.sources, "")


def _all_pass(
    exercise: Exercise, accepted: Example, asked: list[Asked], margins: list[Margin]
) -> Iterable[Finding]:
    explain = explainer(exercise, accepted)
    for one, margin in zip(asked, margins, strict=False):
        margin.add_right(accepted.name, error(one))
        short = one.shortfall
        if short is not None:
            observed = explain(one, short).observed
            text = f"accepted/{accepted.name}.py fails {one.check.title!r}: {observed}"
            if short.expected is not None and not one.check.shown:
                text += f" The solution shows {as_text(short.expected)}."
            file = (exercise.hidden or exercise.folder) / "accepted" / f"{accepted.name}.py"
            yield Finding("not_accepted", text, file, check=one.check.title)


def _is_named(
    exercise: Exercise, mistake: Example, report: Report, *, has_causes: bool
) -> Iterable[Finding]:
    if all(verdict.score == verdict.max_score for verdict in report.verdicts):
        text = (
            "is right: it earns full marks. Move it to accepted/, or write a check that tells it "
            "from the solution."
        )
        yield _of_mistake("right", exercise, mistake, text)
        return
    names = {cause.name for cause in report.causes}
    if has_causes and names != {mistake.name}:
        found = " and ".join(sorted(names)) or "not at all"
        text = (
            f"is named {found}. What shows the same to all probes as another mistake, or as the "
            "solution, is not named; a probe in probes.py can tell them apart."
        )
        yield _of_mistake("misnamed", exercise, mistake, text)


def _of_mistake(kind: Kind, exercise: Exercise, mistake: Example, text: str) -> Finding:
    assert exercise.hidden is not None
    file = exercise.hidden / MISTAKES / f"{mistake.name}.py"
    return Finding(kind, f"mistakes/{mistake.name}.py {text}", file)


def _everything_alike(exercise: Exercise, first: Answers, second: Answers) -> bool:
    return len(first) == len(second) and all(
        same_behaviour(check, one, other)
        for check, ours, theirs in zip(exercise.checks, first, second, strict=False)
        for one, other in zip(ours, theirs, strict=True)
    )


def _unproved(exercise: Exercise, margins: Iterable[Margin]) -> Iterable[Finding]:
    for margin in margins:
        check = margin.check
        if MOST_NOISE < margin.noise <= 1:  # beyond that, a variant fails, which is told
            text = (
                f"{check.title!r}: the noise is {margin.noise:.2g} tolerances "
                f"(accepted/{margin.noisiest}.py), more than {MOST_NOISE:g}."
            )
            yield of_check("noise", text, exercise, check)
        if margin.nearest < LEAST_DISTANCE:
            text = (
                f"{check.title!r}: mistakes/{margin.nearest_mistake}.py is "
                f"{margin.nearest:.2g} tolerances away, less than {LEAST_DISTANCE:g}."
            )
            yield of_check("near", text, exercise, check)
