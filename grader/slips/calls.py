"""Calls: of another function, with other arguments, or none."""

import ast
from collections.abc import Iterator
from typing import cast

from grader.slips.operator import Change, Changes, Surrounding, copied, is_module

EXCHANGED = {
    "mean": ("sum",),
    "sum": ("mean",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "randn": ("rand",),
    "normal": ("rand",),
}
REDUCTIONS = {"mean": ("sum", "none"), "sum": ("mean",)}


def mean_for_sum(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The sum for the mean, or the mean for the sum."""
    if isinstance(node, ast.Attribute) and node.attr in ("mean", "sum"):
        for other in EXCHANGED[node.attr]:
            yield copied(node, attr=other)
    if isinstance(node, ast.keyword) and node.arg == "reduction":
        value = node.value.value if isinstance(node.value, ast.Constant) else None
        for other in REDUCTIONS.get(cast(str, value), ()):
            yield copied(node, value=ast.Constant(other))


def other_functions(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A similar function of torch."""
    if isinstance(node, ast.Attribute) and node.attr not in ("mean", "sum"):
        for other in EXCHANGED.get(node.attr, ()):
            yield copied(node, attr=other)
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "linspace":
        drawn = copied(cast(ast.Attribute, node.func), attr="rand")
        yield copied(node, func=drawn, args=node.args[2:3], keywords=[])


def with_keyword(name: str, *values: float) -> Changes:
    """SGD with one more option."""

    def changes(node: ast.AST, around: Surrounding) -> Iterator[Change]:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "SGD":
            for value in values:
                more = ast.keyword(name, ast.Constant(value))
                yield copied(node, keywords=[*node.keywords, more])

    return changes


def methods_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """What a function or method is called on, without the call."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        inner = node.func.value
        if not is_module(inner) and not isinstance(around.parent, ast.Expr):
            yield inner
        elif len(node.args) == 1 and not isinstance(around.parent, ast.Expr):
            yield node.args[0]
    elif isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.func, ast.Name):
        yield node.args[0]


def keywords_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """One keyword argument fewer."""
    if isinstance(node, ast.Call):
        for place in range(len(node.keywords)):
            yield copied(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])


def elements_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """One element of a list fewer."""
    if isinstance(node, ast.List) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        for place in range(len(node.elts)):
            yield copied(node, elts=node.elts[:place] + node.elts[place + 1 :])


def arguments_swapped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Two neighbouring arguments in the other order."""
    if isinstance(node, ast.Call):
        for place in range(len(node.args) - 1):
            args = list(node.args)
            args[place], args[place + 1] = args[place + 1], args[place]
            yield copied(node, args=args)
