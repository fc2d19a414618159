"""How often a true cause is told for slips in code that no case was made from, and what slips cost.

Accepted variants are left out one by one: the casebook is made from the solution and the others,
and slips in the one left out are graded with it. Then all written mistakes are left out.

    python benchmarks/causes.py EXERCISE [--variants N] [--every N] [--seeds N] [--list]
"""

import argparse
import ast
import difflib
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from grader.causes import helpers
from grader.causes.answered import Answered
from grader.causes.casebook import Body, Casebook
from grader.causes.naming import answers_to_probes
from grader.causes.probes import Probe, probes_of
from grader.causes.traces import alike, summaries
from grader.causes.traits import unnatural
from grader.exercise.examples import Example, Sources
from grader.exercise.folders import Folders, default_folders
from grader.exercise.loading import load
from grader.exercise.questions import Question
from grader.grading.limits import author_limits
from grader.grading.one import Grading
from grader.observations import Observation, Returned
from grader.proof.batch import Batch
from grader.proof.casemaking import Making
from grader.proof.margins import quick_checks, submitted
from grader.proof.slipping import slips_in
from grader.report import Cause, Report
from grader.sandbox import start
from grader.sandbox.workers import PLAIN, Workers
from grader.slips.slips import Slip
from grader.submission.source import Submission

KINDS = ("mistake", "slip", "trait", "error")
SECONDS = 20.0  # for all probes of one function


class Tried(NamedTuple):
    """A slip that lost points, the report on it, and what is told at a student's."""

    slip: Slip
    report: Report
    at_home: Report
    returns: bool  # whether the function still returns something

    @property
    def cause(self) -> Cause | None:
        """The cause of the function that was changed."""
        return _cause_of(self.report, self.slip.function)

    @property
    def kind(self) -> str:
        """The kind of the cause; empty if none was told."""
        return self.cause.kind if self.cause else ""

    @property
    def alone(self) -> bool:
        """Whether it cost the function that was changed, and no other."""
        lost = {one.function for one in self.report.verdicts if one.score < one.max_score}
        return lost == {self.slip.function}

    @property
    def same_at_home(self) -> bool:
        """Whether a student is told the same with the shown half alone."""
        there, here = self.cause, _cause_of(self.at_home, self.slip.function)
        return (
            there is not None
            and here is not None
            and (here.kind, here.name) == (there.kind, there.name)
        )


def _cause_of(report: Report, function: str) -> Cause | None:
    return next((one for one in report.all_causes if one.function == function), None)


