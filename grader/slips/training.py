"""What belongs to training: steps, gradients, and the data for them."""

import ast
from collections.abc import Iterator
from typing import cast

from grader.slips.operator import Change, Surrounding, copied, is_method


def shrinking_rate(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A learning rate that shrinks at every step, or every so many steps."""
    rates = [name for name in around.parameters if name in ("lr", "learning_rate", "rate")]
    if isinstance(node, ast.For) and rates and _counts(node):
        turn = node.target
        for factor in (0.9, 0.99, 0.95, 0.5, 0.1):
            yield copied(node, body=[*node.body, *ast.parse(f"{rates[0]} *= {factor}").body])
        if isinstance(turn, ast.Name):
            for every, factor in (
                (10, 0.5),
                (10, 0.1),
                (50, 0.5),
                (50, 0.1),
                (100, 0.1),
                (100, 0.5),
            ):
                lines = f"if {turn.id} % {every} == {every - 1}:\n    {rates[0]} *= {factor}"
                yield copied(node, body=[*node.body, *ast.parse(lines).body])


def _counts(node: ast.For) -> bool:
    """Whether the loop makes a number of turns: it runs over a range."""
    return isinstance(node.iter, ast.Call) and getattr(node.iter.func, "id", "") == "range"


def accelerated(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Gradients that are scaled down instead of set to zero: momentum, written by hand."""
    if isinstance(node, ast.Expr) and is_method(node.value, "zero_"):
        inner = cast(ast.Attribute, cast(ast.Call, node.value).func).value
        for factor in (0.9, 0.5, 0.8, 0.95, 0.99):
            scale = ast.Attribute(inner, "mul_", ast.Load())
            yield ast.Expr(ast.Call(scale, [ast.Constant(factor)], []))


def own_backward(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """backward() inside a function whose caller takes the gradient."""
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Tuple):
        value = ast.Name("computed", ast.Load())
        assign = ast.Assign([ast.Name("computed", ast.Store())], node.value, lineno=node.lineno)
        call = ast.Expr(ast.Call(ast.Attribute(value, "backward", ast.Load()), [], []))
        yield [assign, call, copied(node, value=value)]


def weighted(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """backward() of the loss, weighted by the loss."""
    if is_method(node, "backward"):
        loss = cast(ast.Attribute, cast(ast.Call, node).func).value
        detached = ast.Call(ast.Attribute(loss, "detach", ast.Load()), [], [])
        yield copied(cast(ast.Call, node), args=[detached])


def no_gradient(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Something else where the gradient belongs."""
    if isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Load):
        yield node.value
        for name in around.names:
            yield ast.Name(name, ast.Load())


def part_of_data(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """An argument without its first or last element."""
    is_argument = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    if is_argument and cast(ast.Name, node).id in around.parameters:
        for text in ("[:-1]", "[1:]"):
            part = cast(ast.Expr, ast.parse(f"x{text}").body[0]).value
            yield copied(cast(ast.Subscript, part), value=node)


def other_shapes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A column or a row of what is returned, or of each part of it."""
    if not isinstance(node, ast.Return) or node.value is None:
        return
    for shape in ((-1, 1), (1, -1)):
        if isinstance(node.value, ast.Tuple):
            parts = [_reshaped(one, shape) for one in node.value.elts]
            yield copied(node, value=copied(node.value, elts=parts))
        else:
            yield copied(node, value=_reshaped(node.value, shape))


def _reshaped(value: ast.expr, shape: tuple[int, int]) -> ast.expr:
    sizes: list[ast.expr] = [ast.Constant(size) for size in shape]
    return ast.Call(ast.Attribute(value, "reshape", ast.Load()), sizes, [])


def clipped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A step by the gradient cut at one."""
    if isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Load):
        clamp = ast.Attribute(node, "clamp", ast.Load())
        yield ast.Call(clamp, [ast.Constant(-1.0), ast.Constant(1.0)], [])
