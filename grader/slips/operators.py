"""The ways in which a line of right code goes slightly wrong. Pure: syntax trees in and out.

An operator looks at one node of a function and yields what could stand there by mistake. Its
sentence says what such a function shows, never what the code of a submission contains. The order of
OPERATORS is the order in which causes are told apart: of two with one behaviour, the first is told.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar, cast

Node = TypeVar("Node", bound=ast.AST)
# what may stand in the place of a node: another node, several statements, or nothing
Change = ast.AST | list[ast.stmt] | None

SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.With, ast.If)


@dataclass(frozen=True)
class Surrounding:
    """What an operator may know of the function around a node."""

    parameters: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # assigned in the function, in order
    parent: ast.AST | None = None
    block: tuple[ast.stmt, ...] = ()  # the statements that a statement stands among
    place: int = 0  # its number there
    in_loop: bool = False
    is_default: bool = False  # of a parameter


Changes = Callable[[ast.AST, Surrounding], Iterator[Change]]


@dataclass(frozen=True)
class Operator:
    """A name, a sentence about a `{function}` that was changed so, and the changes of a node."""

    name: str
    sentence: str
    changes: Changes


def _copied(node: Node, **fields: object) -> Node:
    """A copy of a node, not of what is in it, with some fields changed."""
    made = type(node)(**{name: getattr(node, name, None) for name in node._fields} | fields)
    return ast.copy_location(made, node)


# ------------------------------------------------------------------ numbers and their operations


def _exchanged(kinds: dict[type[ast.operator], type[ast.operator]]) -> Changes:
    def changes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
        if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in kinds:
            yield _copied(node, op=kinds[type(node.op)]())

    return changes


def _operands(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    ordered = (ast.Sub, ast.Div, ast.Pow, ast.MatMult)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ordered):
        yield _copied(node, left=node.right, right=node.left)


def _constants(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if not around.is_default:
        yield from _other_numbers(node)


def _defaults(node: ast.AST, around: Surrounding) -> Iterator[Change]:
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
            yield _copied(node, value=other)


def _signs(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Tuple):
        yield _copied(node, value=ast.UnaryOp(ast.USub(), node.value))


def _powers(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Twice the number for its square, and the number itself."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield _copied(node, op=ast.Mult())
        yield node.left
        yield ast.Call(ast.Name("abs", ast.Load()), [node.left], [])


def _scaled(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A constant multiple of what is returned, or a product or share by the number of points."""
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Tuple):
        for factor in (2, 0.5, 10, 0.1, 100):
            yield _copied(node, value=ast.BinOp(node.value, ast.Mult(), ast.Constant(factor)))
        for name in around.parameters[:1]:
            count = ast.Call(ast.Name("len", ast.Load()), [ast.Name(name, ast.Load())], [])
            for op in (ast.Mult(), ast.Div()):
                yield _copied(node, value=ast.BinOp(node.value, op, count))
    if _is_method(node, "mean"):
        inner = cast(ast.Attribute, cast(ast.Call, node).func).value
        total = ast.Call(ast.Attribute(inner, "sum", ast.Load()), [], [])
        for value in (total, inner):
            yield ast.BinOp(value, ast.Div(), ast.Constant(2))


