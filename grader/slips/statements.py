"""Names and statements: mixed up, missing, twice, or in another place."""

import ast
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from itertools import combinations
from typing import cast

from grader.slips.operator import (
    SIMPLE,
    Change,
    Pair,
    Surrounding,
    attributes,
    begins_function,
    copied,
    is_bound,
    loaded,
    of_self,
    stored,
)


def other_names(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Another parameter, another attribute, or a variable of a similar name."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for other in _mixed_up(node.id, around):
            yield copied(node, id=other)
    known = attributes(around.owner)
    if isinstance(node, ast.Attribute) and _is_read(node, known):
        for other in known:
            if other != node.attr:
                yield copied(node, attr=other)


def _is_read(node: ast.AST, known: Collection[str]) -> bool:
    """Whether one of these attributes of `self` is read here."""
    return of_self(node) in known and isinstance(cast(ast.Attribute, node).ctx, ast.Load)


def _mixed_up(name: str, around: Surrounding) -> list[str]:
    """Names that could be taken for this one: the other parameters, or similar variables."""
    if name in around.parameters:  # a number for a number, data for data
        kinds = {one: (one in around.numbers, one in around.models) for one in around.parameters}
        others = [one for one, kind in kinds.items() if kind == kinds[name]]
    elif name in around.names:
        others = [one for one in around.names if _similar(name, one) and is_bound(one, around)]
    else:
        return []
    return [other for other in others if other != name]


def _similar(one: str, other: str) -> bool:
    alike = sum(a == b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and alike >= len(one) - 1


def names_exchanged(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Two parameters, attributes, or variables of similar names, in the place of each other."""
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.Return | ast.Expr) or not node.value:
        return
    pairs = [
        (one, other)
        for one, other in combinations(sorted(loaded(node.value)), 2)
        if other in _mixed_up(one, around)
    ]
    known = attributes(around.owner)
    own = {of_self(one) for one in ast.walk(node.value) if _is_read(one, known)}
    pairs += [(f"self.{one}", f"self.{other}") for one, other in combinations(sorted(own), 2)]
    for one, other in pairs:
        exchange = _Exchange({one: other, other: one})
        yield copied(node, value=exchange.visit(deepcopy(node.value)))


class _Exchange(ast.NodeTransformer):
    """Replaces names, and attributes of `self`."""

    def __init__(self, others: Mapping[str, str]) -> None:
        self._others = others

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return copied(node, id=self._others.get(node.id, node.id))

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        other = self._others.get(f"self.{of_self(node)}", "")
        return copied(node, attr=other.removeprefix("self.")) if other else self.generic_visit(node)


def arguments_ignored(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A number of one's own, or the default, where a parameter belongs."""
    is_argument = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    of_it = isinstance(around.parent, ast.Attribute | ast.Subscript)  # numbers have no .grad
    if is_argument and cast(ast.Name, node).id in around.numbers and not of_it:
        default = around.numbers.get(cast(ast.Name, node).id)
        others = (1,) if isinstance(default, int) else (0.1, 1)
        for value in (*others, *([default] if default is not None else [])):
            yield ast.Constant(value)


def dropped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """Nothing, where a simple statement is."""
    if isinstance(node, SIMPLE) and around.block and not _is_docstring(node):
        following = around.block[around.place + 1 :]
        if not any(_lacks(one, node, around) for one in following):
            yield None


def _lacks(later: ast.AST, node: ast.AST, around: Surrounding) -> bool:
    """Whether a statement would raise a NameError without this one before it.

    That says itself what is wrong.
    """
    missing = {name for name in stored(node) if not is_bound(name, around)}
    return not missing.isdisjoint(loaded(later))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def unwrapped(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The body of a `with`, without it."""
    if isinstance(node, ast.With):
        yield list(node.body)


def repeated(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A statement in a loop, twice."""
    if isinstance(node, ast.AugAssign | ast.Expr) and not _is_docstring(node) and around.in_loop:
        yield [cast(ast.stmt, node), cast(ast.stmt, node)]


def only_once(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that lets its last statements run once, after it, or its first ones before it."""
    if not isinstance(node, ast.For):
        return
    for count in range(1, len(node.body)):
        yield [copied(node, body=node.body[:-count]), *node.body[-count:]]
        yield [*node.body[:count], copied(node, body=node.body[count:])]


def into_the_loop(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A loop that does at every turn what is done once before or after it."""
    if isinstance(node, ast.For) and around.block:
        before = around.block[: around.place]
        after = around.block[around.place + 1 :]
        if before and isinstance(before[-1], SIMPLE):
            yield copied(node, body=[before[-1], *node.body])
        if len(before) > 1 and isinstance(before[-2], SIMPLE):
            yield copied(node, body=[before[-2], before[-1], *node.body])
        if after:
            yield copied(node, body=[*node.body, after[0]])


def loops_left_out(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The body of a loop, once."""
    if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
        yield list(node.body)


def ranges(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """One turn more or less."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "range" and node.args:
        *first, last = node.args
        for op in (ast.Sub(), ast.Add()):
            yield copied(node, args=[*first, ast.BinOp(last, op, ast.Constant(1))])


def exchanged_lines(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A statement after the next one."""
    following = around.block[around.place + 1 :]
    are_simple = isinstance(node, SIMPLE) and following and isinstance(following[0], SIMPLE)
    if are_simple and not _is_docstring(node) and not _lacks(following[0], node, around):
        yield Pair(following[0], cast(ast.stmt, node))


def seeded(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """A function that seeds the random numbers that it draws."""
    if begins_function(node, around):
        yield [*ast.parse("torch.manual_seed(0)").body, cast(ast.stmt, node)]


def unpacked_in_another_order(node: ast.AST, around: Surrounding) -> Iterator[Change]:
    """The parts of a value under the names of one another."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        names = node.targets[0]
        yield copied(node, targets=[copied(names, elts=names.elts[::-1])])
