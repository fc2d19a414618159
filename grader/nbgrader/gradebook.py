"""Writes the grades of a class into nbgrader's gradebook, where formgrader shows them."""

import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Assignment, Grade, Student, SubmittedNotebook
from nbgrader.api import Gradebook as NbGradebook
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from grader.classroom.attempt import Attempt
from grader.classroom.attempt import Student as GradedStudent
from grader.errors import GradebookUnusable
from grader.exercise.loading import Exercise
from grader.intake.names import by_folded, folded
from grader.nbgrader.cells import earned, grade_id, points_text, solution_id
from grader.nbgrader.penalties import Penalise, lateness
from grader.nbgrader.rows import add_notebook, add_submission, course_id, notebook_of
from grader.printable import one_line
from grader.report import Cause, Verdict

# what no folder's name has; such students go by their slug
NO_FOLDER = re.compile(r"[/\\\x00-\x1f]|^\.")


@dataclass
class Written:
    """What was written, and what was not.

    `digests` are those of the scores written, by the place of each student. `left_out` were not
    graded. Of `kept`, the gradebook holds another score, which this program did not write:
    (student, score there, score here). `late` have a penalty for lateness.
    """

    digests: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    kept: list[tuple[str, float, float]] = field(default_factory=list)
    late: int = 0
    made_assignment: bool = False


def write_grades(
    url: str,
    assignment: str,
    exercise: Exercise,
    attempts: Iterable[Attempt],
    *,
    own: Mapping[str, str] | None = None,
    ids: Iterable[str] = (),
    replace: bool = False,
    penalise: Penalise | None = None,
) -> Written:
    """Write the points of these attempts, one per student, to the gradebook at `url`: all or none.

    Missing students and a missing assignment are created; scores and comments by people stay, and
    so do scores whose digests are not in `own`, unless `replace` is on. `ids` are those
    of the whole class: two of them that differ by case are two students. The points are scaled to
    those of the gradebook's cells, and `penalise` sets what lateness costs. Raises
    GradebookUnusable if the database cannot be opened or written, GradebookOfAnother if the
    assignment there has other checks, and CourseMisconfigured.
    """
    try:
        with scripts_on_path():
            book = NbGradebook(url)
    except Exception as error:  # nbgrader passes on every error of its database
        raise _unusable(url, error) from error
    try:
        with book, book.db.no_autoflush:
            writing = _Writing(
                book.db, assignment, exercise, url, own or {}, ids, replace, penalise
            )
            written = writing.all(attempts)
            book.db.commit()
            return written
    except SQLAlchemyError as error:
        raise _unusable(url, error) from error


