"""Numbers and their operations: exchanged, left out, or other ones."""

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import cast

from grader.slips.operator import (
    MODULES,
    Change,
    Changes,
    Node,
    Pair,
    Surrounding,
    copied,
    data,
    expression,
    is_method,
    is_number,
    is_numeric,
    with_parts,
)

LOSSES = {
    "mse_loss": ("l1_loss", "smooth_l1_loss", "huber_loss"),
    "MSELoss": ("L1Loss", "SmoothL1Loss", "HuberLoss"),
}
COARSE = ("float16", "bfloat16")
REDUCING = frozenset({"fmean", "len", "mean", "numel", "sum", *LOSSES})


def exchanged(kinds: dict[type[ast.operator], type[ast.operator]]) -> Changes:
    """One operation for another."""

    def changes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
        if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in kinds:
            yield copied(node, op=kinds[type(node.op)]())

    return changes


def operands(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The two sides the other way round, where that matters."""
    ordered = (ast.Sub, ast.Div, ast.Pow, ast.MatMult)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ordered):
        yield copied(node, left=node.right, right=node.left)


def constants(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Another number, but for default values."""
    if not around.is_default:
        yield from _other_numbers(node)


def defaults(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """One other default value: a trait says that defaults differ, whatever they are."""
    if around.is_default:
        yield from islice(_other_numbers(node), 1)


def _other_numbers(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return
    value = node.value
    if isinstance(value, int):
        others: list[float] = [value + 1, value - 1, 2 * value, -value]
    elif isinstance(value, float):
        others = [value / 2, 2 * value, value / 10, value + 1, -value, 0.0]
    else:
        return
    for other in dict.fromkeys(others):
        if other != value:
            yield copied(node, value=other)


def other_starts(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Zeros, ones, or the numbers in another order, where two or more are set at once."""
    if not isinstance(node, ast.Assign):
        return
    numbers = _floats(node)
    following = around.block[around.place + 1 : around.place + 2]
    if len(numbers) > 1:
        for others in _other_starts(numbers):
            yield _with_floats(node, others)
    elif numbers and following and len(more := _floats(following[0])) == 1:
        for first, second in _other_starts([*numbers, *more]):
            yield Pair(_with_floats(node, [first]), _with_floats(following[0], [second]))


def _floats(node: ast.AST) -> list[float]:
    """The numbers with a decimal point in an assignment."""
    if not isinstance(node, ast.Assign):
        return []
    constants = (one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant))
    return [value for value in constants if isinstance(value, float)]


def _other_starts(numbers: Sequence[float]) -> Iterator[list[float]]:
    for others in ([0.0] * len(numbers), [1.0] * len(numbers), list(reversed(numbers))):
        if others != list(numbers):
            yield others


def _with_floats(node: Node, numbers: Sequence[float]) -> Node:
    """A copy with these numbers in place of those with a decimal point, in the order of a walk."""
    changed, others = deepcopy(node), iter(numbers)
    for one in ast.walk(changed):
        if isinstance(one, ast.Constant) and isinstance(one.value, float):
            one.value = next(others)
    return changed


def signs(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A sign left out, or one before what is returned."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    if isinstance(node, ast.Return) and node.value and is_numeric(node.value, around):
        yield copied(node, value=ast.UnaryOp(ast.USub(), node.value))


def powers(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Twice the number for its square, and the number itself."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield copied(node, op=ast.Mult())
        yield node.left
        yield ast.Call(ast.Name("abs", ast.Load()), [node.left], [])


def scaled(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A constant multiple of what is returned or of a part, or one by the number of points."""
    if isinstance(node, ast.Return) and node.value and is_numeric(node.value, around):
        for factor in (2, 0.5, 10, 0.1, 100):
            yield copied(node, value=ast.BinOp(node.value, ast.Mult(), ast.Constant(factor)))
        for name in [one for one in around.parameters if one not in around.models][:1]:
            count = ast.Call(ast.Name("len", ast.Load()), [ast.Name(name, ast.Load())], [])
            for op in (ast.Mult(), ast.Div()):
                yield copied(node, value=ast.BinOp(node.value, op, count))
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        factors = ["2", "0.5", *(f"len({name})" for name in data(around)[:1])]
        yield from with_parts(
            node, lambda one: [ast.BinOp(one, ast.Mult(), expression(text)) for text in factors]
        )
    if is_method(node, "mean"):
        inner = cast(ast.Attribute, cast(ast.Call, node).func).value
        total = ast.Call(ast.Attribute(inner, "sum", ast.Load()), [], [])
        yield ast.BinOp(total, ast.Div(), ast.Constant(2))


def other_counts(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """What is returned, as if the sum had been divided by one point less, or by one more."""
    if isinstance(node, ast.Return) and node.value and is_numeric(node.value, around):
        for name in data(around)[:1] if _is_reduced(node, around) else ():
            for count in (f"(len({name}) - 1)", f"(len({name}) + 1)"):
                value = ast.unparse(node.value)
                yield copied(node, value=expression(f"({value}) * len({name}) / {count}"))


def _is_reduced(node: ast.Return, around: Surrounding) -> bool:
    """Whether many numbers become one on the way to what is returned."""
    words = {
        getattr(one, "attr", getattr(one, "id", ""))
        for statement in (*around.block, node)
        for one in ast.walk(statement)
    }
    return not REDUCING.isdisjoint(words)


def unreduced(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Each number, or half or twice of it, where their mean or sum is returned."""
    if not isinstance(around.parent, ast.Return):
        return
    for name in ("mean", "sum"):
        inner: ast.expr | None = None
        if is_method(node, name):
            inner = cast(ast.Attribute, cast(ast.Call, node).func).value
            if isinstance(inner, ast.Name) and inner.id in MODULES:
                inner = None
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name:
            inner = node.args[0] if len(node.args) == 1 else None
        if inner is not None:
            yield inner
            for factor in (0.5, 2):
                yield ast.BinOp(inner, ast.Mult(), ast.Constant(factor))


def other_losses(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Huber's loss, or the absolute error, for the square."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and is_number(node.right, 2):
        size = ast.Call(ast.Name("abs", ast.Load()), [node.left], [])
        limit = ast.keyword("max", ast.Constant(1))
        cut = ast.Call(ast.Attribute(size, "clamp", ast.Load()), [], [limit])
        rest = ast.BinOp(size, ast.Sub(), ast.BinOp(cut, ast.Div(), ast.Constant(2)))
        yield ast.BinOp(cut, ast.Mult(), rest)
    if isinstance(node, ast.Attribute):
        for other in LOSSES.get(node.attr, ()):
            yield copied(node, attr=other)


def other_dtypes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Numbers too coarse to train with."""
    if isinstance(node, ast.Attribute) and node.attr in ("float32", "float64"):
        for other in COARSE:
            yield copied(node, attr=other)
    elif isinstance(node, ast.Call) and _makes_a_tensor(node):
        module = cast(ast.Attribute, node.func).value
        for other in COARSE:
            dtype = ast.keyword("dtype", ast.Attribute(module, other, ast.Load()))
            yield copied(node, keywords=[*node.keywords, dtype])


def _makes_a_tensor(node: ast.Call) -> bool:
    """Whether it is torch.tensor(...) without a dtype."""
    named = isinstance(node.func, ast.Attribute) and node.func.attr == "tensor"
    return named and all(one.arg != "dtype" for one in node.keywords)


def terms_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """One side of a sum or a difference alone."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield node.left
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield node.right


def roots(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The root of what is returned or of a part of it, as of the mean squared error."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield from with_parts(node, lambda one: [ast.BinOp(one, ast.Pow(), ast.Constant(0.5))])
    if isinstance(node, ast.Return) and node.value and is_numeric(node.value, around):
        yield copied(node, value=ast.BinOp(node.value, ast.Pow(), ast.Constant(0.5)))


def powers_outside(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The power of a mean or of a product, where that of what is in it belongs."""
    for name in ("mean", "sum"):
        if is_method(node, name):
            call = cast(ast.Call, node)
            inner = cast(ast.Attribute, call.func).value
            if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow):
                reduced = ast.Call(ast.Attribute(inner.left, name, ast.Load()), [], [])
                yield copied(inner, left=reduced)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        power = node.right
        if isinstance(power, ast.BinOp) and isinstance(power.op, ast.Pow):
            yield copied(power, left=copied(node, right=power.left))