def _other_losses(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Huber's loss, or the absolute error, for the square."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and _is_number(node.right, 2):
        size = ast.Call(ast.Name("abs", ast.Load()), [node.left], [])
        limit = ast.keyword("max", ast.Constant(1))
        cut = ast.Call(ast.Attribute(size, "clamp", ast.Load()), [], [limit])
        rest = ast.BinOp(size, ast.Sub(), ast.BinOp(cut, ast.Div(), ast.Constant(2)))
        yield ast.BinOp(cut, ast.Mult(), rest)
    if isinstance(node, ast.Attribute):
        for other in LOSSES.get(node.attr, ()):
            yield _copied(node, attr=other)


def _is_number(node: ast.AST, value: float) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


def _is_method(node: ast.AST, name: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
        and not node.args
    )


def _other_dtypes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Numbers too coarse to train with."""
    if isinstance(node, ast.Attribute) and node.attr in ("float32", "float64"):
        for other in COARSE:
            yield _copied(node, attr=other)
    elif isinstance(node, ast.Call) and _makes_a_tensor(node):
        module = cast(ast.Attribute, node.func).value
        for other in COARSE:
            dtype = ast.keyword("dtype", ast.Attribute(module, other, ast.Load()))
            yield _copied(node, keywords=[*node.keywords, dtype])


def _makes_a_tensor(node: ast.Call) -> bool:
    """Whether it is torch.tensor(...) without a dtype."""
    named = isinstance(node.func, ast.Attribute) and node.func.attr == "tensor"
    return named and all(one.arg != "dtype" for one in node.keywords)


# ------------------------------------------------------------------ calls

LOSSES = {
    "mse_loss": ("l1_loss", "smooth_l1_loss", "huber_loss"),
    "MSELoss": ("L1Loss", "SmoothL1Loss", "HuberLoss"),
}
COARSE = ("float16", "bfloat16")

EXCHANGED = {
    "mean": ("sum",),
    "sum": ("mean",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "randn": ("rand",),
    "normal": ("rand",),
    "linspace": ("rand_like",),
    "SGD": ("Adam", "AdamW", "RMSprop", "Adagrad"),
}
REDUCTIONS = {"mean": ("sum", "none"), "sum": ("mean",)}


def _mean_for_sum(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and node.attr in ("mean", "sum"):
        for other in EXCHANGED[node.attr]:
            yield _copied(node, attr=other)
    if isinstance(node, ast.keyword) and node.arg == "reduction":
        value = node.value.value if isinstance(node.value, ast.Constant) else None
        for other in REDUCTIONS.get(cast(str, value), ()):
            yield _copied(node, value=ast.Constant(other))


def _other_optimizers(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and node.attr == "SGD":
        for other in EXCHANGED["SGD"]:
            yield _copied(node, attr=other)


def _other_functions(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and node.attr not in ("mean", "sum", "SGD"):
        for other in EXCHANGED.get(node.attr, ()):
            yield _copied(node, attr=other)


def _with_keyword(name: str, *values: float) -> Changes:
    def changes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "SGD":
            for value in values:
                more = ast.keyword(name, ast.Constant(value))
                yield _copied(node, keywords=[*node.keywords, more])

    return changes


def _methods_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        inner = node.func.value
        is_module = isinstance(inner, ast.Name) and inner.id in ("torch", "np", "numpy", "math")
        if not is_module and not isinstance(around.parent, ast.Expr):
            yield inner
        elif len(node.args) == 1 and not isinstance(around.parent, ast.Expr):
            yield node.args[0]
    elif isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.func, ast.Name):
        yield node.args[0]


def _keywords_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Call):
        for place in range(len(node.keywords)):
            yield _copied(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])


def _elements_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.List) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        for place in range(len(node.elts)):
            yield _copied(node, elts=node.elts[:place] + node.elts[place + 1 :])


def _arguments_swapped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Call):
        for place in range(len(node.args) - 1):
            args = list(node.args)
            args[place], args[place + 1] = args[place + 1], args[place]
            yield _copied(node, args=args)


# ------------------------------------------------------------------ names


def _other_names(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for other in _mixed_up(node.id, around):
            yield _copied(node, id=other)


def _mixed_up(name: str, around: Surrounding) -> list[str]:
    """Names that could be taken for this one: the other parameters, or similar variables."""
    known = around.parameters if name in around.parameters else around.names
    if name not in known:
        return []
    return [
        other
        for other in known
        if other != name and (known is around.parameters or _similar(name, other))
    ]


def _similar(one: str, other: str) -> bool:
    alike = sum(a == b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and alike >= len(one) - 1


def _arguments_ignored(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A number of one's own where a parameter belongs."""
    is_argument = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    if is_argument and cast(ast.Name, node).id in around.parameters:
        for value in (0.1, 1):
            yield ast.Constant(value)


# ------------------------------------------------------------------ statements


def _dropped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, SIMPLE) and around.block and not _is_docstring(node):
        yield None


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _unwrapped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The body of a `with`, without it."""
    if isinstance(node, ast.With):
        yield list(node.body)


def _repeated(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.AugAssign | ast.Expr) and not _is_docstring(node) and around.in_loop:
        yield [cast(ast.stmt, node), cast(ast.stmt, node)]


def _only_once(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that lets its last statements run once, after it, or its first ones before it."""
    if not isinstance(node, ast.For):
        return
    for count in range(1, len(node.body)):
        yield [_copied(node, body=node.body[:-count]), *node.body[-count:]]
        yield [*node.body[:count], _copied(node, body=node.body[count:])]


