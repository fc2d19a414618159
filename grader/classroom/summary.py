"""A class at a glance: scores, checks, causes, and how each student did."""

import heapq
import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from grader.classroom.attempt import Attempt, Student
from grader.classroom.same_text import is_written, text_digest
from grader.course.final import Final
from grader.printable import first_sentence, one_line
from grader.report import Cause, CauseKind, Event, Outcome, Report, Verdict

MAX_BINS = 10
MAX_FAILED_BY = 12
MAX_SLOWEST = 5

MIN_ALIKE = 2

# What is known of a student who misses points without a known cause.
Unexplained = Literal["unreadable", "not_written", "out_of_time", "raised", "missing", "unknown"]
KINDS: tuple[Unexplained, ...] = get_args(Unexplained)  # the most telling first
BY_EVENT: dict[Event | None, Unexplained] = {
    "syntax_error": "unreadable",
    "not_written": "not_written",
}
BY_OUTCOME: dict[Outcome, Unexplained] = {
    "timeout": "out_of_time",
    "raised": "raised",
    "out_of_memory": "raised",
    "crashed": "raised",
    "missing": "missing",
}
# the title of a check and its function: after an edit, two functions may have had the same title
CheckKey = tuple[str, str]
# What can be written up if nobody has yet. The others are known for what they are.
WORTH_WRITING_UP = ("unknown", "raised")


class CauseKey(NamedTuple):
    """What students with the same cause share.

    A mistake is one for all functions that it shows in. Of the others, two are the same only if
    they are told in the same words: a trait may be about another argument.
    """

    kind: CauseKind
    name: str
    function: str = ""
    text: str = ""


class AlikeKey(NamedTuple):
    """A function without a known cause, and a digest of what it showed."""

    function: str
    digest: str


class Standing(NamedTuple):
    """How one student did: what is kept of a report after reading it."""

    student: Student
    graded: bool
    reason: str  # why it was not graded
    score: float
    max_score: float
    full_marks: bool
    seconds: float
    failed: tuple[CheckKey, ...]
    causes: tuple[CauseKey, ...]
    alike: tuple[AlikeKey, ...]
    unexplained: Unexplained | None
    final: Final | None = None

    @property
    def explained(self) -> str:
        """Why there is no score, to be read right after the student's name."""
        called = f"{self.student.called} "
        if self.reason.startswith(called):  # most reasons begin with the name
            return self.reason[len(called) - 1 :]
        return f": {self.reason}"


class Bin(NamedTuple):
    """How many students have this many points, such as "4 to 5"."""

    points: str
    students: int


class Rate(NamedTuple):
    """How many of the graded students pass a check, and the first of those who fail it."""

    title: str
    function: str
    passed: int
    of: int
    failed_by: tuple[Standing, ...]

    @property
    def failed(self) -> int:
        """How many fail it."""
        return self.of - self.passed

    @property
    def left_out(self) -> int:
        """How many of those who fail it are not in `failed_by`."""
        return self.failed - len(self.failed_by)


class Shared(NamedTuple):
    """A cause, what students read about it, the first sentence of that, and who shows it.

    `function` is empty for a mistake, which may show in several.
    """

    kind: CauseKind
    name: str
    function: str
    feedback: str
    gist: str
    shown_by: tuple[Standing, ...]


class Alike(NamedTuple):
    """A function that shows the same for several students, for no known cause: what, and whose."""

    function: str
    observed: str
    shown_by: tuple[Standing, ...]


@dataclass(frozen=True)
class Summary:
    """A class at a glance.

    Scores are those of graded students; `mean` and `median` are None if there are none.
    """

    standings: tuple[Standing, ...]
    graded: int
    full_marks: int
    max_score: float
    mean: float | None
    median: float | None
    scores: tuple[Bin, ...]
    not_graded: tuple[Standing, ...]
    checks: tuple[Rate, ...]
    causes: tuple[Shared, ...]  # the most frequent first
    alike: tuple[Alike, ...]  # the largest first
    same_text: tuple[tuple[Standing, ...], ...]  # the largest first
    unexplained: dict[Unexplained, tuple[Standing, ...]]
    slowest: tuple[Standing, ...]
    isolation: tuple[str, ...]

    @property
    def students(self) -> int:
        """How many students there are."""
        return len(self.standings)

    @property
    def finals(self) -> list[tuple[str, Final]]:
        """The final points by what a student is called, where they are known."""
        return [(one.student.called, one.final) for one in self.standings if one.final]

    @property
    def final_points(self) -> list[float]:
        """The final points of everybody who has some; none if they are all as graded."""
        finals = [one for _, one in self.finals]
        if all(one.points == one.graded for one in finals):
            return []
        return [one.points for one in finals if one.points is not None]

    @property
    def functions(self) -> dict[str, list[Rate]]:
        """The checks of each function."""
        grouped: dict[str, list[Rate]] = {}
        for rate in self.checks:
            grouped.setdefault(rate.function, []).append(rate)
        return grouped


