"""The stub with the solution in it, as the cells of an instructor's notebook have it.

Signatures and docstrings come from the stub, bodies from the solution. A class is one cell: the
stub's class, in which the body of each method comes from the solution.
"""

import ast
import copy
import textwrap
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.errors import ExerciseBroken
from grader.handout.parts import Definition, Parts, methods, says, signature, split


class Misfit(NamedTuple):
    """Something in a solution for which the stub has no place: the sentence, and the line.

    If it `takes_others`, a call that suits the stub fails in the solution.
    """

    text: str
    line: int
    takes_others: bool = False


def misfits(name: str, stub: Parts, solution: Parts) -> Iterator[Misfit]:
    """What of the solution of the exercise `name` does not fit into the stub's definitions."""
    yield from _unlike(name, stub.functions, solution.functions)
    there = set(map(ast.unparse, stub.statements))
    for one in solution.statements:
        if ast.unparse(one) not in there:
            text = (
                f"solution.py of {name} has {_begin(one)!r} at its top level (line {one.lineno}), "
                "outside what the exercise asks for. A notebook has no cell for this. Move it "
                f"into the {stub.kinds} that needs it, or into submit.py, where students see it."
            )
            yield Misfit(text, one.lineno)


def _unlike(
    name: str, stub: Mapping[str, Definition], solution: Mapping[str, Definition], within: str = ""
) -> Iterator[Misfit]:
    """Definitions with another head than in the stub; `within` is the class of methods."""
    prefix = f"{within}." if within else ""
    for function, node in stub.items():
        solved = solution[function]
        if signature(node) != signature(solved):
            text = (
                f"{prefix}{function} of {name} is {signature(solved)} in solution.py (line "
                f"{solved.lineno}), but {signature(node)} in submit.py. Give both the same "
                "parameters and decorators: a notebook has the solution's body under the stub's "
                "signature."
            )
            yield Misfit(text, solved.lineno, takes_others=_takes_others(node, solved))
        elif isinstance(node, ast.ClassDef) and isinstance(solved, ast.ClassDef) and methods(node):
            yield from _inside(name, node, solved)


def _inside(name: str, stub: ast.ClassDef, solution: ast.ClassDef) -> Iterator[Misfit]:
    """What of a class has no place in the stub's class."""
    own = methods(stub)
    inner, solved = ({one.name: one for one in _defined(node)} for node in (stub, solution))
    for missing in (one for one in own if one not in solved):
        text = (
            f"solution.py of {name} does not define {missing} in the class {stub.name} (line "
            f"{solution.lineno}), as submit.py does."
        )
        yield Misfit(text, solution.lineno, takes_others=True)
    both = {one: inner[one] for one in own if one in solved}
    yield from _unlike(name, both, solved, stub.name)
    there = set(map(ast.unparse, split(stub)[1]))
    for one in split(solution)[1]:
        if not (isinstance(one, Definition) and one.name in own) and ast.unparse(one) not in there:
            text = (
                f"solution.py of {name} has {_begin(one)!r} in the class {stub.name} (line "
                f"{one.lineno}), outside the methods that submit.py has. A notebook has no place "
                "for this. Move it into a method, or into submit.py, where students see it."
            )
            yield Misfit(text, one.lineno)


def _takes_others(stub: Definition, solution: Definition) -> bool:
    """Whether the solution needs more arguments than the stub, or takes fewer."""
    if not (isinstance(stub, ast.FunctionDef) and isinstance(solution, ast.FunctionDef)):
        return False
    ours, theirs = (len(one.args.posonlyargs) + len(one.args.args) for one in (stub, solution))
    needed = theirs - len(solution.args.defaults)
    takes_fewer = theirs < ours and solution.args.vararg is None
    named = {one.arg for one in stub.args.kwonlyargs}
    pairs = zip(solution.args.kwonlyargs, solution.args.kw_defaults, strict=True)
    needs_named = any(default is None and one.arg not in named for one, default in pairs)
    return needed > ours - len(stub.args.defaults) or takes_fewer or needs_named


def _defined(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [one for one in node.body if isinstance(one, ast.FunctionDef)]


def _begin(statement: ast.stmt) -> str:
    return ast.unparse(statement).splitlines()[0]


def solved(function: str, stub: Parts, solution: Parts) -> str:
    """A function or class of the stub with what the solution writes into it, between marks.

    Raises ExerciseBroken if text in it would be changed.
    """
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


def _class(name: str, stub: Parts, inner: Parts, solution: Parts) -> str:
    """A class of the stub with the solution's methods; what the stub has complete stays."""
    node = stub.functions[name]
    written = [
        inner.text(method)
        if _same(inner.functions[method], solution.functions[method])
        else solved(method, inner, solution)
        for method in inner.functions
    ]
    body = "\n\n".join([*inner.beside, *written])
    inside = ast.parse(body).body
    for head in (stub.head(name), _head(node)):
        source = "\n".join([head, textwrap.indent(body, "    ")])
        if _fits(source, node, inside) and len(written) == len(methods(node)):
            return source
    raise _unfit(name, solution)


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
