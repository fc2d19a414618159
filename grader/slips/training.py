"""What belongs to training: steps, gradients, and the data for them."""

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy
from textwrap import indent
from typing import cast

from grader.slips.operator import (
    Change,
    Surrounding,
    copied,
    data,
    is_data,
    is_method,
    may_be_tensor,
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
    is_first = around.block and around.place == 0 and isinstance(around.parent, ast.FunctionDef)
    if not (rates and is_first and isinstance(node, ast.stmt)):
        return
    factors = ["* 2", "/ 2", "* 10", "/ 10"]
    factors += [f"{op} len({name})" for name in data(around)[:1] for op in "*/"]
    for factor in factors:
        yield [*ast.parse(f"{rates[0]} = {rates[0]} {factor}").body, node]


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
        text = f"{node.id}[at : at + {self._size}]"
        return cast(ast.Expr, ast.parse(text).body[0]).value


def _of_points(node: ast.For, around: Surrounding) -> list[str]:
    """What has an element for each point and is used in the loop: x and y, or made from them."""
    given = data(around)[:2]
    used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    if used.issuperset(given):
        return given
    return [
        one.targets[0].id
        for one in around.block[: around.place]
        if isinstance(one, ast.Assign)
        and isinstance(one.targets[0], ast.Name)
        and one.targets[0].id in used
        and any(isinstance(inner, ast.Name) and inner.id in given for inner in ast.walk(one.value))
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
            part = cast(ast.Expr, ast.parse(f"x{text}").body[0]).value
            yield copied(cast(ast.Subscript, part), value=node)


def columns(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A column of an argument."""
    if is_data(node, around):
        text = f"torch.as_tensor({ast.unparse(node)}).reshape(-1, 1)"
        yield cast(ast.Expr, ast.parse(text).body[0]).value


def other_shapes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A column or a row of what is returned, or of each part of it."""
    if not isinstance(node, ast.Return) or node.value is None:
        return
    for shape in ((-1, 1), (1, -1)):
        if isinstance(node.value, ast.Tuple):
            parts = [
                _reshaped(one, shape) if may_be_tensor(one, around) else one
                for one in node.value.elts
            ]
            yield copied(node, value=copied(node.value, elts=parts))
        elif may_be_tensor(node.value, around):
            yield copied(node, value=_reshaped(node.value, shape))


def _reshaped(value: ast.expr, shape: tuple[int, int]) -> ast.expr:
    sizes: list[ast.expr] = [ast.Constant(size) for size in shape]
    return ast.Call(ast.Attribute(value, "reshape", ast.Load()), sizes, [])


def clipped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A step by the gradient cut at one."""
    if isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Load):
        clamp = ast.Attribute(node, "clamp", ast.Load())
        yield ast.Call(clamp, [ast.Constant(-1.0), ast.Constant(1.0)], [])
