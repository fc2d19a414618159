"""An exercise as a notebook with its solution; nbgrader makes the students' notebook from it.

Every line comes from the exercise's folders: the text from README.md, signatures and docstrings
from the stub, bodies from the solution, and a cell for each check. A class is one cell: the stub's
class, in which the body of each method comes from the solution.
"""

import ast
import copy
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
from grader.handout.parts import Definition, Parts, methods, says, split, stub_of, task
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
    solution = Parts(Path("solution.py"), exercise.solution.text, exercise.functions)
    _fit(exercise.name, stub, solution)
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


def _fit(name: str, stub: Parts, solution: Parts, within: str = "") -> None:
    """Raise ExerciseBroken if the solution's bodies do not fit into the stub's definitions.

    `within` begins the names of methods: the class, and a dot.
    """
    for function, node in stub.functions.items():
        if stub.signature(function) != solution.signature(function):
            raise ExerciseBroken(
                f"{within}{function} of {name} is {solution.signature(function)} in solution.py, "
                f"but {stub.signature(function)} in submit.py. Give both the same parameters and "
                "decorators: the notebook puts the solution's body under the stub's signature."
            )
        if own := methods(node):
            class_, solved = stub.inside(function, own), solution.inside(function, own)
            _fit(name, class_, solved, f"{within}{function}.")
    surplus = [one for one in solution.statements if one not in stub.statements]
    if surplus and within:
        raise ExerciseBroken(
            f"solution.py of {name} has {surplus[0].splitlines()[0]!r} in the class "
            f"{within.rstrip('.')}, outside the methods that submit.py has. The notebook has no "
            "place for this. Move it into a method, or into submit.py, where students see it."
        )
    if surplus:
        raise ExerciseBroken(
            f"solution.py of {name} has {surplus[0].splitlines()[0]!r} at its top level, outside "
            f"what the exercise asks for. The notebook has no cell for this. Move it into the "
            f"{stub.kinds} that needs it, or into submit.py, where students see it."
        )


def _text(name: str, text: str) -> NotebookNode:
    return new_markdown_cell(text.strip(), id=name[-64:])


def _solution(function: str, stub: Parts, solution: Parts) -> NotebookNode:
    source = _written(function, stub, solution)
    return AssignedCell(solution_id(function), "code", source, solution=True).as_cell()


def _written(function: str, stub: Parts, solution: Parts) -> str:
    """A function or class of the stub with what the solution writes into it, between marks."""
    node = stub.functions[function]
    if own := methods(node):
        return _class(function, stub, stub.inside(function, own), solution.inside(function, own))
    _, does = split(solution.functions[function])
    source = _between_marks(stub.head(function), solution.body(function))
    if _fits(source, node, does):
        return source
    # such as a function on one line, or text that indenting changes
    body = textwrap.indent(ast.unparse(ast.Module(does, [])), "    ")
    source = _between_marks(_head(node), body)
    if _fits(source, node, does):
        return source
    raise _unfit(function, solution)


def _class(name: str, stub: Parts, inner: Parts, solved: Parts) -> str:
    """A class of the stub with the solution's methods; what the stub has complete stays."""
    node = stub.functions[name]
    written = [
        inner.text(method)
        if _same(inner.functions[method], solved.functions[method])
        else _written(method, inner, solved)
        for method in inner.functions
    ]
    body = "\n\n".join([*inner.beside, *written])
    inside = ast.parse(body).body
    for head in (stub.head(name), _head(node)):
        source = "\n".join([head, textwrap.indent(body, "    ")])
        if _fits(source, node, inside) and len(written) == len(methods(node)):
            return source
    raise _unfit(name, solved)


def _fits(source: str, node: Definition, body: list[ast.stmt]) -> bool:
    """Whether it is this definition with this body below its docstring."""
    promised, _ = split(node)
    return says(source, _with_body(node, [*promised, *body]))


def _head(node: Definition) -> str:
    """The head of a definition, up to its docstring, in plain format."""
    promised, _ = split(node)
    bare = ast.unparse(ast.fix_missing_locations(_with_body(node, promised or [ast.Pass()])))
    return bare if promised else "\n".join(bare.split("\n")[: len(node.decorator_list) + 1])


def _with_body(node: Definition, body: list[ast.stmt]) -> ast.Module:
    made = copy.copy(node)
    made.body = body
    return ast.Module([made], [])


def _same(one: Definition, other: Definition) -> bool:
    """Whether two functions do the same, whatever their docstrings say."""
    first, second = (ast.Module(split(node)[1], []) for node in (one, other))
    return ast.dump(first) == ast.dump(second)


def _between_marks(head: str, body: str) -> str:
    return "\n".join([head, "    ### BEGIN SOLUTION", body, "    ### END SOLUTION"])


def _unfit(function: str, solution: Parts) -> ExerciseBroken:
    return ExerciseBroken(
        f"{function} of {solution.path} cannot be put under the stub's docstring in a notebook. A "
        "string over several lines may be the reason: write it on one, with \\n."
    )


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
