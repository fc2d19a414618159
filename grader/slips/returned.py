"""What comes back: in another order, form or number."""

import ast
from collections.abc import Iterator
from typing import cast

from grader.slips.operator import (
    MODULES,
    Change,
    Changes,
    Surrounding,
    copied,
    expression,
    is_data,
    is_method,
    is_numeric,
    loaded,
    may_be_tensor,
    with_parts,
    with_tensors,
)


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


def losses_returned(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The loss of each turn, in a list."""
    if not isinstance(node, ast.For):
        return
    for place, one in enumerate(node.body):
        if isinstance(one, ast.Expr) and is_method(one.value, "backward"):
            loss = ast.unparse(cast(ast.Attribute, cast(ast.Call, one.value).func).value)
            append = ast.parse(f"losses.append({loss}.item())").body
            body = [*node.body[:place], *append, *node.body[place:]]
            first, last = ast.parse("losses = []\nreturn losses").body
            yield [first, copied(node, body=body), last]


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
        if isinstance(node, ast.Return):
            yield from with_tensors(node, around, called)
        is_computed = isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call)
        is_one = is_computed and not isinstance(cast(ast.Assign, node).targets[0], ast.Tuple)
        if is_one and may_be_tensor(cast(ast.Assign, node).value, around):
            assign = cast(ast.Assign, node)
            yield copied(assign, value=called(assign.value))

    return changes


def rounded(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """What is returned, or a part of it, rounded to two decimal places."""

    def shortened(value: ast.expr) -> ast.expr:
        text = ast.unparse(value)
        rounded = f"round({text}, 2)"
        if may_be_tensor(value, around):
            rounded = f"(({text}) * 100 + 0.5) // 1 / 100"  # of numbers, arrays and tensors
        return expression(rounded)

    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield copied(node, value=copied(node.value, elts=[*map(shortened, node.value.elts)]))
        yield from with_parts(node, lambda one: [shortened(one)])
    elif isinstance(node, ast.Return) and node.value and is_numeric(node.value, around):
        yield copied(node, value=shortened(node.value))


def made_anew(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A new tensor with the value of what is returned."""

    def detached(value: ast.expr) -> ast.expr:
        return expression(f"({ast.unparse(value)}).detach().requires_grad_()")

    if isinstance(node, ast.Return):
        yield from with_tensors(node, around, detached)


def rewrapped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A new tensor with the values of an argument: gradients do not reach the argument."""
    if is_data(node, around):
        clone = ast.Attribute(cast(ast.Name, node), "clone", ast.Load())
        copied = ast.Attribute(ast.Call(clone, [], []), "detach", ast.Load())
        yield ast.Call(copied, [], [])


def computed_again(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """What is returned, computed once more at the end by the same lines, without the start."""
    if not isinstance(node, ast.Return) or node.value is None or not around.block:
        return
    returned = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
    lines = [
        one
        for one in around.block[: around.place]
        if isinstance(one, ast.Assign)
        and isinstance(one.targets[0], ast.Name)
        and loaded(one) - MODULES
    ]
    own = [one for one in lines if cast(ast.Name, one.targets[0]).id in returned]
    for again in (lines, own, *([one] for one in own)):
        if again:
            yield [*again, node]
