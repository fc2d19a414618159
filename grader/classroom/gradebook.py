"""The gradebook: all reports of a class on one exercise, in one SQLite file that survives a crash.

One process writes at a time, while others may read. Attempts are numbered in the order of handing
in, so that a clock that is set back changes no grade.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
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
from grader.classroom.database import (
    in_words,
    open_reading,
    open_writing,
    transaction,
    version,
)
from grader.errors import StudentUnknown
from grader.intake import HandedIn
from grader.intake.choice import Nothing
from grader.intake.names import by_folded, folded, slug, slug_apart
from grader.observations import Sighting
from grader.report import Report
from grader.submission.source import Submission

__all__ = ["Attempt", "Count", "Gradebook", "Run", "Student"]

Count = Literal["last", "best"]


@dataclass(frozen=True)
class Run:
    """One grading of a class, perhaps interrupted and resumed; its seed drew the questions."""

    id: int
    seed: int
    regrade: bool = False


class Gradebook:
    """All reports of a class on one exercise; a context manager that closes the file.

    Opens or creates the file at `path`. Raises GradebookUnusable if that is impossible or another
    process is writing, and GradebookOfAnother if the file is about another exercise. Every method
    raises GradebookUnusable if the file cannot be read or written.
    """

    exercise: str

    def __init__(self, path: Path, exercise: str) -> None:
        with ExitStack() as closing:
            self._path = path
            self._connection = open_writing(path, exercise, closing)
            self._arrival = sql.ARRIVAL
            self.exercise = exercise
            self._closing = closing.pop_all()

    @classmethod
    def reading(cls, path: Path) -> Self:
        """The gradebook at `path`, read-only; another process may be writing to it."""
        book = cls.__new__(cls)
        with ExitStack() as closing:
            book._path = path
            book._connection, book.exercise = open_reading(path, closing)
            with in_words(path):
                is_first = version(book._connection) == 1
            book._arrival = sql.NO_ARRIVAL if is_first else sql.ARRIVAL
            book._closing = closing.pop_all()
        return book

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, so that others can write to it."""
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
        """Resumes the last run if it was interrupted, or starts a new one.

        A run is only resumed with the same fingerprint and isolation. It keeps its own seed, so
        that all students get the same questions; with `only_this_seed`, a run of another seed is
        not resumed. A run that started as a `regrade` stays one.
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
        """Record the digests of the questions that a run asks, in order."""
        with self._writing():
            self._connection.execute(sql.SET_QUESTIONS, (" ".join(questions), run.id))

    def questions(self, attempt: Attempt) -> list[str]:
        """The digests of the questions that an attempt was asked, in order."""
        with in_words(self._path):
            row = self._one(sql.QUESTIONS, attempt.run)
        assert row is not None
        return str(row[0]).split()

    def finish_run(self, run: Run, now: str) -> None:
        """Record that the run is complete, so that it is not resumed."""
        with self._writing():
            self._connection.execute(sql.FINISH_RUN, (now, run.id))

    def fingerprints(self) -> set[str]:
        """The fingerprints of the exercises by which the graded attempts were judged."""
        with in_words(self._path):
            rows = self._connection.execute(sql.FINGERPRINTS)
            return {fingerprint for (fingerprint,) in rows}

    def known(self, student: str, sha256: str, since: Run | None = None) -> bool:
        """Whether this content of this student is graded already, or was since `since` began."""
        first = 0 if since is None else since.id
        with in_words(self._path):
            return self._one(sql.GRADED_BEFORE, student, sha256, first) is not None

    def noted(self, one: HandedIn, sha256: str) -> None:
        """Make this content, which was handed in again unchanged, the student's last attempt.

        The student gets the name, and the attempt the time, that there are now.
        """
        with self._writing():
            self._connection.execute(sql.SET_NAME, (one.name, one.student, one.name))
            self._connection.execute(sql.MOVE_TO_LAST, (one.student, sha256))
            if one.handed_in_at or one.late is not None:
                arrived = (one.handed_in_at, one.late, one.student, sha256)
                self._connection.execute(sql.ARRIVED, arrived)

    def record(
        self,
        run: Run,
        student: Student,
        report: Report,
        submission: Submission | None,
        sighting: Sighting | None,
        now: str,
        *,
        handed_in_at: str = "",
        late: bool | None = None,
    ) -> None:
        """Record the report on what a student handed in; `submission` is None if unreadable.

        It becomes the student's last attempt and replaces an earlier one of the same content. A
        graded attempt is never replaced by one that could not be graded.
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
                "handed_in_at": handed_in_at,
                "late": late,
            }
            self._connection.execute(sql.RECORD_ATTEMPT, row)

    def joined(self, handed_in: Iterable[HandedIn]) -> list[HandedIn]:
        """The same, with each student's id as the gradebook has it, and without dropped ones.

        An id that differs only in case or Unicode form from one in the gradebook is that student,
        unless somebody else here has that id, or more than one would be meant.
        """
        with in_words(self._path):
            known = dict(self._connection.execute(sql.STUDENTS).fetchall())
            aliases = dict(self._connection.execute(sql.ALIASES).fetchall())
        coming = list(_by_other_names(handed_in, aliases))
        here = Counter(folded(one.student) for one in coming)
        claimed = _claimed(coming)
        alike = by_folded(known)
        found = []
        for one in coming:
            same = alike.get(folded(one.student), [])
            if one.student not in known and len(same) == 1 and here[folded(one.student)] == 1:
                one = replace(one, student=same[0])
            earlier = [other for other in one.known_as if other in known and claimed[other] == 1]
            if one.student not in known and len(earlier) == 1:  # before there was a roster
                one = replace(one, student=earlier[0])
            found.append(replace(one, slug=known.get(one.student, one.slug)))
        return list(_once_each(found))

    def rename(self, student: str, to: str) -> None:
        """Let a student go by another id, now and in every later class.

        If there is a student with that id, they become one, with the attempts of both; of the same
        content, only the later attempt stays, and none that holds nothing beside one that holds
        something. Raises StudentUnknown.
        """
        with self._writing():
            row = self._row(student)
            other = self._one(sql.STUDENT_ROW, to)
            if other is None:
                free = self._free_slug(slug(to), to, held_by=student)
                self._connection.execute(sql.RENAME_STUDENT, (to, free, row))
            elif other[0] != row:
                both = {"one": row, "other": other[0]}
                self._connection.execute(sql.DROP_EARLIER_COPIES, both)
                self._connection.execute(sql.DROP_NOTHING, both)
                self._connection.execute(sql.MOVE_ATTEMPTS, both)
                self._connection.execute(sql.DROP_STUDENT, (row,))
            self._connection.execute(sql.MOVE_ALIASES, (to, student))
            self._connection.execute(sql.SET_ALIAS, (student, to))
            self._connection.execute(sql.FORGET_ALIAS, (to,))

    def drop(self, student: str) -> None:
        """Take a student and all attempts out, now and in every later class.

        Raises StudentUnknown.
        """
        with self._writing():
            row = self._row(student)
            self._connection.execute(sql.DROP_ATTEMPTS, (row,))
            self._connection.execute(sql.DROP_STUDENT, (row,))
            self._connection.execute(sql.MOVE_ALIASES, (None, student))
            self._connection.execute(sql.SET_ALIAS, (student, None))

    def restore(self, student: str) -> None:
        """Grade a student again who was dropped or renamed. Raises StudentUnknown."""
        with self._writing():
            known = dict(self._connection.execute(sql.ALIASES).fetchall())
            if student not in known:
                raise StudentUnknown(student, list(known))
            self._connection.execute(sql.FORGET_ALIAS, (student,))

    def aliases(self) -> dict[str, str | None]:
        """Who goes by another id here: the id of the student, or None for who was dropped."""
        with in_words(self._path):
            if version(self._connection) == 1:  # which knew none
                return {}
            return dict(self._connection.execute(sql.ALIASES).fetchall())

    def handed_on(self) -> dict[str, str]:
        """The digests of what was last written to each place in gradebooks of other programs."""
        with in_words(self._path):
            return dict(self._connection.execute(sql.HANDED_ON).fetchall())

    def hand_on(self, digests: Mapping[str, str]) -> None:
        """Remember what was written to these places in a gradebook of another program."""
        with self._writing():
            self._connection.executemany(sql.HAND_ON, digests.items())

    def _row(self, student: str) -> int:
        found = self._one(sql.STUDENT_ROW, student)
        if found is None:
            raise StudentUnknown(student, list(dict(self._connection.execute(sql.STUDENTS))))
        return int(found[0])

    def ids(self) -> list[str]:
        """The ids of all students."""
        with in_words(self._path):
            return [student for student, _ in self._connection.execute(sql.STUDENTS)]

    def has(self, student: str) -> bool:
        """Whether there is a student with that id."""
        with in_words(self._path):
            return self._one(sql.STUDENT_ROW, student) is not None

    def attempts(self) -> Iterator[Attempt]:
        """All attempts, sorted by slug and then by the order of handing in, read one at a time."""
        return self._each(sql.ATTEMPTS)

    def counted(self, count: Count) -> Iterator[Attempt]:
        """The attempt of each student that counts, sorted by slug, read one at a time.

        "last" is the attempt handed in last, graded or not. "best" is the graded attempt with the
        highest score; of equal ones, the later.
        """
        return self._each(sql.LAST if count == "last" else sql.BEST)

    def newest(self, student: str) -> Attempt | None:
        """The last attempt of a student that was graded, or None if there is none.

        The student goes by the id or by the slug. Raises StudentUnknown.
        """
        with in_words(self._path):
            ids = {slug: identity for identity, slug in self._connection.execute(sql.STUDENTS)}
            identity = student if self.has(student) else ids.get(student)
            if identity is None:
                raise StudentUnknown(student, list(ids.values()))
            found = self._one(sql.NEWEST_GRADED, identity)
        return None if found is None else self._at(*found)

    def rejudged(self, changes: Iterable[tuple[int, Report]], fingerprint: str) -> None:
        """Replace the reports of these attempts, all or none, as judged by this fingerprint.

        Attempts that are not in `changes` keep the fingerprint by which they were judged before,
        so unchanged reports belong in it, too. It may read the gradebook as it goes.
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
        """The row of a student, created or updated."""
        identity = student.student
        own = self._free_slug(student.slug, identity, held_by=identity)
        self._connection.execute(sql.RECORD_STUDENT, (identity, own, student.name))
        found = self._one(sql.STUDENT_ROW, identity)
        assert found is not None
        return int(found[0])

    def _free_slug(self, wanted: str, identity: str, *, held_by: str) -> str:
        """The wanted slug, if nobody but `held_by` has it, or else one of the id's own."""
        other = self._one(sql.STUDENT_OF_SLUG, wanted)
        if other is None or other[0] == held_by:
            return wanted
        taken = {one for _, one in self._connection.execute(sql.STUDENTS)}
        return slug_apart(identity, taken)

    def _each(self, query: str) -> Iterator[Attempt]:
        # first their ids alone, so that the loop may write and no query stays open
        with in_words(self._path):
            standing = self._connection.execute(query).fetchall()
        for identity, number in standing:
            yield self._at(identity, number)

    def _at(self, identity: int, number: int) -> Attempt:
        """The attempt in that row."""
        with in_words(self._path):
            row = self._one(sql.ATTEMPT.format(arrival=self._arrival), identity)
        assert row is not None
        return _attempt(identity, number, row)