class Bench:
    """One exercise, its checks that are quick, and workers."""

    def __init__(self, name: str, workers: Workers, seeds: int) -> None:
        folders = default_folders()
        self.exercise = load(name, folders)
        self.shown = load(name, Folders(folders.exercises, None))
        self._workers = workers
        grading = Grading(self.exercise, workers, seed=1)
        quick = self.exercise.checks[: quick_checks(self.exercise, grading)]
        self._quick = {one.title for one in quick}
        self.making = Making(self.exercise, workers)
        self._fresh = [probes_of(self.exercise, f"fresh {seed}") for seed in range(seeds)]
        self._summaries = summaries(self.exercise.probes)
        self._batch = Batch(
            workers, author_limits(self.exercise).memory_bytes, data=self.exercise.data_files
        )
        self._of_cases: dict[tuple[Sources, str, int], dict[int, Answered]] = {}

    def close(self) -> None:
        """End all processes."""
        self.making.close()
        self._batch.close()

    def book(self, right: Sequence[Example], mistakes: Sequence[Example]) -> Casebook:
        """The casebook made from these."""
        return Casebook(self.making.body(right=right, mistakes=mistakes))

    def gradings(self, book: Casebook) -> tuple[Grading, Grading]:
        """With both halves, and as at a student's."""
        whole = self.exercise.with_checks(self._quick)
        shown = self.shown.with_checks(self._quick)
        return (
            Grading(whole, self._workers, seed=1, probing=book),
            Grading(shown, self._workers, seed=1, probing=book),
        )

    def tried(self, left_out: Example, every: int, first: int) -> Iterator[tuple[Tried, Casebook]]:
        """Slips in a variant, graded with a casebook that was made without it."""
        assert self.exercise.solution is not None
        others = [one for one in self.exercise.accepted if one is not left_out]
        book = self.book([self.exercise.solution, *others], self.exercise.mistakes)
        there, here = self.gradings(book)
        made = list(slips_in(left_out.text, self.exercise))[first::every]

        def grade(slip: Slip) -> Tried | None:
            submission = Submission("submit.py", (("submit.py", slip.text),), "")
            there.answers.warm_up()
            sighting = there.observe(submission)
            report = there.judge(submission, sighting)
            if report.score == report.max_score:
                return None
            own = [
                check.call.function == slip.function
                for check, asked in zip(there.exercise.checks, there.questions, strict=True)
                for _ in asked
            ]
            seen = zip(own, sighting.observations, strict=False)
            returns = any(is_own and isinstance(each, Returned) for is_own, each in seen)
            return Tried(slip, report, here.report(submission), returns)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for one in pool.map(grade, made):
                if one is not None:
                    yield one, book

    def is_true(self, one: Tried, book: Casebook) -> bool:
        """Whether what is told also holds for probes with other numbers."""
        cause, function = one.cause, one.slip.function
        assert cause is not None
        if cause.kind == "error":
            return True  # it was raised
        if cause.kind == "trait":
            return all(self._has_trait(one, cause, probes, book) for probes in self._fresh)
        told = [
            sources
            for case, sources in self.making.sources.items()
            if (case.function, case.kind, case.name) == (function, cause.kind, cause.name)
        ]
        return any(
            all(self._same(one.slip, sources, seed) for seed in range(len(self._fresh)))
            for sources in told
        )

    def _same(self, slip: Slip, sources: Sources, seed: int) -> bool:
        ours = self._answers(slip.function, _submitted(slip), self._fresh[seed])
        theirs = self._of_case(slip.function, sources, seed)
        return all(
            number in theirs and alike(each.probe, each.trace, theirs[number].trace)
            for number, each in ours.items()
            if not each.probe.looks_at_defaults
        )

    def _of_case(self, function: str, sources: Sources, seed: int) -> dict[int, Answered]:
        """What a case shows with that seed, which many slips are compared with."""
        key = sources, function, seed
        if key not in self._of_cases:
            self._of_cases[key] = self._answers(function, sources, self._fresh[seed])
        return self._of_cases[key]

    def _has_trait(self, one: Tried, cause: Cause, probes: Sequence[Probe], book: Casebook) -> bool:
        function = one.slip.function
        if cause.name in helpers.TEXTS:
            return self._has_helper(one, cause, probes, book)
        found = unnatural(
            function,
            self._answers(function, _submitted(one.slip), probes),
            self.exercise.parameters().get(function, ()),
            book.natural,
            book.body.defaults.get(function),
        )
        return any(trait.name == cause.name for trait in found)

    def _has_helper(
        self, one: Tried, cause: Cause, probes: Sequence[Probe], book: Casebook
    ) -> bool:
        """Whether a function that it uses does that with other numbers, too."""
        fresh = Casebook(Body({}, {}, {}, tuple(probes), (), (), {}, book.body.natural))
        for helper in set(self.exercise.functions) - {one.slip.function}:
            asked = helpers.questions(fresh, helper)
            probed = self._probed(_submitted(one.slip), asked)
            parameters = self.exercise.parameters().get(helper, ())
            found = helpers.cause(fresh, one.slip.function, helper, parameters, probed)
            if found is not None and found.name == cause.name:
                return True
        return False

    def _answers(
        self, function: str, sources: Sources, probes: Sequence[Probe]
    ) -> dict[int, Answered]:
        asked = [one.question for one in probes if one.question.function == function]
        book = Casebook(Body({}, {}, {}, tuple(probes), (), (), {}))
        return answers_to_probes(book, function, self._probed(sources, asked), self._summaries)

    def _probed(self, sources: Sources, asked: Sequence[Question]) -> dict[str, Observation]:
        """The answers, by digest; none if a process was lost over them."""
        seen = self._batch.observe(sources, asked, SECONDS) or []
        return dict(zip((one.digest for one in asked), seen, strict=False))

    def without_mistakes(self) -> list[tuple[str, Cause | None]]:
        """The cause of each written mistake, from a casebook that has none of them."""
        assert self.exercise.solution is not None
        book = self.book([self.exercise.solution, *self.exercise.accepted], [])
        grading, _ = self.gradings(book)
        found = []
        for mistake in self.exercise.mistakes:
            report = grading.report(submitted(mistake))
            lost = {one.function for one in report.verdicts if one.score < one.max_score}
            causes = [one for one in report.all_causes if one.function in lost]
            found.append((mistake.name, causes[0] if causes else None))
        return found


