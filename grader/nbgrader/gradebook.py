"""Writes the grades of a class into nbgrader's gradebook, where formgrader shows them."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import (
    Assignment,
    Comment,
    Course,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.api import Gradebook as NbGradebook
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from grader.classroom.attempt import Attempt
from grader.errors import GradebookOfAnother, GradebookUnusable
from grader.exercise.loading import Exercise
from grader.nbgrader.cells import earned, grade_id, is_check, points_text, solution_id
from grader.printable import one_line
from grader.report import Verdict

# ids that can name a folder of nbgrader's; other students go by their slug
FOLDER = re.compile(r"\w[\w.@ -]*")
DEFAULT_COURSE = "default_course"  # nbgrader's name for the course if there is no other


@dataclass
class Written:
    """What was written: how many students, who was left out as not graded, and what is new."""

    students: int = 0
    left_out: list[str] = field(default_factory=list)
    made_assignment: bool = False


def write_grades(
    url: str, assignment: str, exercise: Exercise, attempts: Iterable[Attempt]
) -> Written:
    """Write the points of these attempts, one per student, to the gradebook at `url`: all or none.

    Missing students and a missing assignment are created; scores and comments by people stay. The
    points are scaled to those of the gradebook's cells. Raises GradebookUnusable if the database
    cannot be opened or written, and GradebookOfAnother if the assignment there has other checks.
    """
    try:
        with scripts_on_path():
            book = NbGradebook(url)
    except Exception as error:  # nbgrader passes on every error of its database
        raise _unusable(url, error) from error
    try:
        with book, book.db.no_autoflush:
            written = _write(book.db, assignment, exercise, attempts)
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


def _write(db: Session, name: str, exercise: Exercise, attempts: Iterable[Attempt]) -> Written:
    written = Written()
    assignment = db.query(Assignment).filter(Assignment.name == name).one_or_none()
    if assignment is None:
        assignment = Assignment(name=name, course_id=_course(db))
        db.add(assignment)
        written.made_assignment = True
    notebook = _notebook(db, assignment, exercise)
    submissions = {one.student_id: one for one in assignment.submissions}
    students = {student.id: student for student in db.query(Student)}
    for attempt in attempts:
        who = attempt.student
        if attempt.report.status != "graded":
            written.left_out.append(who.student)
            continue
        identity = who.student if FOLDER.fullmatch(who.student) else who.slug
        if identity not in students:
            students[identity] = Student(id=identity)
            db.add(students[identity])
        if identity not in submissions:
            submissions[identity] = _submission(db, assignment, students[identity])
        _grade(db, submissions[identity], notebook, exercise, attempt)
        written.students += 1
    return written


def _course(db: Session) -> str:
    """The gradebook's course if it has just one, else nbgrader's default course."""
    courses = [course.id for course in db.query(Course) if course.id != DEFAULT_COURSE]
    return courses[0] if len(courses) == 1 else DEFAULT_COURSE


def _notebook(db: Session, assignment: Assignment, exercise: Exercise) -> Notebook:
    """The notebook with the exercise's checks, created if there is none."""
    ids = {grade_id(exercise.name, check) for check in exercise.checks}
    for notebook in assignment.notebooks:
        names = {cell.name for cell in notebook.grade_cells if is_check(cell.name)}
        if names - ids:
            raise GradebookOfAnother(
                f"The assignment {assignment.name} in that gradebook has checks that "
                f"{exercise.name} does not have. Choose another with --assignment, or make it "
                "again with `grade package` and `nbgrader generate_assignment`."
            )
        if names:
            return notebook
    if any(notebook.name == exercise.name for notebook in assignment.notebooks):
        raise GradebookOfAnother(
            f"The assignment {assignment.name} in that gradebook has a notebook {exercise.name} "
            "without the exercise's checks. Choose another with --assignment."
        )
    notebook = Notebook(name=exercise.name, assignment=assignment)
    db.add(notebook)
    for check in exercise.checks:
        cell = GradeCell(
            name=grade_id(exercise.name, check),
            max_score=check.points,
            cell_type="code",
            notebook=notebook,
        )
        db.add(cell)
    for function in exercise.functions:
        db.add(SolutionCell(name=solution_id(function), notebook=notebook))
    db.flush()
    for submission in assignment.submissions:
        _submitted(db, notebook, submission)
    return notebook


def _submission(db: Session, assignment: Assignment, student: Student) -> SubmittedAssignment:
    submission = SubmittedAssignment(assignment=assignment, student=student)
    db.add(submission)
    for notebook in assignment.notebooks:
        _submitted(db, notebook, submission)
    return submission


def _submitted(
    db: Session, notebook: Notebook, submission: SubmittedAssignment
) -> SubmittedNotebook:
    """A student's empty grades and comments, laid out as nbgrader does it."""
    submitted = SubmittedNotebook(notebook=notebook, assignment=submission)
    db.add(submitted)
    for cell in [*notebook.grade_cells, *notebook.task_cells]:
        db.add(Grade(cell=cell, notebook=submitted))
    for cell in [*notebook.solution_cells, *notebook.task_cells]:
        db.add(Comment(cell=cell, notebook=submitted))
    return submitted


def _grade(
    db: Session,
    submission: SubmittedAssignment,
    notebook: Notebook,
    exercise: Exercise,
    attempt: Attempt,
) -> None:
    verdicts = attempt.report.verdicts
    by_title = {(verdict.function, verdict.check): verdict for verdict in verdicts}
    verdict_of = {
        grade_id(exercise.name, check): verdict
        for check in exercise.checks
        if (verdict := by_title.get((check.call.function, check.title)))
    }
    submitted = next((one for one in submission.notebooks if one.notebook is notebook), None)
    if submitted is None:  # the notebook was added after the submission
        submitted = _submitted(db, notebook, submission)
    for grade in submitted.grades:
        if (verdict := verdict_of.get(grade.cell.name)) is not None:
            _score(grade, verdict)
    comments = _comments(verdicts)
    for comment in submitted.comments:
        if comment.cell.name in {solution_id(function) for function in exercise.functions}:
            comment.auto_comment = comments.get(comment.cell.name)


def _score(grade: Grade, verdict: Verdict) -> None:
    most = float(grade.cell.max_score)
    points = float(points_text(earned(verdict, most), most))
    changed = grade.auto_score is not None and grade.auto_score != points
    grade.auto_score = points
    if grade.manual_score is None:
        grade.needs_manual_grade = False
    elif changed:  # a person gave points for an earlier score: ask them to look again
        grade.needs_manual_grade = True


def _comments(verdicts: Iterable[Verdict]) -> Mapping[str, str]:
    """For each function's cell, the feedback of the mistakes that were named."""
    comments: dict[str, dict[str, None]] = {}
    for verdict in verdicts:
        if verdict.mistake:
            comments.setdefault(solution_id(verdict.function), {})[verdict.feedback] = None
    return {name: "\n\n".join(feedback) for name, feedback in comments.items()}
