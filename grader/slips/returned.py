"""What comes back: in another order, form or number."""

import ast
from collections.abc import Iterator
from typing import cast

from grader.slips.operator import Change, Changes, Surrounding, copied


def returned_order(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The parts of a tuple, from the last to the first."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield copied(node, value=copied(node.value, elts=node.value.elts[::-1]))


def returned_parts(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """One part of a tuple alone."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for one in node.value.elts:
            yield copied(node, value=one)


def returned_otherwise(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Another variable of the function."""
    if isinstance(node, ast.Return) and node.value is not None:
        for name in dict.fromkeys((*around.names, *around.parameters)):
            if ast.unparse(node.value) != name:
                yield copied(node, value=ast.Name(name, ast.Load()))


def nothing_returned(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """What belongs into `return`, printed."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield ast.Expr(ast.Call(ast.Name("print", ast.Load()), [node.value], []))


def returned_at_once(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that returns at the end of its first turn."""
    if isinstance(node, ast.For) and around.block and isinstance(around.block[-1], ast.Return):
        yield copied(node, body=[*node.body, around.block[-1]])


def method(name: str) -> Changes:
    """The same with a method called on what is returned, or on each part of it."""

    def called(value: ast.expr) -> ast.expr:
        return ast.Call(ast.Attribute(value, name, ast.Load()), [], [])

    def changes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            parts = [called(one) for one in node.value.elts]
            yield copied(node, value=copied(node.value, elts=parts))
        elif isinstance(node, ast.Return) and node.value is not None:
            yield copied(node, value=called(node.value))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call):
            yield copied(node, value=called(node.value))

    return changes


def rounded(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """What is returned, rounded to two decimal places."""

    def shortened(value: ast.expr) -> ast.expr:
        number = ast.Call(ast.Name("float", ast.Load()), [value], [])
        return ast.Call(ast.Name("round", ast.Load()), [number, ast.Constant(2)], [])

    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        parts = [shortened(one) for one in node.value.elts]
        yield copied(node, value=copied(node.value, elts=parts))
    elif isinstance(node, ast.Return) and node.value is not None:
        yield copied(node, value=shortened(node.value))


def rewrapped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A new tensor with the values of an argument: gradients do not reach the argument."""
    is_argument = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    if is_argument and cast(ast.Name, node).id in around.parameters:
        clone = ast.Attribute(cast(ast.Name, node), "clone", ast.Load())
        copied = ast.Attribute(ast.Call(clone, [], []), "detach", ast.Load())
        yield ast.Call(copied, [], [])


def computed_again(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """What is returned, computed once more at the end by the same lines."""
    if not isinstance(node, ast.Return) or node.value is None or not around.block:
        return
    returned = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
    lines = [
        one
        for one in around.block[: around.place]
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
    ]
    own = [one for one in lines if cast(ast.Name, one.targets[0]).id in returned]
    for again in (lines, own, *([one] for one in own)):
        if again:
            yield [*again, node]
