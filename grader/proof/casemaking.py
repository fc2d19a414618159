"""Makes the casebook of an exercise: what its mistakes, and slips in right code, show to probes."""

import ast
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from grader.causes.answered import Answered
from grader.causes.casebook import Body, Case, Casebook, digest_of, inputs
from grader.causes.naming import answers_to_probes
from grader.causes.probes import Probe, probes_of
from grader.causes.traces import Short, Trace, alike, largest, rounded, says_much, summaries, trace
from grader.causes.traits import traits
from grader.exercise.examples import Example, Sources
from grader.exercise.loading import Exercise
from grader.grading.limits import author_limits
from grader.grading.one import Grading
from grader.judging.judge import Asked, judge, no_words
from grader.observations import Observation
from grader.proof.batch import Batch
from grader.proof.margins import quick_checks, submitted
from grader.proof.slipping import slips_in
from grader.report import Verdict
from grader.sandbox.workers import Workers
from grader.slips.operators import OPERATORS
from grader.slips.slips import Slip

SEED = 0
LARGE = 1e3
# far slower than any solution; a long probe makes hundreds of steps
SHORT_SECONDS, LONG_SECONDS = 5.0, 10.0
DRAWS = 40  # of what is random, to probes and to checks
PASSED, FAILED, EITHER = "p", "f", "?"


class Candidate(NamedTuple):
    """Code that may be a case: a mistake, or a slip in one function of right code."""

    kind: Literal["mistake", "slip"]
    name: str
    text: str
    sources: Sources
    function: str


@dataclass
class Found:
    """A behaviour, the first candidate that shows it, and how its checks come out."""

    candidate: Candidate
    traces: dict[int, Trace]
    checks: str = ""
    # every first probe raises, and others lead to the same error, so it tells nothing more
    is_vague: bool = False
    sketch: str | float | None = None  # the first thing that tells it from most others

    @property
    def function(self) -> str:
        """The function that behaves so."""
        return self.candidate.function


def make(
    exercise: Exercise,
    workers: Workers,
    progress: Callable[[int], None] = lambda done: None,
    *,
    right: Sequence[Example] | None = None,
    mistakes: Sequence[Example] | None = None,
) -> Body:
    """The casebook of an exercise with both halves; `progress` is called with the number done.

    Slips are made in the `right` examples, by default in the solution and all accepted variants.
    """
    making = Making(exercise, workers, progress)
    try:
        return making.body(
            right=[*_right(exercise)] if right is None else right,
            mistakes=exercise.mistakes if mistakes is None else mistakes,
        )
    finally:
        making.close()


def count_of(exercise: Exercise) -> int:
    """How many mistakes and slips a casebook is made from."""
    return len(exercise.mistakes) + len(_by_operator(exercise, [*_right(exercise)]))


def _right(exercise: Exercise) -> Iterator[Example]:
    assert exercise.solution is not None, "a casebook is made from the solution"
    yield exercise.solution
    yield from exercise.accepted


