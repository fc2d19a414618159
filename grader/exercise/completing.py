"""A mistake file that its author grades by hand, completed the way `grade lint` runs it."""

from dataclasses import replace
from typing import NamedTuple

from grader.exercise.examples import SOLUTION, completed_by, find_mistake, left_out, read_example
from grader.exercise.loading import Exercise, Folders
from grader.submission.source import Submission, digest


class Completed(NamedTuple):
    """A mistake file with the solution in front of it, and the remark that says so."""

    submission: Submission
    remark: str


def completed(
    path: str, submission: Submission, exercise: Exercise, folders: Folders
) -> Completed | None:
    """The mistake file at `path`, completed from the solution; None for any other submission.

    None as well if the file leaves nothing out. Only a file that lies directly in the exercise's
    `mistakes/` folder is completed, and only if the submission is what that file contains: one that
    is replaced while it is read does not pass for a mistake.
    Raises ExerciseBroken when the file or the solution cannot be read as Python.
    """
    file = find_mistake(path, exercise.name, folders.solutions)
    if file is None or folders.solutions is None or submission.is_notebook:
        return None
    mistake = read_example(file)
    missing = left_out(mistake, exercise.functions)
    if not missing or digest(file.read_bytes()) != submission.sha256:
        return None
    solution = read_example(folders.solutions / exercise.name / SOLUTION)
    sources = completed_by(solution.text, submission.sources)
    remark = f"What this file leaves out ({', '.join(missing)}) comes from the solution."
    return Completed(replace(submission, sources=sources), remark)
