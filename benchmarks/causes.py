"""How often a cause is told for slips in code that no case was made from, and what slips cost.

Accepted variants are left out one by one: the casebook is made from the solution and the others,
and slips in the one left out are graded with it.

    python benchmarks/causes.py EXERCISE [--variants N] [--every N]
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from grader.causes.casebook import Casebook
from grader.exercise.examples import Example
from grader.exercise.folders import default_folders
from grader.exercise.loading import Exercise, load
from grader.grading.one import Grading
from grader.proof.casemaking import make
from grader.proof.margins import quick_checks
from grader.report import Report
from grader.sandbox import start
from grader.sandbox.workers import PLAIN, Workers
from grader.slips.slips import Slip, slips
from grader.submission.source import Submission


class Tried(NamedTuple):
    """A slip that lost points, and the report on it."""

    slip: Slip
    report: Report

    @property
    def kind(self) -> str:
        """The kind of the cause of the function that was changed; empty if none was told."""
        causes = self.report.causes
        return next((one.kind for one in causes if one.function == self.slip.function), "")

    @property
    def alone(self) -> bool:
        """Whether it cost the function that was changed, and no other."""
        lost = {one.function for one in self.report.verdicts if one.score < one.max_score}
        return lost == {self.slip.function}


def tried(exercise: Exercise, left_out: Example, workers: Workers, every: int) -> Iterator[Tried]:
    """Slips in a variant, graded with a casebook that was made without it."""
    assert exercise.solution is not None
    others = [one for one in exercise.accepted if one is not left_out]
    book = Casebook(make(exercise, workers, right=[exercise.solution, *others]))
    grading = Grading(exercise, workers, seed=1, probing=book)
    quick = {one.title for one in exercise.checks[: quick_checks(exercise, grading)]}
    grading = Grading(exercise.with_checks(quick), workers, seed=1, probing=book)
    made = list(slips(left_out.text, exercise.functions))[::every]

    def grade(slip: Slip) -> Report:
        return grading.report(Submission("submit.py", (("submit.py", slip.text),), ""))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for slip, report in zip(made, pool.map(grade, made), strict=True):
            if report.score < report.max_score:
                yield Tried(slip, report)


def main() -> None:
    """Print a table by operator."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise")
    parser.add_argument("--variants", type=int, help="Leave out the first N variants only.")
    parser.add_argument("--every", type=int, default=1, help="Grade every Nth slip only.")
    chosen = parser.parse_args()
    exercise = load(chosen.exercise, default_folders())
    workers = start.start_workers(PLAIN, start.default_jobs())
    found: dict[str, list[Tried]] = defaultdict(list)
    try:
        for variant in exercise.accepted[: chosen.variants]:
            for one in tried(exercise, variant, workers, chosen.every):
                found[one.slip.operator.name].append(one)
                found["all"].append(one)
    finally:
        workers.close()
    print(f"{'operator':40} lose points  with a cause  of a case  cost one function")
    for name, ones in found.items():
        cases = sum(one.kind in ("mistake", "slip") for one in ones)
        caused, alone = sum(bool(one.kind) for one in ones), sum(one.alone for one in ones)
        print(f"{name:40} {len(ones):11} {caused:13} {cases:10} {alone:18}")


if __name__ == "__main__":
    main()
