"""What goes wrong with models: their parameters, and the loops that train them."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from typing import cast

from grader.slips.operator import (
    Change,
    Surrounding,
    called_name,
    copied,
    expression,
    is_method,
    of_self,
)

LISTS = ("ModuleList", "ParameterList")
RANDOM = ("torch.randn_like({0})", "torch.rand_like({0})")
RETURNED = (
    "list({0}.parameters())",
    "tuple({0}.parameters())",
    "[one.item() for one in {0}.parameters()]",
    "tuple(one.item() for one in {0}.parameters())",
    "{0}.state_dict()",
)
Rewrite = Callable[[ast.AST], ast.expr | None]


def unregistered(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Plain tensors for parameters, with and without a gradient; a plain list of layers."""
    for text in ("{0}", "({0}).requires_grad_()"):
        yield from _rewritten(node, around, partial(_made_from_start, text))
    if called_name(node) in LISTS and len(cast(ast.Call, node).args) == 1:
        yield cast(ast.Call, node).args[0]


def random_starts(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Parameters that start at random."""
    for drawn in RANDOM:
        yield from _rewritten(
            node, around, partial(_made_from_start, f"torch.nn.Parameter({drawn})")
        )


def base_not_set_up(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """No call of the base class's `__init__`, or one at the end."""
    method = _method(node, around)
    for place, one in enumerate(method.body if method else ()):
        if method and isinstance(one, ast.Expr) and called_name(one.value) == "__init__":
            rest = [*method.body[:place], *method.body[place + 1 :]]
            yield copied(method, body=rest or [ast.Pass()])
            yield copied(method, body=[*rest, one])


def made_at_each_call(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Parameters that are made again by a method that computes with them."""
    method = _method(node, around)
    if method and method.name != "__init__":
        made = _parameters(around)
        if made.keys() & set(map(of_self, ast.walk(method))):
            yield copied(method, body=[*made.values(), *method.body])


def fixed_numbers(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The numbers that parameters start at, in place of these."""
    yield from _read_otherwise(node, around, lambda name, start: start)


def cut_off(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The values of parameters, without a way back to these."""
    for text in ("self.{0}.detach()", "self.{0}.item()"):
        yield from _read_otherwise(node, around, partial(_value, text))


def _value(text: str, name: str, start: ast.expr) -> ast.expr:
    return expression(text.format(name))


def some_parameters(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Some of a model's parameters, where all of them are passed on."""
    if _gets_parameters(node):
        first, *others = cast(ast.Call, node).args
        for part in ("[:1]", "[1:]"):
            some = expression(f"list({ast.unparse(first)}){part}")
            yield copied(cast(ast.Call, node), args=[some, *others])


def untrained(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """No step or no gradient, another model for the optimizer, or another one returned."""
    if not around.returns_model:
        return
    if isinstance(node, ast.Expr) and any(is_method(node.value, to) for to in ("step", "backward")):
        yield None
    if _gets_parameters(node):
        first, *others = cast(ast.Call, node).args
        asked = cast(ast.Attribute, cast(ast.Call, first).func)
        for made in _making(asked.value, around):
            other = copied(cast(ast.Call, first), func=copied(asked, value=made))
            yield copied(cast(ast.Call, node), args=[other, *others])
    if isinstance(node, ast.Return):
        for made in _making(node.value, around):
            yield copied(node, value=made)


def single_step(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that returns in its first turn, that is none, or that makes a new model each time."""
    if not isinstance(node, ast.For) or not around.returns_model:
        return
    if around.block and isinstance(around.block[-1], ast.Return):
        yield copied(node, body=[*node.body, around.block[-1]])
    if isinstance(node.target, ast.Name):
        yield list(node.body)
    before = around.block[: around.place]
    made = [one for one in before if isinstance(one, ast.Assign) and _makes_or_gets(one, around)]
    if made:
        yield copied(node, body=[*made, *node.body])


def parameters_returned(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The parameters of a model, their numbers, or its state, in place of the model."""
    if isinstance(node, ast.Return) and getattr(node.value, "id", "") in around.models:
        for text in RETURNED:
            yield copied(node, value=expression(text.format(cast(ast.Name, node.value).id)))


def _gets_parameters(node: ast.AST) -> bool:
    """Whether something is made from all parameters of a model, such as an optimizer."""
    return isinstance(node, ast.Call) and bool(node.args) and is_method(node.args[0], "parameters")


def _makes_or_gets(statement: ast.Assign, around: Surrounding) -> bool:
    """Whether a model is made here, or something that gets its parameters."""
    is_model = getattr(statement.targets[0], "id", "") in around.models
    return is_model or any(map(_gets_parameters, ast.walk(statement.value)))


def _making(node: ast.AST | None, around: Surrounding) -> Iterator[ast.Call]:
    """What makes the model of this name."""
    made = around.models.get(node.id) if isinstance(node, ast.Name) else None
    if made is not None:
        yield made


def _start(node: ast.AST | None) -> ast.expr | None:
    """What a parameter that is made here starts at."""
    arguments = cast(ast.Call, node).args if called_name(node) == "Parameter" else []
    return arguments[0] if arguments else None


def _made_from_start(text: str, node: ast.AST) -> ast.expr | None:
    start = _start(node)
    return None if start is None else expression(text.format(ast.unparse(start)))


def _parameters(around: Surrounding) -> dict[str, ast.Assign]:
    """Where the class makes its parameters, by their names."""
    return {
        of_self(one.targets[0]): one
        for one in (ast.walk(around.owner) if around.owner else ())
        if isinstance(one, ast.Assign) and of_self(one.targets[0]) and _start(one.value)
    }


def _method(node: ast.AST, around: Surrounding) -> ast.FunctionDef | None:
    """The method of the class that this is as a whole."""
    is_one = isinstance(node, ast.FunctionDef) and around.parent is around.owner
    return cast(ast.FunctionDef, node) if is_one else None


def _read_otherwise(
    node: ast.AST, around: Surrounding, other: Callable[[str, ast.expr], ast.expr]
) -> Iterator[Change]:
    """Something else where a method reads one parameter, or wherever it reads some."""
    made = _parameters(around)

    def rewrite(one: ast.AST) -> ast.expr | None:
        name = of_self(one)
        is_read = name in made and isinstance(cast(ast.Attribute, one).ctx, ast.Load)
        return other(name, cast(ast.expr, _start(made[name].value))) if is_read else None

    yield from _rewritten(node, around, rewrite)


def _rewritten(node: ast.AST, around: Surrounding, rewrite: Rewrite) -> Iterator[Change]:
    """What `rewrite` makes of one expression in a method, and a method with all of them."""
    method = _method(node, around)
    if method:
        yield cast(ast.FunctionDef, _Rewriting(rewrite).visit(deepcopy(method)))
    elif around.owner is not None and isinstance(node, ast.expr):
        changed = rewrite(node)
        if changed is not None:
            yield changed


class _Rewriting(ast.NodeTransformer):
    """Replaces every expression for which there is another."""

    def __init__(self, rewrite: Rewrite) -> None:
        self._rewrite = rewrite

    def visit(self, node: ast.AST) -> ast.AST:
        """The other expression, or this one with what is in it replaced."""
        return self._rewrite(node) or cast(ast.AST, super().visit(node))
