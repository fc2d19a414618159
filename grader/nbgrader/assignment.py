"""An exercise as a notebook with its solution; nbgrader makes the students' notebook from it.

Every line comes from the exercise's folders: the text from README.md, signatures and docstrings
from the stub, bodies from the solution, and a cell for each check.
"""

import ast
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.checks import Check
from grader.errors import ExerciseBroken, ExerciseUnknown
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise
from grader.handout.parts import Parts, split, stub_of, task
from grader.nbgrader.cells import AssignedCell, grade_id, solution_id

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
ABOUT_CELLS = """\
## Trying it

Write each function in its cell. The cells below it check the function each time they are run, and
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
    solution = Parts(Path("solution.py"), exercise.solution.text, exercise.functions)
    _fit(exercise.name, stub, solution)
    cells = [_text("task", task(exercise, ABOUT_CELLS.format(exercise=exercise.name)))]
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


def _fit(name: str, stub: Parts, solution: Parts) -> None:
    for function in stub.functions:
        if stub.signature(function) != solution.signature(function):
            raise ExerciseBroken(
                f"{function} of {name} is {solution.signature(function)} in solution.py, but "
                f"{stub.signature(function)} in submit.py. Give both the same parameters and "
                "decorators: the notebook puts the solution's body under the stub's signature."
            )
    surplus = [one for one in solution.statements if one not in stub.statements]
    if surplus:
        raise ExerciseBroken(
            f"solution.py of {name} has {surplus[0].splitlines()[0]!r} at its top level, outside "
            "the functions of the exercise. The notebook has no cell for this. Move it into the "
            "function that needs it, or into submit.py, where students see it."
        )


def _text(name: str, text: str) -> NotebookNode:
    return new_markdown_cell(text.strip(), id=name[-64:])


def _solution(function: str, stub: Parts, solution: Parts) -> NotebookNode:
    promised, _ = split(stub.functions[function])
    _, does = split(solution.functions[function])
    node = stub.functions[function]
    around = node.decorator_list
    wanted = ast.FunctionDef(node.name, node.args, [*promised, *does], around, node.returns)
    source = _between_marks(stub.head(function), solution.body(function))
    if not _says(source, wanted):  # such as a function on one line, or text that indenting changes
        bare = ast.FunctionDef(node.name, node.args, promised or does, around, node.returns)
        head = ast.unparse(ast.fix_missing_locations(bare))
        if not promised:
            head = "\n".join(head.split("\n")[: len(around) + 1])
        body = textwrap.indent(ast.unparse(ast.Module(does, [])), "    ")
        source = _between_marks(head, body)
    if not _says(source, wanted):
        raise ExerciseBroken(
            f"{function} of {solution.path} cannot be put under the stub's docstring in a "
            "notebook. A string over several lines may be the reason: write it on one, with \\n."
        )
    return AssignedCell(solution_id(function), "code", source, solution=True).as_cell()


def _between_marks(head: str, body: str) -> str:
    return "\n".join([head, "    ### BEGIN SOLUTION", body, "    ### END SOLUTION"])


def _says(source: str, wanted: ast.FunctionDef) -> bool:
    """Whether the text parses to this function, however it is formatted."""
    try:
        return ast.dump(ast.parse(source)) == ast.dump(ast.Module([wanted], []))
    except SyntaxError:
        return False


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
