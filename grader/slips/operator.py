"""What an operator is, and what all of them need. Pure: syntax trees in and out.

An operator looks at one node of a function and yields what could stand there by mistake.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

Node = TypeVar("Node", bound=ast.AST)


class Pair(NamedTuple):
    """Two statements in the place of a statement and the next one."""

    first: ast.stmt
    second: ast.stmt


# what may stand in the place of a node: another node, several statements, or nothing
Change = ast.AST | list[ast.stmt] | Pair | None

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
    """A name, a sentence about a `{function}` that was changed so, and the changes of a node.

    Where `is_everywhere_alike`, its slips are made in the first right example that has them: in
    most others they show the same.
    """

    name: str
    sentence: str
    changes: Changes
    is_everywhere_alike: bool = False


def copied(node: Node, **fields: object) -> Node:
    """A copy of a node, not of what is in it, with some fields changed."""
    made = type(node)(**{name: getattr(node, name, None) for name in node._fields} | fields)
    return ast.copy_location(made, node)


def is_number(node: ast.AST, value: float) -> bool:
    """Whether it is this number, written as such."""
    return isinstance(node, ast.Constant) and node.value == value


def is_method(node: ast.AST, name: str) -> bool:
    """Whether a method of that name is called without arguments."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
        and not node.args
    )