def _submitted(slip: Slip) -> Sources:
    return (("submit.py", slip.text),)


def _share(ones: Sequence[bool]) -> str:
    return f"{sum(ones)} of {len(ones)} ({sum(ones) / max(1, len(ones)):.1%})"


def main() -> None:
    """Print a table by operator, and the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise")
    parser.add_argument("--variants", type=int, help="Leave out the first N variants only.")
    parser.add_argument("--every", type=int, default=1, help="Grade every Nth slip only.")
    parser.add_argument("--seeds", type=int, default=20, help="Ask again with N seeds.")
    parser.add_argument("--list", action="store_true", help="List those without a case.")
    chosen = parser.parse_args()
    workers = start.start_workers(PLAIN, start.default_jobs())
    bench = Bench(chosen.exercise, workers, chosen.seeds)
    found: dict[str, list[Tried]] = defaultdict(list)
    true: list[bool] = []
    try:
        for number, variant in enumerate(bench.exercise.accepted[: chosen.variants]):
            start_at = number % chosen.every
            told: list[tuple[Tried, Casebook]] = []
            for one, book in bench.tried(variant, chosen.every, start_at):
                found[one.slip.operator.name].append(one)
                found["all"].append(one)
                if one.cause:
                    told.append((one, book))
                of_a_case = one.kind in ("mistake", "slip") and one.same_at_home
                if chosen.list and not (of_a_case and one.alone):
                    print(f"{variant.name}: {_line(one, variant)}")
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                for (one, _), is_true in zip(
                    told, pool.map(lambda pair: bench.is_true(*pair), told), strict=True
                ):
                    true.append(is_true)
                    if not is_true:
                        print(f"FALSE {variant.name}: {_line(one, variant)}")
            print(f"{variant.name}: {len(told)} causes", flush=True)
        removed = bench.without_mistakes()
    finally:
        bench.close()
        workers.close()
    _table(found)
    every = found["all"]
    numbers = [one.alone for one in every if one.returns]
    caused = [one for one in every if one.kind]
    cases = [one.kind in ("mistake", "slip") for one in every]
    print(f"a cause: {_share([bool(one.kind) for one in every])}; of a case: {_share(cases)}")
    print(f"false causes: {true.count(False)} of {len(true)}, each on {chosen.seeds} seeds")
    print(f"still returns numbers, and costs its function alone: {_share(numbers)}")
    print(f"the same cause at a student's: {_share([one.same_at_home for one in caused])}")
    print(f"removed mistakes with a cause: {_share([bool(cause) for _, cause in removed])}")
    print("without: " + ", ".join(name for name, cause in removed if cause is None))


def _line(one: Tried, variant: Example) -> str:
    """What is told of a slip, and the lines that it changed."""
    told = f"{one.kind} {one.cause.name}" if one.cause else "nothing"
    home = "" if one.same_at_home else ", not at home"
    before, after = (
        ast.unparse(ast.parse(text)).splitlines() for text in (variant.text, one.slip.text)
    )
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "-+"]
    changed = " | ".join(" ".join(line.split()) for line in lines[:4])
    alone = "" if one.alone or not one.returns else ", costs others too"
    return f"{one.slip.operator.name} in {one.slip.function}: {told}{home}{alone}: {changed}"


def _table(found: dict[str, list[Tried]]) -> None:
    kinds = "".join(f"{kind:>9}" for kind in (*KINDS, "none"))
    print(f"{'operator':36} {'lose points':>11}{kinds}  one function")
    for name, ones in sorted(found.items()):
        counts = "".join(f"{sum(o.kind == kind for o in ones):9}" for kind in (*KINDS, ""))
        print(f"{name:36} {len(ones):11}{counts} {sum(one.alone for one in ones):13}")


if __name__ == "__main__":
    main()
