"""A mistake file that its author grades by hand, completed the way `grade lint` runs it."""

from dataclasses import replace

from grader.exercise.examples import (
    SOLUTION,
    completed_by,
    find_mistake,
    left_out,
    read_example,
    read_mistake,
)
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise
from grader.submission.source import Submission, digest


def completed(
    path: str, submission: Submission, exercise: Exercise, folders: Folders
) -> Submission:
    """The submission; a mistake file that leaves something out is completed from the solution.

    Only a file that lies directly in the exercise's `mistakes/` folder is completed, and only if
    the submission is what that file contains: a file that was replaced while it was read does not
    pass for a mistake. Raises ExerciseBroken if it or the solution cannot be read as Python.
    """
    file = find_mistake(path, exercise.name, folders.solutions)
    if file is None or folders.solutions is None or submission.is_notebook:
        return submission
    try:
        if digest(file.read_bytes()) != submission.sha256:
            return submission
    except OSError:  # an editor is replacing it
        return submission
    solution = read_example(folders.solutions / exercise.name / SOLUTION)
    mistake = read_mistake(file, solution, exercise.functions)
    sources = completed_by(mistake.solution, submission.sources)
    return replace(submission, sources=sources, completed=left_out(mistake, exercise.functions))
