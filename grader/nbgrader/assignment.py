"""An exercise as a notebook with its solution; nbgrader makes the students' notebook from it.

Every line comes from the exercise's folders: the text from README.md, signatures and docstrings
from the stub, bodies from the solution, and a cell for each check. A class is one cell: the stub's
class, in which the body of each method comes from the solution.
"""

import json
from collections.abc import Iterator

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.checks import Check
from grader.errors import ExerciseBroken, ExerciseUnknown
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise
from grader.handout.parts import Parts, solution_of, stub_of, task
from grader.handout.solved import misfits, solved
from grader.nbgrader.cells import AssignedCell, grade_id, solution_id

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
ABOUT_CELLS = """\
## Trying it

Write each {kinds} in its cell. The cells below it check the {kinds} each time they are run, and
show what happened and the points. To run all of these checks at once, anywhere in the notebook:

    from grader.notebook import check

    check("{exercise}")
"""
HIDDEN = "# A hidden check of {function}: it runs when the notebook is graded."


def assignment(exercise: Exercise, folders: Folders | None = None) -> NotebookNode:
    """The notebook, with solutions and hidden checks in it.

    The check cells name `folders`, if these are not the package's own, so that nbgrader can run the
    cells without the sandbox too. Raises ExerciseUnknown if the hidden half is missing, and
    ExerciseBroken if stub and solution do not fit together.
    """
    if exercise.solution is None:
        raise ExerciseUnknown(
            f"The hidden half of {exercise.name} is missing, and the instructor's notebook needs "
            "its solution. Name its folder with --solutions."
        )
    stub = stub_of(exercise)
    solution = solution_of(exercise)
    for misfit in misfits(exercise.name, stub, solution):
        raise ExerciseBroken(misfit.text)
    about = ABOUT_CELLS.format(exercise=exercise.name, kinds=stub.kinds)
    cells = [_text("task", task(exercise, about))]
    cells.append(new_code_cell("\n".join(stub.beside), id="given"))
    for function in exercise.functions:
        cells.append(_text(f"{solution_id(function)}-title", f"## {function}"))
        cells.append(_solution(function, stub, solution))
        cells += [_test(exercise, check, folders) for check in _checks(exercise, function)]
    if stub.main:
        cells.append(_text("main-title", "## All of it together"))
        cells.append(new_code_cell(stub.main, id="main"))
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def _text(name: str, text: str) -> NotebookNode:
    return new_markdown_cell(text.strip(), id=name[-64:])


def _solution(function: str, stub: Parts, solution: Parts) -> NotebookNode:
    source = solved(function, stub, solution)
    return AssignedCell(solution_id(function), "code", source, solution=True).as_cell()


def _checks(exercise: Exercise, function: str) -> Iterator[Check]:
    return (check for check in exercise.checks if check.call.function == function)


def _test(exercise: Exercise, check: Check, folders: Folders | None) -> NotebookNode:
    arguments = [_quoted(exercise.name), _quoted(check.title)]
    if folders is not None:
        arguments.append(f"exercises={_quoted(folders.exercises)}")
        if not check.shown:
            arguments.append(f"solutions={_quoted(folders.solutions)}")
    lines = ["from grader.notebook import score", "", f"score({', '.join(arguments)})"]
    if not check.shown:
        above = HIDDEN.format(function=check.call.function)
        lines = [above, "### BEGIN HIDDEN TESTS", *lines, "### END HIDDEN TESTS"]
    name = grade_id(exercise.name, check)
    cell = AssignedCell(
        name, "code", "\n".join(lines), locked=True, grade=True, points=check.points
    )
    return cell.as_cell()


def _quoted(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)
