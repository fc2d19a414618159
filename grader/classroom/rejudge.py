"""Judges old observations again, after points, tolerances, hints or mistakes have changed.

No submission runs again: the gradebook has what was observed. Nothing is written here, so that
people can see what would change and why before they keep it.
"""

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import msgspec

from grader.classroom.grade import digests
from grader.classroom.gradebook import Attempt, Gradebook, Student
from grader.errors import ExerciseChanged
from grader.exercise.loading import Exercise
from grader.grading.one import Grading
from grader.grading.session import Session
from grader.observations import Observation, Sighting
from grader.printable import one_line
from grader.report import Cause, Report, Verdict, remarking


@dataclass(frozen=True)
class Rejudged:
    """An attempt judged again: the report before, the report now, and what differs, in words."""

    attempt: int
    student: Student
    number: int
    before: Report
    after: Report
    reasons: tuple[str, ...]


class Rejudging:
    """Judges the attempts of a gradebook by the exercise as it is now."""

    def __init__(self, session: Session, book: Gradebook) -> None:
        self._session = session
        self._book = book
        self._gradings: dict[int, Grading] = {}  # by seed; an edit meanwhile changes none

    def changes(self) -> Iterator[Rejudged]:
        """Each graded attempt, whether its report changes or not.

        Raises ExerciseChanged when a check asks a question that was not asked before, or a data
        file has changed.
        """
        for attempt in self._book.attempts():
            if attempt.report.status == "graded":
                after = self._judged(attempt)
                reasons = tuple(differences(attempt.report, after))
                yield Rejudged(
                    attempt.id, attempt.student, attempt.number, attempt.report, after, reasons
                )

    def _judged(self, attempt: Attempt) -> Report:
        submission, sighting = attempt.submission, attempt.sighting
        assert submission is not None
        assert sighting is not None
        if attempt.seed not in self._gradings:
            self._gradings[attempt.seed] = self._session.grading(
                self._book.exercise, seed=attempt.seed
            )
        grading = self._gradings[attempt.seed]
        seen: dict[str, deque[Observation]] = {}
        for digest, observation in zip(
            self._book.questions(attempt), sighting.observations, strict=True
        ):
            seen.setdefault(digest, deque()).append(observation)
        try:
            observations = [seen[digest].popleft() for digest in digests(grading)]
        except (KeyError, IndexError):
            raise ExerciseChanged(self._book.exercise, new_questions=True) from None
        report = grading.judge(submission, replace(sighting, observations=observations))
        report = with_earlier_points(attempt.report, report)
        functions = beside_right_by_now(sighting, report)
        report = with_earlier_findings(attempt.report, report, functions)
        if not sighting.probed and not sighting.again:
            report = with_earlier_mistakes(attempt.report, report, grading.exercise)
        # the submission ran in the isolation of that time, not in today's
        report = msgspec.structs.replace(report, isolation=attempt.report.isolation)
        # what else was handed in is known from that time
        kept = (one for one in attempt.report.remarked if one.kind == "beside")
        return remarking(report, *kept)


def with_earlier_points(before: Report, after: Report) -> Report:
    """The report now, with the points of before where nothing is known of a function by now.

    A function that uses a wrong one waits for it, unless it was asked again with a right one. In
    gradebooks of before nobody was asked again: other evidence had let such a check pass.
    """
    earlier = {one.check: one for one in before.verdicts if one.outcome == "passed"}
    waiting = {one.function for one in after.verdicts if one.waits_for}
    verdicts = tuple(
        _at_least(earlier[now.check], now)
        if now.check in earlier and now.function in waiting
        else now
        for now in after.verdicts
    )
    score = sum(verdict.score for verdict in verdicts)
    return msgspec.structs.replace(after, verdicts=verdicts, score=score)


def beside_right_by_now(sighting: Sighting, report: Report) -> frozenset[str]:
    """The functions that were asked beside right ones, where the submission's own are right by now.

    What failed of them failed beside wrong functions, or beside the solution's.
    """
    wrong = {one.function for one in report.verdicts if one.outcome != "passed"}
    return frozenset(
        function for function, again in sighting.again.items() if wrong.isdisjoint(again.proxied)
    )


