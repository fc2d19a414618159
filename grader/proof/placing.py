"""Whether everything in the stub and the solution has a place in a notebook.

A notebook has a cell for each function and class. What else the stub has at its top level comes
before them, but for what runs below `if __name__ == "__main__":`.
"""

import ast
from collections.abc import Iterator

from grader.errors import ExerciseBroken
from grader.exercise.examples import SOLUTION, Example, defined
from grader.exercise.loading import Exercise
from grader.handout.parts import Parts, solution_of, stub_of
from grader.handout.solved import misfits, solved
from grader.proof.findings import Finding, Kind

DELAYED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def misplaced(exercise: Exercise) -> Iterator[Finding]:
    """A finding for each statement that a notebook has no place for, or runs too early."""
    try:
        stub = stub_of(exercise)
    except ExerciseBroken:
        return  # what the stub does not define is told elsewhere
    yield from _too_early(exercise, stub)
    # what is not defined at all is told by running it
    if exercise.solution is not None and set(exercise.functions) <= defined(exercise.solution.text):
        yield from _of_solution(exercise, exercise.solution, stub)


def _too_early(exercise: Exercise, stub: Parts) -> Iterator[Finding]:
    for statement in stub.statements:
        for node in _at_once(statement):
            if isinstance(node, ast.Name) and node.id in exercise.functions:
                text = (
                    f"{stub.path}, line {node.lineno}: {node.id} is used at the top level. A "
                    "notebook runs this before anybody has written it. Move it below "
                    'if __name__ == "__main__":.'
                )
                yield Finding("stub", text, stub.path, node.lineno)


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a statement runs: not what is inside of functions."""
    yield node
    inside = node.body if isinstance(node, DELAYED) else ()
    later = [inside] if isinstance(inside, ast.AST) else inside
    for one in ast.iter_child_nodes(node):
        if one not in later:
            yield from _at_once(one)


def _of_solution(exercise: Exercise, example: Example, stub: Parts) -> Iterator[Finding]:
    file = (exercise.hidden or exercise.folder) / SOLUTION
    try:
        solution = solution_of(exercise)
    except ExerciseBroken as broken:
        lines = (one.lineno for one in ast.parse(example.text).body if _assigns(one, exercise))
        text = f"{broken} Write it with def or class: a notebook takes its body from there."
        yield Finding("solution", text, file, next(lines, None))
        return
    found = list(misfits(exercise.name, stub, solution))
    for misfit in found:
        kind: Kind = "signature" if misfit.takes_others else "solution"
        yield Finding(kind, misfit.text, file, misfit.line)
    for function in () if found else exercise.functions:
        try:
            solved(function, stub, solution)
        except ExerciseBroken as broken:
            yield Finding("solution", str(broken), file, solution.functions[function].lineno)


def _assigns(statement: ast.stmt, exercise: Exercise) -> bool:
    is_definition = isinstance(statement, ast.FunctionDef | ast.ClassDef)
    return not is_definition and bool(defined(ast.unparse(statement)) & set(exercise.functions))