@contextmanager
def scripts_on_path() -> Iterator[None]:
    """Let nbgrader find `alembic`, installed beside this interpreter; new databases need it."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _unusable(url: str, error: Exception) -> GradebookUnusable:
    problem = one_line(str(error).split("\n")[0])
    try:
        address = make_url(url).set(query={}).render_as_string(hide_password=True)
    except (SQLAlchemyError, ValueError):  # not an address, but it may contain a password
        address = "of --gradebook"
    return GradebookUnusable(
        f"The gradebook {one_line(address)} cannot be used: {problem}. Nothing was written to it. "
        "An address looks like sqlite:///gradebook.db, with a path relative to this folder."
    )


class _Writing:
    """Writes the points of one class for one assignment."""

    def __init__(
        self,
        db: Session,
        name: str,
        exercise: Exercise,
        url: str,
        own: Mapping[str, str],
        ids: Iterable[str],
        replace: bool,
        penalise: Penalise | None,
    ) -> None:
        self._db, self._exercise = db, exercise
        self._address, self._own = _address(url), own
        self._replace, self._penalise = replace, penalise
        self._written = Written()
        assignment = db.query(Assignment).filter(Assignment.name == name).one_or_none()
        if assignment is None:
            assignment = Assignment(name=name, course_id=course_id(db))
            db.add(assignment)
            self._written.made_assignment = True
        self._assignment = assignment
        self._notebook = notebook_of(db, assignment, exercise)
        self._submissions = {one.student_id: one for one in assignment.submissions}
        self._students = {student.id: student for student in db.query(Student)}
        self._here = Counter(map(folded, ids))
        self._alike = by_folded(self._students)

    def all(self, attempts: Iterable[Attempt]) -> Written:
        """Write one attempt after another."""
        for attempt in attempts:
            if attempt.report.status == "graded":
                self._one(self._identity(attempt.student), attempt)
            else:
                self._written.left_out.append(attempt.student.student)
        return self._written

    def _identity(self, student: GradedStudent) -> str:
        """The id of a student there, which is the name of the student's folder.

        An id there that differs only in case or Unicode form is the same student if that is clear.
        """
        own = student.slug if NO_FOLDER.search(student.student) else student.student
        if own in self._students or self._here[folded(own)] > 1:
            return own
        same = self._alike.get(folded(own), [])
        return same[0] if len(same) == 1 else own

    def _one(self, identity: str, attempt: Attempt) -> None:
        submitted = self._submitted(identity)
        points = _points(submitted, self._exercise, attempt.report.verdicts)
        place = _digest([self._address, self._assignment.name, identity])
        there = {
            grade.cell.name: grade.auto_score
            for grade in submitted.grades
            if grade.cell.name in points and grade.auto_score is not None
        }
        is_own = self._own.get(place) == _digest(sorted(there.items()))
        if there and there != points and not is_own and not self._replace:
            kept = (attempt.student.called, sum(there.values()), sum(points.values()))
            self._written.kept.append(kept)
            return
        for grade in submitted.grades:
            if (earned_there := points.get(grade.cell.name)) is not None:
                _score(grade, earned_there)
        comments = _comments(attempt.report.all_causes)
        cells = {solution_id(function) for function in self._exercise.functions}
        for comment in submitted.comments:
            if comment.cell.name in cells:
                comment.auto_comment = comments.get(comment.cell.name)
        self._be_late(submitted, attempt)
        self._written.digests[place] = _digest(sorted(points.items()))

    def _submitted(self, identity: str) -> SubmittedNotebook:
        """The notebook with a student's grades, created if needed."""
        if identity not in self._students:
            self._students[identity] = Student(id=identity)
            self._db.add(self._students[identity])
        if identity not in self._submissions:
            self._submissions[identity] = add_submission(
                self._db, self._assignment, self._students[identity]
            )
        submission = self._submissions[identity]
        for submitted in submission.notebooks:
            if submitted.notebook is self._notebook:
                return submitted
        # the notebook was added after the submission
        return add_notebook(self._db, self._notebook, submission)

    def _be_late(self, submitted: SubmittedNotebook, attempt: Attempt) -> None:
        if self._penalise is None:
            return
        seconds = lateness(submitted.assignment, attempt.handed_in_at)
        if seconds > 0:
            self._db.flush()  # the database sums up the score
            self._db.refresh(submitted, ["score"])
        penalty = self._penalise(submitted.assignment.student_id, submitted.score, seconds)
        submitted.late_submission_penalty = penalty
        self._written.late += bool(penalty)


def _points(
    submitted: SubmittedNotebook, exercise: Exercise, verdicts: Iterable[Verdict]
) -> dict[str, float]:
    """The points for each cell with a check."""
    by_title = {(verdict.function, verdict.check): verdict for verdict in verdicts}
    verdict_of = {
        grade_id(exercise.name, check): verdict
        for check in exercise.checks
        if (verdict := by_title.get((check.call.function, check.title)))
    }
    most = {grade.cell.name: float(grade.cell.max_score) for grade in submitted.grades}
    return {
        name: float(points_text(earned(verdict, most[name]), most[name]))
        for name, verdict in verdict_of.items()
        if name in most
    }


def _address(url: str) -> str:
    """The same text for every spelling of a gradebook's address, and without its password."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        path = Path(address.database.removeprefix("file:"))
        address = address.set(database=str(path.resolve()), query={})
    return str(address.set(password=None).render_as_string())


def _digest(content: Sequence[object]) -> str:
    """Recognises scores, and the place of a student."""
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _score(grade: Grade, points: float) -> None:
    changed = grade.auto_score is not None and grade.auto_score != points
    grade.auto_score = points
    if grade.manual_score is None:
        grade.needs_manual_grade = False
    elif changed:  # a person gave points for an earlier score: ask them to look again
        grade.needs_manual_grade = True


def _comments(causes: Iterable[Cause]) -> Mapping[str, str]:
    """For each function's cell, why it lost points, if that is known."""
    comments: dict[str, dict[str, None]] = {}
    for cause in causes:
        if cause.checks:
            comments.setdefault(solution_id(cause.function), {})[cause.text] = None
    return {name: "\n\n".join(texts) for name, texts in comments.items()}