class Making:
    """Makes casebooks of one exercise; what code has shown once is not asked for again.

    `sources` has, for each case of the last casebook, the code that showed it.
    """

    def __init__(
        self,
        exercise: Exercise,
        workers: Workers,
        progress: Callable[[int], None] = lambda done: None,
    ) -> None:
        self.sources: dict[Case, Sources] = {}
        self._known: dict[Candidate, dict[int, Trace] | None] = {}
        self._patterns: dict[Candidate, str] = {}
        self._exercise = exercise
        self._progress = progress
        self._probes = probes_of(exercise)
        self._summaries = summaries(exercise.probes)
        self._limits = author_limits(exercise)
        self._batch = Batch(workers, self._limits.memory_bytes, data=exercise.data_files)
        checks = {
            function: tuple(
                digest_of(one.title) for one in exercise.checks if one.call.function == function
            )
            for function in exercise.functions
        }
        self._empty = Body(inputs(exercise), {}, checks, tuple(self._probes), (), (), {})
        self._blank = Casebook(self._empty)
        # the last calls are the most general ones: what is not alike shows there first
        self._telling = {
            function: sorted(
                self._blank.of(function).items(),
                key=lambda one: (one[1].looks_at_defaults, -one[0]),
            )
            for function in exercise.functions
        }
        # what every slip is asked, as most show by then what they are like, and what few are asked
        self._first: dict[str, dict[int, Probe]] = {}
        self._others: dict[str, dict[int, Probe]] = {}
        for function in exercise.functions:
            ones = self._blank.of(function)
            first = {
                n: one for n, one in ones.items() if not one.question.is_long and one.varied is None
            }
            self._first[function] = first
            self._others[function] = {n: one for n, one in ones.items() if n not in first}
        whole = Grading(exercise, workers, SEED, probing=self._blank)
        quick = replace(exercise, checks=exercise.checks[: quick_checks(exercise, whole)])
        # checks that take long say little about causes
        self._grading = Grading(quick, workers, SEED, probing=self._blank)

    def close(self) -> None:
        """End the processes that are left."""
        self._batch.close()

    def body(self, right: Sequence[Example], mistakes: Sequence[Example]) -> Body:
        """The casebook as data, with slips made in the `right` examples."""
        made = _by_operator(self._exercise, right)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            solved = list(pool.map(self._answers_of_right, right))
            self._solution = {function: _traces(ones) for function, ones in solved[0].items()}
            natural = {
                trait.key(function)
                for answers in solved
                for function, ones in answers.items()
                for trait in traits(ones, self._exercise.parameters().get(function, ()))
            }
            self._draws = self._drawn(right[0])
            self._found: dict[str, list[Found]] = {one: [] for one in self._exercise.functions}
            doubtful: list[Found] = []
            resembled: dict[int, Found] = {}
            for done, shown in enumerate(pool.map(self._of_mistake, mistakes), 1):
                for one in shown:
                    self._take_in(one)
                self._progress(done)
            for done, traces in enumerate(pool.map(self._of_slip, made), len(mistakes) + 1):
                candidate = made[done - len(mistakes) - 1]
                if traces is not None:
                    found = Found(candidate, traces)
                    known = self._take_in(found)
                    resembled |= {id(one): one for one in known}
                    doubtful += [found] * bool(known)
                self._progress(done)
            # the other probes may tell apart what the first ones do not
            list(pool.map(self._with_all, resembled.values()))
            for one in filter(None, pool.map(self._with_all, doubtful)):
                self._take_in(one)
            every = [one for ones in self._found.values() for one in ones if not one.is_vague]
            complete = [one for one in pool.map(self._completed, every) if one is not None]
        return self._written([one for one in complete if FAILED in one.checks], natural)

    def _answers_of_right(self, example: Example) -> dict[str, dict[int, Answered]]:
        questions = [probe.question for probe in self._probes]
        seen = (
            self._batch.observe(example.sources, questions, self._limits.submission_seconds) or []
        )
        probed = dict(zip((one.digest for one in questions), seen, strict=False))
        return {one: self._answers(one, probed) for one in self._exercise.functions}

    def _answers(self, function: str, probed: dict[str, Observation]) -> dict[int, Answered]:
        return answers_to_probes(self._blank, function, probed, self._summaries)

    def _drawn(self, example: Example) -> dict[str, dict[int, list[Trace]]]:
        """What right code shows to the probes of what is random, many times over."""
        found: dict[str, dict[int, list[Trace]]] = {}
        for function in self._exercise.functions:
            probes = self._blank.of(function)
            for number, probe in probes.items():
                if all(view.by != "summary" for view in probe.views):
                    continue
                asked = [probe.question] * DRAWS
                seconds = self._limits.submission_seconds
                seen = self._batch.observe(example.sources, asked, seconds) or []
                traces = [trace(probe, one, self._summaries) for one in seen]
                kept = [one for one in traces if one is not None]
                found.setdefault(function, {})[number] = kept
        return found

    def _of_slip(self, candidate: Candidate) -> dict[int, Trace] | None:
        """What a slip shows to the first probes, and to all if it seems right by these.

        None if it is slow or tells nothing.
        """
        if candidate in self._known:
            return self._known[candidate]
        traces = self._probed(candidate, first=True)
        if traces is not None and self._same(candidate.function, traces, self._solution):
            more = self._probed(candidate, first=False)
            traces = None if more is None else traces | more
        self._known[candidate] = traces
        return traces

    def _probed(self, candidate: Candidate, *, first: bool) -> dict[int, Trace] | None:
        """What a candidate shows to the first probes, which are quick, or to the others."""
        probes = (self._first if first else self._others)[candidate.function]
        questions = [probe.question for probe in probes.values()]
        seconds = SHORT_SECONDS if first else LONG_SECONDS
        seen = self._batch.observe(candidate.sources, questions, seconds)
        if seen is None:
            return None
        probed = dict(zip((one.digest for one in questions), seen, strict=True))
        traces = _traces(self._answers(candidate.function, probed))
        return traces if len(traces) == len(questions) else None

    def _of_mistake(self, mistake: Example) -> list[Found]:
        """The functions that a mistake gets wrong, and what each shows beside right ones."""
        submission = submitted(mistake)
        sighting = self._grading.observe(submission)
        report = self._grading.judge(submission, sighting)
        shown = []
        failed = [one for one in report.verdicts if one.outcome != "passed"]
        for function in dict.fromkeys(one.function for one in failed):
            again = sighting.again.get(function)
            probed = again.probed if again is not None else sighting.probed
            traces = _traces(self._answers(function, probed))
            candidate = Candidate(
                "mistake", mistake.name, mistake.docstring, mistake.sources, function
            )
            if len(traces) == len(self._blank.of(function)):
                shown.append(Found(candidate, traces, self._pattern(function, report.verdicts)))
        return shown

    def _take_in(self, one: Found) -> list[Found]:
        """Keep a behaviour that is neither right nor known.

        Returns what it resembles by the probes that both were asked, if others may tell them apart
        and their causes are not the same.
        """
        known = self._found[one.function]
        if self._seems_right(one):
            return []
        one.sketch = self._sketched(one)
        alike = [
            other
            for other in known
            if not _are_apart(one.sketch, other.sketch)
            and self._same(one.function, one.traces, {one.function: other.traces})
        ]
        if one.candidate.kind == "mistake" or not alike:
            one.is_vague = one.candidate.kind == "slip" and self._only_raises_anything(one)
            known.append(one)
            return []
        if any(other.candidate.name == one.candidate.name for other in alike):
            return []
        if not self._returns(one):
            for other in alike:
                other.is_vague |= other.candidate.kind == "slip"
            return []
        number = len(self._blank.of(one.function))
        return alike if any(len(each.traces) < number for each in (one, *alike)) else []

    def _sketched(self, one: Found) -> str | float | None:
        """An error, or the first number that the most telling probe shows."""
        first = self._first[one.function]
        number, probe = next(ones for ones in self._telling[one.function] if ones[0] in first)
        seen: Trace | Short = one.traces.get(number)
        if any(view.by == "summary" for view in probe.views):  # close by a tolerance of its own
            return None
        if isinstance(seen, str):
            return seen
        if not largest(seen) < LARGE:  # what is close to such numbers is for `alike` to say
            return None
        while isinstance(seen, list):
            seen = seen[0] if seen else None
        return float(seen) if isinstance(seen, int | float) and not isinstance(seen, bool) else None

    def _returns(self, one: Found) -> bool:
        """Whether some call returned."""
        return any(
            isinstance(one.traces[number], list)
            for number, probe in self._blank.of(one.function).items()
            if number in one.traces and not probe.looks_at_defaults
        )

    def _only_raises_anything(self, one: Found) -> bool:
        """Whether all calls raise an error that much else leads to, too, such as a typo."""
        errors = [seen for seen in one.traces.values() if isinstance(seen, str)]
        return not self._returns(one) and not any(map(says_much, errors))

    def _with_all(self, found: Found) -> Found | None:
        """With the answers to all probes; None if it is slow."""
        if len(found.traces) < len(self._blank.of(found.function)):
            more = self._probed(found.candidate, first=False)
            if more is None:
                return None
            found.traces |= more
        return found

    def _seems_right(self, one: Found) -> bool:
        """Whether right code may show the same: for what is random, whether some draw is close."""
        drawn = self._draws.get(one.function, {})
        return all(
            any(alike(_twice_as_far(probe), trace, draw) for draw in drawn[number])
            if number in drawn
            else alike(probe, trace, self._solution[one.function][number])
            for number, probe in self._blank.of(one.function).items()
            if (trace := one.traces.get(number)) is not None
        )

    def _same(
        self, function: str, one: dict[int, Trace], others: dict[str, dict[int, Trace]]
    ) -> bool:
        """Whether two show the same to all probes that both were asked."""
        other = others[function]
        return all(
            alike(probe, one[number], other[number])
            for number, probe in self._telling[function]
            if number in one and number in other
        )

    def _completed(self, found: Found) -> Found | None:
        """With the answers to all probes, and how the checks come out; None if it is slow."""
        if self._with_all(found) is None:
            return None
        if not found.checks or found.function in self._draws:
            if found.candidate not in self._patterns:
                self._patterns[found.candidate] = self._asked_pattern(found.candidate)
            found.checks = _merged(found.checks, self._patterns[found.candidate])
        return found

    def _asked_pattern(self, candidate: Candidate) -> str:
        """How the checks of its function come out; either way where chance decides.

        Checks that make long runs are asked only where all others pass: they take most of the time.
        """
        times = DRAWS if candidate.function in self._draws else 1
        for with_long in (False, True):
            askings = self._verdicts(candidate, times, with_long=with_long)
            patterns = [self._pattern(candidate.function, verdicts) for verdicts in askings]
            pattern = reduce(_merged, patterns)
            if FAILED in pattern:
                break
        return pattern

    def _pattern(self, function: str, verdicts: Iterable[Verdict]) -> str:
        """How the checks of a function come out; either way where one was not asked."""
        its = (one for one in verdicts if one.function == function)
        passed = {digest_of(one.check): one.outcome == "passed" for one in its}
        letter = {True: PASSED, False: FAILED, None: EITHER}
        return "".join(letter[passed.get(digest)] for digest in self._empty.checks[function])

    def _verdicts(self, slip: Candidate, times: int, *, with_long: bool) -> list[list[Verdict]]:
        """The checks of the function in which the slip is, so many times; all others are right."""
        grading, answers = self._grading, self._grading.answers.of_solution()
        assert answers is not None
        checks = zip(grading.exercise.checks, grading.questions, answers, strict=True)
        own = [
            one
            for one in checks
            if one[0].call.function == slip.function
            and (with_long or not any(map(self._exercise.is_long, one[1])))
        ]
        questions = [question for _, asked, _ in own for question in asked]
        seen = self._batch.observe(slip.sources, questions * times, LONG_SECONDS * times)
        if seen is None:
            return [[]]
        rest = iter(seen)
        return [
            judge([Asked(*one, tuple(islice(rest, len(one[1])))) for one in own], no_words)
            for _ in range(times)
        ]

    def _defaults_of_stub(self) -> dict[str, Short]:
        """The default values in the stub, which is what students start from."""
        answers = self._answers_of_right(self._exercise.stub())
        return {
            function: one.trace[0]
            for function, ones in answers.items()
            for one in ones.values()
            if one.probe.looks_at_defaults and not isinstance(one.trace, str)
        }

    def _written(self, found: Sequence[Found], natural: Iterable[str]) -> Body:
        table: dict[str, tuple[int, Trace]] = {}

        def place(probe: Probe, one: Trace, right: Trace | None) -> int | None:
            if probe.looks_at_defaults and right is not None and alike(probe, one, right):
                return None
            short = one if isinstance(one, str) else rounded(one)
            assert isinstance(short, str | list)
            while isinstance(short, list) and short and short[-1] is True:
                short.pop()
            number, _ = table.setdefault(repr(short), (len(table), short))
            return number

        self.sources = {}
        texts = {}
        for one in found:
            right = self._solution[one.function]
            traces = tuple(
                place(probe, one.traces[number], right.get(number))
                for number, probe in self._blank.of(one.function).items()
            )
            case = Case(one.function, one.candidate.kind, one.candidate.name, traces, one.checks)
            self.sources.setdefault(case, one.candidate.sources)
            texts[case.told_by] = one.candidate.text
        return msgspec.structs.replace(
            self._empty,
            texts=texts,
            table=tuple(trace for _, trace in table.values()),
            cases=tuple(self.sources),
            defaults=self._defaults_of_stub(),
            natural=tuple(sorted(natural)),
        )


