"""The rows of nbgrader's gradebook that grades are written to, created as nbgrader does it."""

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
from sqlalchemy.orm import Session

from grader.errors import GradebookOfAnother
from grader.exercise.loading import Exercise
from grader.nbgrader.cells import grade_id, is_check, solution_id

DEFAULT_COURSE = "default_course"  # nbgrader's name for the course if there is no other


def course_id(db: Session) -> str:
    """The gradebook's course if it has just one, else nbgrader's default course."""
    courses = [course.id for course in db.query(Course) if course.id != DEFAULT_COURSE]
    return courses[0] if len(courses) == 1 else DEFAULT_COURSE


def notebook_of(db: Session, assignment: Assignment, exercise: Exercise) -> Notebook:
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
        add_notebook(db, notebook, submission)
    return notebook


def add_submission(db: Session, assignment: Assignment, student: Student) -> SubmittedAssignment:
    """A student's submission, with empty grades and comments for each notebook."""
    submission = SubmittedAssignment(assignment=assignment, student=student)
    db.add(submission)
    for notebook in assignment.notebooks:
        add_notebook(db, notebook, submission)
    return submission


def add_notebook(
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