def _into_the_loop(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that does at every turn what is done once before or after it."""
    if isinstance(node, ast.For) and around.block:
        before = around.block[: around.place]
        after = around.block[around.place + 1 :]
        if before and isinstance(before[-1], SIMPLE):
            yield _copied(node, body=[before[-1], *node.body])
        if len(before) > 1 and isinstance(before[-2], SIMPLE):
            yield _copied(node, body=[before[-2], before[-1], *node.body])
        if after:
            yield _copied(node, body=[*node.body, after[0]])


def _loops_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
        yield list(node.body)


def _ranges(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "range" and node.args:
        *first, last = node.args
        for op in (ast.Sub(), ast.Add()):
            yield _copied(node, args=[*first, ast.BinOp(last, op, ast.Constant(1))])


# ------------------------------------------------------------------ what comes back


def _returned_order(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield _copied(node, value=_copied(node.value, elts=node.value.elts[::-1]))


def _returned_parts(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for one in node.value.elts:
            yield _copied(node, value=one)


def _returned_otherwise(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Another variable of the function."""
    if isinstance(node, ast.Return) and node.value is not None:
        for name in dict.fromkeys((*around.names, *around.parameters)):
            if ast.unparse(node.value) != name:
                yield _copied(node, value=ast.Name(name, ast.Load()))


def _nothing_returned(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    if isinstance(node, ast.Return) and node.value is not None:
        yield ast.Expr(ast.Call(ast.Name("print", ast.Load()), [node.value], []))


def _returned_at_once(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that returns at the end of its first turn."""
    if isinstance(node, ast.For) and around.block and isinstance(around.block[-1], ast.Return):
        yield _copied(node, body=[*node.body, around.block[-1]])


def _method(name: str) -> Changes:
    """The same with a method called on what is returned, or on each part of it."""

    def called(value: ast.expr) -> ast.expr:
        return ast.Call(ast.Attribute(value, name, ast.Load()), [], [])

    def changes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            parts = [called(one) for one in node.value.elts]
            yield _copied(node, value=_copied(node.value, elts=parts))
        elif isinstance(node, ast.Return) and node.value is not None:
            yield _copied(node, value=called(node.value))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call):
            yield _copied(node, value=called(node.value))

    return changes


def _rounded(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    def shortened(value: ast.expr) -> ast.expr:
        number = ast.Call(ast.Name("float", ast.Load()), [value], [])
        return ast.Call(ast.Name("round", ast.Load()), [number, ast.Constant(2)], [])

    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        parts = [shortened(one) for one in node.value.elts]
        yield _copied(node, value=_copied(node.value, elts=parts))
    elif isinstance(node, ast.Return) and node.value is not None:
        yield _copied(node, value=shortened(node.value))


def _rewrapped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A new tensor with the values of an argument: gradients do not reach the argument."""
    is_argument = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    if is_argument and cast(ast.Name, node).id in around.parameters:
        clone = ast.Attribute(cast(ast.Name, node), "clone", ast.Load())
        copied = ast.Attribute(ast.Call(clone, [], []), "detach", ast.Load())
        yield ast.Call(copied, [], [])


# ------------------------------------------------------------------ training


def _shrinking_rate(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A learning rate that shrinks at every step, or every so many steps."""
    rates = [name for name in around.parameters if name in ("lr", "learning_rate", "rate")]
    if isinstance(node, ast.For) and rates and _counts(node):
        turn = node.target
        for factor in (0.9, 0.99, 0.95, 0.5, 0.1):
            yield _copied(node, body=[*node.body, *ast.parse(f"{rates[0]} *= {factor}").body])
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
                yield _copied(node, body=[*node.body, *ast.parse(lines).body])


def _counts(node: ast.For) -> bool:
    """Whether the loop makes a number of turns: it runs over a range."""
    return isinstance(node.iter, ast.Call) and getattr(node.iter.func, "id", "") == "range"


def _accelerated(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Gradients that are scaled down instead of set to zero: momentum, written by hand."""
    if isinstance(node, ast.Expr) and _is_method(node.value, "zero_"):
        inner = cast(ast.Attribute, cast(ast.Call, node.value).func).value
        for factor in (0.9, 0.5, 0.8, 0.95, 0.99):
            scale = ast.Attribute(inner, "mul_", ast.Load())
            yield ast.Expr(ast.Call(scale, [ast.Constant(factor)], []))


def _own_backward(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """backward() inside a function whose caller takes the gradient."""
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Tuple):
        value = ast.Name("computed", ast.Load())
        assign = ast.Assign([ast.Name("computed", ast.Store())], node.value, lineno=node.lineno)
        call = ast.Expr(ast.Call(ast.Attribute(value, "backward", ast.Load()), [], []))
        yield [assign, call, _copied(node, value=value)]


def _weighted(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """backward() of the loss, weighted by the loss."""
    if _is_method(node, "backward"):
        loss = cast(ast.Attribute, cast(ast.Call, node).func).value
        detached = ast.Call(ast.Attribute(loss, "detach", ast.Load()), [], [])
        yield _copied(cast(ast.Call, node), args=[detached])


def _no_gradient(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Something else where the gradient belongs."""
    if isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Load):
        yield node.value
        for name in around.names:
            yield ast.Name(name, ast.Load())


def _part_of_data(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """An argument without its first or last element, or the first two alone."""
    is_argument = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    if is_argument and cast(ast.Name, node).id in around.parameters:
        for text in ("[:-1]", "[1:]", "[:2]"):
            part = cast(ast.Expr, ast.parse(f"x{text}").body[0]).value
            yield _copied(cast(ast.Subscript, part), value=node)


def _other_shapes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A column or a row of what is returned."""
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Tuple):
        for shape in ((-1, 1), (1, -1)):
            reshape = ast.Attribute(node.value, "reshape", ast.Load())
            sizes: list[ast.expr] = [ast.Constant(size) for size in shape]
            yield _copied(node, value=ast.Call(reshape, sizes, []))


def _clipped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A step by the gradient cut at one."""
    if isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Load):
        clamp = ast.Attribute(node, "clamp", ast.Load())
        yield ast.Call(clamp, [ast.Constant(-1.0), ast.Constant(1.0)], [])


OPERATORS = (
    Operator(
        "takes_the_sum_for_the_mean",
        "{function} shows the same as one that adds up where the mean belongs, or takes the mean "
        "where a sum belongs.",
        _mean_for_sum,
    ),
    Operator(
        "mixes_up_power_and_product",
        "{function} shows the same as one that does not square: that doubles instead, takes the "
        "absolute value, or leaves the number as it is.",
        _powers,
    ),
    Operator(
        "takes_another_loss",
        "{function} shows the same as one with a loss other than the mean of the squared errors.",
        _other_losses,
    ),
    Operator(
        "scales_the_result",
        "{function} shows the same as one whose result is off by a constant factor, such as half "
        "or double, or by the number of points.",
        _scaled,
    ),
    Operator(
        "calls_backward_itself",
        "{function} shows the same as one that calls backward() itself. That is for the caller "
        "to do: return the value with its graph.",
        _own_backward,
    ),
    Operator(
        "is_too_coarse",
        "{function} shows the same as one that computes with half precision, which is too coarse.",
        _other_dtypes,
    ),
    Operator(
        "returns_another_shape",
        "{function} shows the same as one that returns a column or a row in place of a plain list "
        "of numbers.",
        _other_shapes,
    ),
    Operator(
        "counts_one_off",
        "{function} shows the same as one whose loop makes one iteration too many, or one too few.",
        _ranges,
    ),
    Operator(
        "returns_in_another_order",
        "{function} shows the same as one that returns its results in another order.",
        _returned_order,
    ),
    Operator(
        "returns_inside_the_loop",
        "{function} shows the same as one that returns at the end of the first iteration of its "
        "loop.",
        _returned_at_once,
    ),
    Operator(
        "does_once_what_belongs_into_the_loop",
        "{function} shows the same as one in which a line stands outside of the loop that belongs "
        "into it.",
        _only_once,
    ),
    Operator(
        "does_in_the_loop_what_belongs_outside",
        "{function} shows the same as one in which a line stands inside of the loop that belongs "
        "before or after it.",
        _into_the_loop,
    ),
    Operator(
        "leaves_out_a_line",
        "{function} shows the same as one in which a line is missing.",
        _dropped,
    ),
    Operator(
        "detaches",
        "{function} shows the same as one that detaches a tensor: gradients end there.",
        _method("detach"),
    ),
    Operator(
        "makes_a_number",
        "{function} shows the same as one that turns a tensor into a plain number with .item().",
        _method("item"),
    ),
    Operator(
        "copies_an_argument",
        "{function} shows the same as one that makes a new tensor of an argument: gradients do not "
        "reach the argument itself.",
        _rewrapped,
    ),
    Operator(
        "uses_another_optimizer",
        "{function} shows the same as one that uses an optimizer other than plain gradient "
        "descent.",
        _other_optimizers,
    ),
    Operator(
        "adds_momentum",
        "{function} shows the same as gradient descent with momentum, in which earlier gradients "
        "count too.",
        _with_keyword("momentum", 0.9, 0.5, 0.8, 0.95, 0.99),
    ),
    Operator(
        "decays_the_weights",
        "{function} shows the same as gradient descent with weight decay, which pulls the "
        "parameters towards 0.",
        _with_keyword("weight_decay", 0.1, 0.01, 0.001),
    ),
    Operator(
        "shrinks_the_learning_rate",
        "{function} shows the same as one whose learning rate shrinks from step to step.",
        _shrinking_rate,
    ),
    Operator(
        "keeps_part_of_the_gradient",
        "{function} shows the same as gradient descent with momentum: part of the last gradient is "
        "left when the next one is added.",
        _accelerated,
    ),
    Operator(
        "weights_the_gradient_by_the_loss",
        "{function} shows the same as one that passes the loss to backward(), which multiplies the "
        "gradient by it.",
        _weighted,
    ),
    Operator(
        "takes_something_else_for_the_gradient",
        "{function} shows the same as one that steps by another value than the gradient.",
        _no_gradient,
    ),
    Operator(
        "clips_the_gradient",
        "{function} shows the same as one that cuts large gradients off.",
        _clipped,
    ),
    Operator(
        "steps_without_no_grad",
        "{function} shows the same as one that does outside of `with` what belongs into it.",
        _unwrapped,
    ),
    Operator(
        "has_another_default",
        "{function} shows the same as one whose default values are others.",
        _defaults,
    ),
    Operator(
        "takes_one_for_another",
        "{function} shows the same as one that uses one variable or argument in place of another.",
        _other_names,
    ),
    Operator(
        "ignores_an_argument",
        "{function} shows the same as one that uses a fixed number in place of an argument.",
        _arguments_ignored,
    ),
    Operator(
        "leaves_out_data",
        "{function} shows the same as one that leaves out some of the data it is given.",
        _part_of_data,
    ),
    Operator(
        "exchanges_plus_and_minus",
        "{function} shows the same as one in which a plus and a minus are exchanged.",
        _exchanged({ast.Add: ast.Sub, ast.Sub: ast.Add}),
    ),
    Operator(
        "exchanges_times_and_divided",
        "{function} shows the same as one that multiplies where it should divide, or divides where "
        "it should multiply.",
        _exchanged({ast.Mult: ast.Div, ast.Div: ast.Mult}),
    ),
    Operator(
        "swaps_the_sides",
        "{function} shows the same as one that has the two sides of an operation the other way "
        "round.",
        _operands,
    ),
    Operator(
        "swaps_two_arguments",
        "{function} shows the same as one that passes two arguments in the other order.",
        _arguments_swapped,
    ),
    Operator(
        "turns_a_sign",
        "{function} shows the same as one in which a sign is turned.",
        _signs,
    ),
    Operator(
        "calls_another_function",
        "{function} shows the same as one that calls a similar function of torch in place of the "
        "right one.",
        _other_functions,
    ),
    Operator(
        "leaves_out_a_call",
        "{function} shows the same as one in which a function or method is not called.",
        _methods_left_out,
    ),
    Operator(
        "leaves_out_a_keyword",
        "{function} shows the same as one that passes one keyword argument fewer.",
        _keywords_left_out,
    ),
    Operator(
        "leaves_out_an_element",
        "{function} shows the same as one whose list has one element fewer.",
        _elements_left_out,
    ),
    Operator(
        "does_a_line_twice",
        "{function} shows the same as one that runs a line of its loop twice.",
        _repeated,
    ),
    Operator(
        "leaves_out_the_loop",
        "{function} shows the same as one that makes a single iteration, without a loop.",
        _loops_left_out,
    ),
    Operator(
        "returns_one_part",
        "{function} shows the same as one that returns one of its results alone.",
        _returned_parts,
    ),
    Operator(
        "prints_instead_of_returning",
        "{function} shows the same as one that prints its result and returns nothing.",
        _nothing_returned,
    ),
    Operator(
        "returns_something_else",
        "{function} shows the same as one that returns another of its variables.",
        _returned_otherwise,
    ),
    Operator(
        "rounds",
        "{function} shows the same as one that rounds what it returns.",
        _rounded,
    ),
    Operator(
        "has_another_number",
        "{function} shows the same as one in which a number is another: a start, a factor or an "
        "exponent.",
        _constants,
    ),
)