def with_earlier_findings(before: Report, after: Report, functions: Collection[str]) -> Report:
    """The report now, with what was found of these functions before, where a check still fails."""
    if not functions:
        return after
    earlier = {one.check: one for one in before.verdicts if one.function in functions}
    verdicts = tuple(_as_before(earlier.get(now.check), now) for now in after.verdicts)
    then, now = _causes(before), _causes(after)
    causes = []
    for function in dict.fromkeys(one.function for one in verdicts):
        cause = (then if function in functions else now).get(function)
        failing = [
            one.check for one in verdicts if one.function == function and one.outcome != "passed"
        ]
        if cause is not None and function in functions:
            cause = msgspec.structs.replace(cause, checks=tuple(failing)) if failing else None
        if cause is not None:
            causes.append(cause)
    alike = after.alike | {one: key for one, key in before.alike.items() if one in functions}
    score = sum(verdict.score for verdict in verdicts)
    return msgspec.structs.replace(
        after, verdicts=verdicts, causes=tuple(causes), alike=alike, score=score
    )


def with_earlier_mistakes(before: Report, after: Report, exercise: Exercise) -> Report:
    """The report now, with the mistakes that were named before where nobody was asked any probe.

    Those that are no longer among the exercise's are left out.
    """
    texts = {one.name: one.docstring for one in exercise.mistakes}
    earlier = {one.check: one for one in before.verdicts if one.mistake in texts}
    verdicts = tuple(
        msgspec.structs.replace(
            now,
            mistake=(then := earlier[now.check]).mistake,
            feedback=texts[then.mistake or ""],
            gist=then.gist,
            advice=then.advice,
            hint="",
        )
        if now.check in earlier and now.outcome != "passed" and not now.mistake
        else now
        for now in after.verdicts
    )
    return msgspec.structs.replace(after, verdicts=verdicts)


def _as_before(then: Verdict | None, now: Verdict) -> Verdict:
    if then is not None and then.outcome == "passed":
        kept = _at_least(then, now)
        # what its points rested on is wrong no longer
        return msgspec.structs.replace(kept, feedback="") if kept.score else kept
    if then is None or now.outcome == "passed":
        return now
    return msgspec.structs.replace(then, max_score=now.max_score)


def _at_least(then: Verdict, now: Verdict) -> Verdict:
    """A verdict that passed, if that earned more; full points stay full, whatever they are now."""
    earned = now.max_score if then.score == then.max_score else min(then.score, now.max_score)
    if now.score >= earned and now.outcome == "passed":
        return now
    return msgspec.structs.replace(then, score=earned, max_score=now.max_score)


def differences(before: Report, after: Report) -> Iterator[str]:
    """What changed between two reports on one submission, in words: causes, then checks."""
    told = _causes(before), _causes(after)
    for function in sorted({*told[0], *told[1]}):
        if words := _recalled(*(causes.get(function) for causes in told)):
            yield f"{function}: {words}"
    earlier = {verdict.check: verdict for verdict in before.verdicts}
    for now in after.verdicts:
        then = earlier.pop(now.check, None)
        if then is None:
            yield f"{now.check}: a new check, {now.score:g} of {now.max_score:g}"
        elif words := "; ".join(_differences(then, now, told)):
            yield f"{now.check}: {words}"
    for gone in earlier.values():
        yield f"{gone.check}: no longer a check; it earned {gone.score:g}"


def _causes(report: Report) -> dict[str, Cause]:
    return {cause.function: cause for cause in report.all_causes}


def _recalled(then: Cause | None, now: Cause | None) -> str:
    """How the cause of a function changed, or nothing."""
    if _called(then) != _called(now):
        return f"cause: {_called(now)} instead of {_called(then)}"
    assert then is not None
    assert now is not None
    return "cause: different wording" if then.text != now.text else ""


def _called(cause: Cause | None) -> str:
    if cause is None:
        return "none"
    name = one_line(cause.name)
    return name if cause.kind == "mistake" else f"{name} ({cause.kind})"


def _differences(
    then: Verdict, now: Verdict, told: tuple[dict[str, Cause], dict[str, Cause]]
) -> Iterator[str]:
    if then.outcome != now.outcome:
        yield f"{then.outcome} before, {now.outcome} now"
    if then.max_score != now.max_score:
        yield f"worth {now.max_score:g} instead of {then.max_score:g}"
    elif then.score != now.score and then.outcome == now.outcome:
        yield f"earns {now.score:g} instead of {then.score:g}"
    if any(
        _explains(causes.get(now.function), one)
        for causes, one in zip(told, (then, now), strict=True)
    ):
        return  # the cause has its own line
    if (then.feedback, then.hint) != (now.feedback, now.hint):
        yield "different wording"


def _explains(cause: Cause | None, verdict: Verdict) -> bool:
    return cause is not None and verdict.check in cause.checks