def summarise(attempts: Iterable[Attempt], stub: Iterable[tuple[str, str]] = ()) -> Summary:
    """A summary of these attempts, one per student, which are read one at a time.

    Who handed in the text of the `stub` is not among those with the same text.
    """
    reading = _Reading(stub)
    for attempt in attempts:
        reading.take(attempt)
    return reading.summary()


class _Reading:
    """Reads attempts, and keeps a standing of each and the texts that they share."""

    def __init__(self, stub: Iterable[tuple[str, str]]) -> None:
        self._standings: list[Standing] = []
        self._stub = text_digest(stub)
        self._texts: dict[bytes, list[Standing]] = {}
        self._judged: Counter[CheckKey] = Counter()
        self._checks: dict[CheckKey, CheckKey] = {}
        self._causes: dict[CauseKey, tuple[CauseKey, str, str]] = {}
        self._alike: dict[AlikeKey, tuple[AlikeKey, str]] = {}
        self._isolation: set[str] = set()

    def take(self, attempt: Attempt) -> None:
        """Read one attempt."""
        report = attempt.report
        if report.status != "graded":
            self._standings.append(_standing(attempt))
            return
        self._isolation.add(report.isolation)
        # a mistake that shows in two functions counts once
        causes = tuple(dict.fromkeys(map(self._cause(report), _costly(report))))
        failed, alike = tuple(self._failed(report)), tuple(self._showing(report))
        standing = _standing(attempt, failed, causes, alike)
        self._standings.append(standing)
        submission = attempt.submission
        if submission is not None and is_written(report):
            text = text_digest(submission.sources)
            if text != self._stub:
                self._texts.setdefault(text, []).append(standing)

    def _cause(self, report: Report) -> Callable[[Cause], CauseKey]:
        gists = {one.mistake: one.gist for one in report.verdicts if one.mistake}

        def key_of(cause: Cause) -> CauseKey:
            known = cause.kind == "mistake"
            key = CauseKey(cause.kind, cause.name)
            key = key if known else key._replace(function=cause.function, text=cause.text)
            gist = gists.get(cause.name) if known else first_sentence(cause.text)
            # one object for the whole class
            return self._causes.setdefault(key, (key, cause.text, gist or cause.text))[0]

        return key_of

    def _showing(self, report: Report) -> Iterator[AlikeKey]:
        """The functions without a known cause that somebody may write up."""
        for function, digest in report.alike.items():
            failed = [
                one
                for one in report.verdicts
                if one.function == function and one.outcome != "passed"
            ]
            if failed and all(_kind_of(one) in WORTH_WRITING_UP for one in failed):
                key = AlikeKey(function, digest)
                yield self._alike.setdefault(key, (key, one_line(failed[0].observed)))[0]

    def _failed(self, report: Report) -> Iterator[CheckKey]:
        """The checks that the report says were failed, while counting all of them."""
        for verdict in report.verdicts:
            key = (verdict.check, verdict.function)
            key = self._checks.setdefault(key, key)  # one object for the whole class
            self._judged[key] += 1
            if verdict.outcome != "passed":
                yield key

    def summary(self) -> Summary:
        """The summary of all that were read."""
        graded = [one for one in self._standings if one.graded]
        scores = [float(one.score) for one in graded]
        most = max((one.max_score for one in graded), default=0.0)
        alike = _alike(self._alike, graded)
        return Summary(
            standings=tuple(self._standings),
            graded=len(graded),
            full_marks=sum(one.full_marks for one in graded),
            max_score=most,
            mean=statistics.fmean(scores) if scores else None,
            median=statistics.median(scores) if scores else None,
            scores=tuple(_bins(scores, most)),
            not_graded=tuple(one for one in self._standings if not one.graded),
            checks=tuple(_rates(self._judged, graded)),
            causes=tuple(_shared(self._causes, graded)),
            alike=alike,
            same_text=tuple(
                sorted(
                    (tuple(ones) for ones in self._texts.values() if len(ones) >= MIN_ALIKE),
                    key=len,
                    reverse=True,
                )
            ),
            unexplained=_unexplained(graded, alike),
            slowest=tuple(heapq.nlargest(MAX_SLOWEST, graded, key=lambda one: one.seconds)),
            isolation=tuple(sorted(self._isolation)),
        )