def _by_other_names(
    handed_in: Iterable[HandedIn], aliases: Mapping[str, str | None]
) -> Iterator[HandedIn]:
    """Everybody by the id that was chosen for them here, without those who were dropped."""
    coming = list(handed_in)
    claimed = _claimed(coming)
    ids = {one.student for one in coming}
    alike = by_folded(aliases)
    for one in coming:
        identity = one.student
        for other in (one.student, *(other for other in one.known_as if claimed[other] == 1)):
            same = alike.get(folded(other), [])
            if other in aliases or (len(same) == 1 and same[0] not in ids):
                identity = other if other in aliases else same[0]
                break
        target = aliases.get(identity, one.student)
        if target == one.student:
            yield one
        elif target is not None:
            known_as = (one.student, *one.known_as)
            yield replace(one, student=target, slug=slug(target), known_as=known_as)


def _claimed(handed_in: Sequence[HandedIn]) -> Counter[str]:
    """How many people each id stands for here: students choose some of their other ids."""
    claimed: Counter[str] = Counter()
    for one in handed_in:
        claimed.update({one.student, *one.known_as})
    return claimed


def _once_each(handed_in: Sequence[HandedIn]) -> Iterator[HandedIn]:
    """Each student once: of several submissions the latest, or none if no time tells it."""
    by_student: dict[str, list[HandedIn]] = {}
    for one in handed_in:
        by_student.setdefault(one.student, []).append(one)
    for student, several in by_student.items():
        present = [one for one in several if one.file] or several[:1]
        times = {one.handed_in_at for one in present} - {""}
        if len(present) == 1:
            yield present[0]
        elif len(times) == len(present):
            yield max(present, key=lambda one: one.handed_in_at)
        else:
            ids = " and ".join(sorted((one.known_as or (one.student,))[0] for one in present))
            reason = Nothing(
                f"{student} handed in several times, under ids that are one person here ({ids}). "
                "Keep the submission that is meant."
            )
            yield replace(present[0], read=reason)


def _attempt(identity: int, number: int, row: tuple[Any, ...]) -> Attempt:
    student, slug, name, report, is_notebook, *rest = row
    who = Student(student, slug, name)
    judged = unpacked(who, unpack_report, report.encode())
    rest[-1] = None if rest[-1] is None else bool(rest[-1])  # late
    return Attempt(identity, who, number, judged, bool(is_notebook), *rest)
