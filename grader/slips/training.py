"""What belongs to training: steps, gradients, and the data for them."""

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import partial
from textwrap import indent
from typing import cast

from grader.slips.operator import (
    Change,
    Surrounding,
    begins_function,
    copied,
    data,
    expression,
    is_data,
    is_method,
    loaded,
    may_be_tensor,
    with_tensors,
)

RATES = ("lr", "learning_rate", "rate")


def shrinking_rate(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A learning rate that shrinks at every step, or every so many steps."""
    rates = [name for name in around.parameters if name in RATES]
    if isinstance(node, ast.For) and rates and _counts(node):
        for factor in (0.9, 0.99, 0.95, 0.5, 0.1):
            yield copied(node, body=[*node.body, *ast.parse(f"{rates[0]} *= {factor}").body])
        if isinstance(node.target, ast.Name):
            # "_" is often the name of something else in the loop
            turn = ast.Name("turn", ast.Store()) if node.target.id == "_" else node.target
            for every, factor in (
                (10, 0.5),
                (10, 0.1),
                (50, 0.5),
                (50, 0.1),
                (100, 0.1),
                (100, 0.5),
            ):
                lines = f"if {turn.id} % {every} == {every - 1}:\n    {rates[0]} *= {factor}"
                more = ast.parse(lines).body
                yield copied(node, target=turn, body=[*node.body, *more])


def other_steps(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Steps that are longer or shorter: by a factor, or by the number of points."""
    rates = [name for name in around.parameters if name in RATES]
    if not (rates and begins_function(node, around)):
        return
    factors = ["* 2", "/ 2", "* 10", "/ 10"]
    factors += [f"{op} len({name})" for name in data(around)[:1] for op in "*/"]
    for factor in factors:
        step = ast.parse(f"{rates[0]} = {rates[0]} {factor}").body
        yield [*step, cast(ast.stmt, node)]


def in_batches(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A turn for every few points, in each turn of the loop."""
    names = _of_points(node, around) if isinstance(node, ast.For) and _counts(node) else []
    if not names:
        return
    loop = cast(ast.For, node)
    for size in (1, 2, 3, 4, 5, 8):
        head = f"for at in range(0, len({names[0]}), {size}):\n    pass"
        inner = cast(ast.For, ast.parse(head).body[0])
        slicing = _Slicing(names, size)
        *some, last = [slicing.visit(deepcopy(one)) for one in loop.body]
        yield copied(loop, body=[copied(inner, body=[*some, last])])
        if some and isinstance(last, ast.Expr):
            yield copied(loop, body=[copied(inner, body=some), last])


class _Slicing(ast.NodeTransformer):
    """Takes so many elements in place of all."""

    def __init__(self, names: Sequence[str], size: int) -> None:
        self._names = names
        self._size = size

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self._names or not isinstance(node.ctx, ast.Load):
            return node
        return expression(f"{node.id}[at : at + {self._size}]")


def _of_points(node: ast.For, around: Surrounding) -> list[str]:
    """What has an element for each point and is used in the loop: x and y, or made from them."""
    given = data(around)[:2]
    used = loaded(node)
    if used.issuperset(given):
        return given
    return [
        one.targets[0].id
        for one in around.block[: around.place]
        if isinstance(one, ast.Assign)
        and isinstance(one.targets[0], ast.Name)
        and one.targets[0].id in used
        and not loaded(one.value).isdisjoint(given)
    ]


def stopped_early(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that ends when the numbers of a list hardly change."""
    if not isinstance(node, ast.For):
        return
    text = ast.unparse(node)
    for name in sorted(around.lists):
        if f"{name}.append(" in text:
            for small in (1e-7, 1e-3):
                lines = f"if len({name}) > 1 and abs({name}[-1] - {name}[-2]) < {small}:\n    break"
                yield copied(node, body=[*node.body, *ast.parse(lines).body])


def _counts(node: ast.For) -> bool:
    """Whether the loop makes a number of turns: it runs over a range."""
    return isinstance(node.iter, ast.Call) and getattr(node.iter.func, "id", "") == "range"


def other_optimizers(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Another optimizer than SGD."""
    if isinstance(node, ast.Attribute) and node.attr == "SGD":
        for other in ("Adam", "AdamW", "RMSprop", "Adagrad"):
            yield copied(node, attr=other)
    if isinstance(node, ast.For):
        for place, statement in enumerate(node.body):
            before = _with_closure(statement, node.body[:place])
            if before:
                yield [*before[:-1], copied(node, body=[before[-1], *node.body[place + 1 :]])]
    elif isinstance(node, ast.Expr) and not around.in_loop:
        yield from filter(None, [_with_closure(node, around.block[: around.place])])


def _with_closure(step: ast.stmt, before: Sequence[ast.stmt]) -> list[ast.stmt]:
    """LBFGS in place of the optimizer that makes this step, or nothing.

    It computes the loss several times a step, so the lines before the step go into a function.
    """
    if not (isinstance(step, ast.Expr) and is_method(step.value, "step")):
        return []
    optimizer = ast.unparse(cast(ast.Attribute, cast(ast.Call, step.value).func).value)
    lines = [ast.unparse(one) for one in before]
    lines = [one for one in lines if not one.startswith(f"{optimizer} =")]
    losses = [one.removesuffix(".backward()") for one in lines if one.endswith(".backward()")]
    if not losses:
        return []
    lines = [f"{optimizer}.zero_grad()", *lines, f"return {losses[-1]}"]
    group = f"{optimizer}.param_groups[0]"
    text = (
        f"{optimizer} = torch.optim.LBFGS({group}['params'], lr={group}['lr'])\n"
        f"def closure():\n{indent(chr(10).join(lines), '    ')}\n"
        f"{optimizer}.step(closure)"
    )
    return ast.parse(text).body


def accelerated(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Gradients that are scaled down instead of set to zero: momentum, written by hand."""
    if isinstance(node, ast.Expr) and is_method(node.value, "zero_"):
        inner = cast(ast.Attribute, cast(ast.Call, node.value).func).value
        for factor in (0.9, 0.5, 0.8, 0.95, 0.99):
            scale = ast.Attribute(inner, "mul_", ast.Load())
            yield ast.Expr(ast.Call(scale, [ast.Constant(factor)], []))


def own_backward(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """backward() inside a function whose caller takes the gradient."""
    if isinstance(node, ast.Return) and node.value and may_be_tensor(node.value, around):
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
    if is_data(node, around):
        for text in ("[:-1]", "[1:]"):
            yield copied(cast(ast.Subscript, expression(f"x{text}")), value=node)


def columns(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A column of an argument."""
    if is_data(node, around):
        yield expression(f"torch.as_tensor({ast.unparse(node)}).reshape(-1, 1)")


def other_shapes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A column or a row of what is returned, or of each part of it."""
    if isinstance(node, ast.Return):
        for shape in ("-1, 1", "1, -1"):
            yield from with_tensors(node, around, partial(_reshaped, shape))


def _reshaped(shape: str, value: ast.expr) -> ast.expr:
    return expression(f"({ast.unparse(value)}).reshape({shape})")


def clipped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A step by the gradient cut at one."""
    if isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Load):
        clamp = ast.Attribute(node, "clamp", ast.Load())
        yield ast.Call(clamp, [ast.Constant(-1.0), ast.Constant(1.0)], [])
