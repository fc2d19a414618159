"""What an operator is, and what all of them need. Pure: syntax trees in and out.

An operator looks at one node of a function and yields what could stand there by mistake.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar, cast

Node = TypeVar("Node", bound=ast.AST)


class Pair(NamedTuple):
    """Two statements in the place of a statement and the next one."""

    first: ast.stmt
    second: ast.stmt


# what may stand in the place of a node: another node, several statements, or nothing
Change = ast.AST | list[ast.stmt] | Pair | None

# calls that give something else than a tensor
NO_TENSORS = frozenset(
    {"append", "default_rng", "float", "int", "item", "len", "list", "print", "range", "tolist"}
)
MODULES = frozenset({"torch", "nn", "F", "optim", "np", "numpy", "math"})
SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.With, ast.If)


@dataclass(frozen=True)
class Surrounding:
    """What an operator may know of the function or method around a node."""

    parameters: tuple[str, ...] = ()
    # parameters that are single numbers, and their default values
    numbers: Mapping[str, float | None] = field(default_factory=dict)
    names: tuple[str, ...] = ()  # assigned in the function, in order
    lists: frozenset[str] = frozenset()  # those that are made as lists
    # parameters that are called, names with parameters() of their own, and what makes these
    models: Mapping[str, ast.Call | None] = field(default_factory=dict)
    returns_model: bool = False
    owner: ast.ClassDef | None = None  # the class of the exercise that this is in
    parent: ast.AST | None = None
    block: tuple[ast.stmt, ...] = ()  # the statements that a statement stands among
    place: int = 0  # its number there
    before: frozenset[str] = frozenset()  # the names that are assigned before the statement
    in_loop: bool = False
    is_default: bool = False  # of a parameter


Changes = Callable[[ast.AST, Surrounding], Iterator[Change]]


@dataclass(frozen=True)
class Operator:
    """A name, a sentence about a `{function}` that was changed so, and the changes of a node.

    The sentence has to be one of a class, too: its methods are changed like functions.

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


def data(around: Surrounding) -> list[str]:
    """The parameters that may be lists or tensors: those that are no numbers and no models."""
    known = around.numbers.keys() | around.models.keys()
    return [name for name in around.parameters if name not in known]


def is_data(node: ast.AST, around: Surrounding) -> bool:
    """Whether a parameter is read here that may be a list or a tensor."""
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in data(around)


def may_be_tensor(node: ast.AST, around: Surrounding) -> bool:
    """Whether this may be a tensor: nobody takes a list, a model or an optimizer for one."""
    if isinstance(node, ast.Name):
        return node.id not in {*around.lists, *around.numbers, *around.models}
    if isinstance(node, ast.Call):
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
        return not name[:1].isupper() and name not in NO_TENSORS
    return not isinstance(node, ast.List | ast.ListComp | ast.Tuple | ast.Constant)


def is_numeric(node: ast.AST, around: Surrounding) -> bool:
    """Whether this may be a number or a tensor: nobody calculates with a list or a model."""
    if isinstance(node, ast.Name):
        return node.id not in {*around.lists, *around.models}
    return not isinstance(node, ast.List | ast.ListComp | ast.Tuple)


def is_bound(name: str, around: Surrounding) -> bool:
    """Whether a name has a value when a statement begins."""
    return name not in around.names or name in around.before


def stored(statement: ast.AST) -> set[str]:
    """The names that a statement assigns."""
    return {
        one.id
        for one in ast.walk(statement)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }


def loaded(statement: ast.AST) -> set[str]:
    """The names that a statement reads."""
    return {
        one.id
        for one in ast.walk(statement)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    }


def expression(text: str) -> ast.expr:
    """An expression, written as Python."""
    return cast(ast.Expr, ast.parse(text).body[0]).value


def is_module(node: ast.AST) -> bool:
    """Whether this names a module, such as torch.nn."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in MODULES


def called_name(node: ast.AST | None) -> str:
    """The last part of the name of what is called here, such as SGD; empty if nothing is."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def of_self(node: ast.AST) -> str:
    """The name of an attribute of `self`; empty for anything else."""
    is_own = isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self"
    return cast(ast.Attribute, node).attr if is_own else ""


def attributes(owner: ast.ClassDef | None) -> tuple[str, ...]:
    """The attributes of `self` that a class sets, in order."""
    found = [] if owner is None else [one for one in ast.walk(owner) if of_self(one)]
    stored = [one for one in found if isinstance(cast(ast.Attribute, one).ctx, ast.Store)]
    return tuple(dict.fromkeys(map(of_self, stored)))


def begins_function(node: ast.AST, around: Surrounding) -> bool:
    """Whether this is the first statement of a function."""
    is_first = bool(around.block) and around.place == 0
    return is_first and isinstance(node, ast.stmt) and isinstance(around.parent, ast.FunctionDef)


def with_parts(
    node: ast.Return, change: Callable[[ast.expr], Iterable[ast.expr]]
) -> Iterator[ast.Return]:
    """A `return` of several parts with one of them changed, for each part and each change."""
    if isinstance(node.value, ast.Tuple):
        parts = node.value.elts
        for place, one in enumerate(parts):
            for other in change(one):
                elements = [*parts[:place], other, *parts[place + 1 :]]
                yield copied(node, value=copied(node.value, elts=elements))


def with_tensors(
    node: ast.Return, around: Surrounding, change: Callable[[ast.expr], ast.expr]
) -> Iterator[ast.Return]:
    """A `return` with what may be a tensor changed: the value, or all parts that may be one."""
    value = node.value
    if isinstance(value, ast.Tuple):
        parts = [change(one) if may_be_tensor(one, around) else one for one in value.elts]
        yield copied(node, value=copied(value, elts=parts))
    elif value is not None and may_be_tensor(value, around):
        yield copied(node, value=change(value))


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
