"""Grades a class: what is new since the last time goes into the gradebook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from grader.classroom.gradebook import Gradebook, Run, Student
from grader.errors import ExerciseChanged, SubmissionUnreadable
from grader.exercise.data import data_digests
from grader.grading.many import Done, grade_all
from grader.grading.one import Grading
from grader.grading.session import Session
from grader.intake import HandedIn
from grader.submission.source import digest


@dataclass
class Tally:
    """How far the grading is; `known` were graded before and are unchanged."""

    total: int
    known: int = 0
    graded: int = 0
    not_graded: list[str] = field(default_factory=list)
    trouble: bool = False

    @property
    def done(self) -> int:
        """How many submissions are done."""
        return self.known + self.graded + len(self.not_graded)


def grade_class(
    session: Session,
    book: Gradebook,
    handed_in: Sequence[HandedIn],
    *,
    seed: int | None = None,
    regrade: bool = False,
) -> Iterator[Tally]:
    """Grade what is new, recording each report as it comes; yields the tally after each.

    Resumes an interrupted run. Raises ExerciseChanged if the gradebook has reports of other
    checks, which would not be comparable, unless `regrade` grades everything again.
    """
    exercise = session.exercise(book.exercise)
    if not regrade and book.fingerprints() - {exercise.fingerprint}:
        raise ExerciseChanged(exercise.name)
    run = book.open_run(
        exercise.fingerprint,
        session.seed if seed is None else seed,
        session.isolation,
        _now(),
        only_this_seed=seed is not None,
        regrade=regrade,
    )
    grading = session.grading(exercise.name, seed=run.seed)
    if grading.exercise.fingerprint != exercise.fingerprint:  # saved since it was loaded
        raise ExerciseChanged(exercise.name)
    book.ask(run, digests(grading))
    handed_in = book.joined(handed_in)
    tally = Tally(len(handed_in))
    # a regrade only skips what it graded itself, before it was interrupted
    waiting = _unknown(book, handed_in, tally, run if run.regrade else None)
    yield tally
    for done in grade_all(grading, waiting):
        one, outcome = done.handed_in, done.outcome
        student = Student(one.student, one.slug, one.name)
        book.record(
            run,
            student,
            outcome.report,
            outcome.submission,
            outcome.sighting,
            _now(),
            handed_in_at=one.handed_in_at,
            late=one.late,
        )
        _count(tally, done)
        yield tally
    yield tally
    if not tally.trouble:
        book.finish_run(run, _now())


def digests(grading: Grading) -> list[str]:
    """The digests of questions, in the order in which they are asked.

    Where an exercise has data files, these are a part of each question: an answer is worth nothing
    once they are others.
    """
    found = [question.digest for asked in grading.questions for question in asked]
    data = "\n".join(data_digests(grading.exercise.data_files))
    return [digest(f"{one}\n{data}".encode()) for one in found] if data else found


def _unknown(
    book: Gradebook, handed_in: Sequence[HandedIn], tally: Tally, since: Run | None
) -> Iterator[tuple[HandedIn, bytes | SubmissionUnreadable]]:
    for one in handed_in:
        if one.absent and book.has(one.student):  # what was handed in before stays
            tally.known += 1
            continue
        try:
            content = one.read()
        except SubmissionUnreadable as error:
            yield one, error
            continue
        sha256 = digest(content)
        if book.known(one.student, sha256, since):
            book.noted(one, sha256)
            tally.known += 1
        else:
            yield one, content


def _count(tally: Tally, done: Done) -> None:
    if done.outcome.report.status == "graded":
        tally.graded += 1
    else:
        tally.not_graded.append(done.handed_in.student)
    tally.trouble |= done.outcome.our_fault


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