def _merged(one: str, other: str) -> str:
    """Where two patterns differ, either; without letters, or where nothing was asked, the other."""
    if not one or not other.strip(EITHER):
        return one or other
    return "".join(a if a == b else EITHER for a, b in zip(one, other, strict=True))


def _are_apart(one: str | float | None, other: str | float | None) -> bool:
    """Whether two sketches cannot be of equal behaviours; a quick test before the whole one."""
    if isinstance(one, str) or isinstance(other, str):
        return one != other
    if one is None or other is None:
        return False
    return abs(one - other) > 0.01 * (1 + abs(one) + abs(other))


def _twice_as_far(probe: Probe) -> Probe:
    views = tuple(
        msgspec.structs.replace(view, relative=2 * view.relative, absolute=2 * view.absolute)
        for view in probe.views
    )
    return msgspec.structs.replace(probe, views=views)


def _traces(answers: dict[int, Answered]) -> dict[int, Trace]:
    return {number: one.trace for number, one in answers.items()}


def _definitions(text: str, functions: Collection[str]) -> str:
    """The text without what it runs by itself, such as a training at its end."""
    tree = ast.parse(text)
    tree.body = [one for one in tree.body if not _runs(one, functions)]
    return ast.unparse(tree)


def _runs(statement: ast.stmt, functions: Collection[str]) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        return False
    called = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name)}
    return isinstance(statement, ast.Expr | ast.If | ast.For) or not called.isdisjoint(functions)


def _by_operator(exercise: Exercise, right: Sequence[Example]) -> list[Candidate]:
    """All slips in right code, in the order in which their operators are told apart.

    Of functions that are the same in several examples, slips are made once, and so are slips that
    behave the same in all of them.
    """
    different: dict[tuple[str, str], Slip] = {}
    for example in right:
        numbers: Counter[tuple[str, str]] = Counter()
        for slip in slips_in(_definitions(example.text, exercise.functions), exercise):
            own = slip.own
            if slip.operator.is_everywhere_alike:
                name = slip.operator.name
                numbers[slip.function, name] += 1
                own = f"{name} {numbers[slip.function, name]}"
            different.setdefault((slip.function, own), slip)
    made = sorted(different.values(), key=lambda one: OPERATORS.index(one.operator))
    return [
        Candidate(
            "slip",
            slip.operator.name,
            slip.operator.sentence,
            (("submit.py", slip.text),),
            slip.function,
        )
        for slip in made
    ]