def _costly(report: Report) -> Iterator[Cause]:
    """The causes that cost points."""
    return (cause for cause in report.all_causes if cause.checks)


def _standing(
    attempt: Attempt,
    failed: tuple[CheckKey, ...] = (),
    causes: tuple[CauseKey, ...] = (),
    alike: tuple[AlikeKey, ...] = (),
) -> Standing:
    report = attempt.report
    explained = report.status != "graded" or report.full_marks or causes
    return Standing(
        student=attempt.student,
        graded=report.status == "graded",
        reason=one_line(report.reason or ""),
        score=report.score,
        max_score=report.max_score,
        full_marks=report.full_marks,
        seconds=report.seconds,
        failed=failed,
        causes=causes,
        alike=alike,
        unexplained=None if explained else _kind(report),
        final=attempt.final,
    )


def _kind(report: Report) -> Unexplained:
    if report.unreadable:
        return "unreadable"
    kinds = {_kind_of(one) for one in report.verdicts if one.outcome != "passed"}
    return next((kind for kind in KINDS if kind in kinds), "unknown")


def _kind_of(verdict: Verdict) -> Unexplained:
    return BY_EVENT.get(verdict.event) or BY_OUTCOME.get(verdict.outcome, "unknown")


def _bins(scores: Sequence[float], most: float) -> Iterable[Bin]:
    """At most ten bins of whole points, and one for the full score."""
    width = max(1, math.ceil(most / MAX_BINS))
    counts = Counter(-1 if score >= most else int(score // width) for score in scores)
    whole = float(most).is_integer() and all(score.is_integer() for score in scores)
    for number in range(math.ceil(most / width)) if scores else ():
        low = number * width
        high = min(low + width, most)
        if whole:
            points = f"{low:g} to {high - 1:g}" if high - 1 > low else f"{low:g}"
        else:
            points = f"{low:g} to below {high:g}"
        yield Bin(points, counts[number])
    if scores:
        yield Bin(f"{most:g}", counts[-1])


def _rates(judged: Counter[CheckKey], graded: Iterable[Standing]) -> Iterable[Rate]:
    failed: Counter[CheckKey] = Counter()
    failed_by: dict[CheckKey, list[Standing]] = {check: [] for check in judged}
    for one in graded:
        failed.update(one.failed)
        for check in one.failed:
            if len(failed_by[check]) < MAX_FAILED_BY:
                failed_by[check].append(one)
    for check, of in judged.items():
        yield Rate(*check, of - failed[check], of, tuple(failed_by[check]))


def _shared(
    texts: Mapping[CauseKey, tuple[CauseKey, str, str]], graded: Iterable[Standing]
) -> list[Shared]:
    shown_by: dict[CauseKey, list[Standing]] = {key: [] for key in texts}
    for one in graded:
        for key in one.causes:
            shown_by[key].append(one)
    found = [
        Shared(key.kind, key.name, key.function, text, gist, tuple(shown_by[key]))
        for key, text, gist in texts.values()
    ]
    return sorted(found, key=lambda one: (-len(one.shown_by), one.name, one.function))


def _alike(
    texts: Mapping[AlikeKey, tuple[AlikeKey, str]], graded: Iterable[Standing]
) -> tuple[Alike, ...]:
    """The groups of students of whom a function shows the same, for no known cause."""
    shown_by: dict[AlikeKey, list[Standing]] = {key: [] for key in texts}
    for one in graded:
        for key in one.alike:
            shown_by[key].append(one)
    found = [
        Alike(key.function, observed, tuple(shown_by[key]))
        for key, observed in texts.values()
        if len(shown_by[key]) >= MIN_ALIKE
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.shown_by), one.function, one.observed)))


def _unexplained(
    graded: Iterable[Standing], alike: Iterable[Alike]
) -> dict[Unexplained, tuple[Standing, ...]]:
    """The students without a known cause who are in no group."""
    grouped = {one.student.student for group in alike for one in group.shown_by}
    found: dict[Unexplained, list[Standing]] = {kind: [] for kind in KINDS}
    for one in graded:
        if one.unexplained and one.student.student not in grouped:
            found[one.unexplained].append(one)
    return {kind: tuple(ones) for kind, ones in found.items() if ones}
