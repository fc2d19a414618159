"""The gradebook: all reports of a class on one exercise, in one SQLite file that outlives a crash.

Only values reach SQL from outside, never text of it. One process writes at a time; others may read
meanwhile. The order of handing in is counted, so that a clock set back changes no grade.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import msgspec

from grader.classroom import sql
from grader.classroom.attempt import (
    Attempt,
    Student,
    pack_sighting,
    pack_sources,
    unpack_report,
    unpacked,
)
from grader.classroom.database import in_words, open_reading, open_writing, transaction
from grader.errors import StudentsCollide
from grader.observations import Sighting
from grader.printable import one_line
from grader.report import Report
from grader.submission.source import Submission

__all__ = ["Attempt", "Count", "Gradebook", "Run", "Student"]

Count = Literal["last", "best"]


@dataclass(frozen=True)
class Run:
    """One grading of a class, which may have taken several tries; its seed made the questions."""

    id: int
    seed: int
    regrade: bool = False


class Gradebook:
    """All reports of a class on one exercise; to be closed, best as a context manager.

    Opens the file at `path`, or makes it. Raises GradebookUnusable where that cannot be done or
    another process writes it, GradebookOfAnother where it holds another exercise. Every method
    raises GradebookUnusable when the file cannot be read or written.
    """

    exercise: str

    def __init__(self, path: Path, exercise: str) -> None:
        with ExitStack() as closing:
            self._path = path
            self._connection = open_writing(path, exercise, closing)
            self.exercise = exercise
            self._closing = closing.pop_all()

    @classmethod
    def reading(cls, path: Path) -> Self:
        """The gradebook at `path` for reading only, also while another process writes it."""
        book = cls.__new__(cls)
        with ExitStack() as closing:
            book._path = path
            book._connection, book.exercise = open_reading(path, closing)
            book._closing = closing.pop_all()
        return book

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; others may write it then."""
        with in_words(self._path):
            self._closing.close()

    def open_run(
        self,
        fingerprint: str,
        seed: int,
        isolation: str,
        now: str,
        *,
        only_this_seed: bool = False,
        regrade: bool = False,
    ) -> Run:
        """The last run, where it was not finished and judges and isolates alike, or a new one.

        What is continued keeps its own seed, so that all students are asked the same questions,
        unless `only_this_seed` will do; and goes on grading all anew where it did (`regrade`).
        """
        with self._writing():
            asked = (fingerprint, isolation, seed, only_this_seed, regrade)
            if found := self._one(sql.UNFINISHED_RUN, *asked):
                return Run(found[0], found[1], bool(found[2]))
            row = (fingerprint, seed, isolation, regrade, now)
            added = self._connection.execute(sql.ADD_RUN, row)
            assert added.lastrowid is not None
            return Run(added.lastrowid, seed, regrade)

    def ask(self, run: Run, questions: Sequence[str]) -> None:
        """Note what tells apart the questions that a run asks, in order."""
        with self._writing():
            self._connection.execute(sql.SET_QUESTIONS, (" ".join(questions), run.id))

    def questions(self, attempt: Attempt) -> list[str]:
        """What tells apart the questions that this attempt was asked, in order."""
        with in_words(self._path):
            row = self._one(sql.QUESTIONS, attempt.run)
        assert row is not None
        return str(row[0]).split()

    def finish_run(self, run: Run, now: str) -> None:
        """Note that every submission of the run was dealt with."""
        with self._writing():
            self._connection.execute(sql.FINISH_RUN, (now, run.id))

    def fingerprints(self) -> set[str]:
        """Whose judgement the graded attempts carry now: one value, unless a class is mixed."""
        with in_words(self._path):
            rows = self._connection.execute(sql.FINGERPRINTS)
            return {fingerprint for (fingerprint,) in rows}

    def known(self, student: str, sha256: str, since: Run | None = None) -> bool:
        """Whether this content of this student was graded already: ever, or since a run began."""
        first = 0 if since is None else since.id
        with in_words(self._path):
            return self._one(sql.GRADED_BEFORE, student, sha256, first) is not None

    def noted(self, student: str, sha256: str) -> None:
        """This content was handed in again, unchanged: it is the student's last attempt now."""
        with self._writing():
            self._connection.execute(sql.MOVE_TO_LAST, (student, sha256))

    def record(
        self,
        run: Run,
        student: Student,
        report: Report,
        submission: Submission | None,
        sighting: Sighting | None,
        now: str,
    ) -> None:
        """Keep the report on what a student handed in; `submission` is None if it was unreadable.

        It is the student's last attempt then, in place of an earlier one of the same content; but
        one that was graded is not lost to one that was not.
        Raises StudentsCollide when another student's id makes the same file name.
        """
        graded = report.status == "graded"
        sha256 = "" if submission is None else submission.sha256
        with self._writing():
            if not graded and self.known(student.student, sha256):
                self._connection.execute(sql.MOVE_TO_LAST, (student.student, sha256))
                return
            row = {
                "student": self._kept(student),
                "sha256": sha256,
                "graded": graded,
                "score": report.score,
                "run": run.id,
                "file": report.submission,
                "is_notebook": submission is not None and submission.is_notebook,
                "graded_at": now,
                "report": msgspec.json.encode(report).decode(),
                "sources": None if submission is None else pack_sources(submission.sources),
                "sighting": None if sighting is None else pack_sighting(sighting),
            }
            self._connection.execute(sql.RECORD_ATTEMPT, row)

    def attempts(self) -> Iterator[Attempt]:
        """All attempts by slug, those of a student in the order of handing in, one at a time."""
        return self._each(sql.ATTEMPTS)

    def counted(self, count: Count) -> Iterator[Attempt]:
        """The attempt of each student that counts, by slug, one at a time.

        "last" is what was handed in last, graded or not; "best" the graded one of the highest
        score, and the later one of equals.
        """
        return self._each(sql.LAST if count == "last" else sql.BEST)

    def rejudged(self, changes: Iterable[tuple[int, Report]], fingerprint: str) -> None:
        """Replace the reports of these attempts, all or none, and note whose judgement they carry.

        `changes` may read this gradebook as it goes. Attempts it leaves out keep their report and
        the fingerprint of its judgement, so those whose report stays the same belong in it too.
        """
        with self._writing():
            for number, report in changes:
                graded, text = report.status == "graded", msgspec.json.encode(report).decode()
                row = (graded, report.score, text, fingerprint, number)
                self._connection.execute(sql.REJUDGE, row)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with in_words(self._path), transaction(self._connection):
            yield

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        return row

    def _kept(self, student: Student) -> int:
        """The row of a student, made or brought up to date."""
        identity, slug, name = student.student, student.slug, student.name
        other = self._one(sql.STUDENT_OF_SLUG, slug)
        if other is not None and other[0] != identity:
            raise StudentsCollide(
                f"The gradebook has the student {one_line(other[0])} already, whose files have "
                f"the same name as those of {one_line(identity)}: {slug}. Rename one of them."
            )
        self._connection.execute(sql.RECORD_STUDENT, (identity, slug, name))
        found = self._one(sql.STUDENT_ROW, identity)
        assert found is not None
        return int(found[0])

    def _each(self, query: str) -> Iterator[Attempt]:
        # their numbers first: whoever goes through them may write meanwhile, and nobody waits
        with in_words(self._path):
            standing = self._connection.execute(query).fetchall()
        for identity, number in standing:
            with in_words(self._path):
                row = self._one(sql.ATTEMPT, identity)
            assert row is not None
            yield _attempt(identity, number, row)


def _attempt(identity: int, number: int, row: tuple[Any, ...]) -> Attempt:
    student, slug, name, report, is_notebook, *rest = row
    who = Student(student, slug, name)
    judged = unpacked(who, unpack_report, report.encode())
    return Attempt(identity, who, number, judged, bool(is_notebook), *rest)
