"""Whether a submission could replace functions of modules and classes, judged by its text.

To note what all of these hold touches thousands of objects, each in a page of memory that a forked
process then has to copy: a tenth of the time that a submission takes. Hardly any text can replace
anything there. The others are told by their words, and in doubt it is assumed that they can.
"""

import ast
import types
from collections.abc import Iterator, Sequence
from typing import Any, TypeGuard

# ways to set something without an assignment that shows it
INDIRECT = frozenset(
    (
        *("setattr", "delattr", "vars", "globals", "locals", "exec", "eval", "compile"),
        *("mock", "patch", "monkeypatch", "ctypes", "importlib", "runpy", "pickle", "builtins"),
    )
)
# special names that are read without an intention
ORDINARY = frozenset(
    ("__init__", "__name__", "__main__", "__file__", "__doc__", "__version__", "__future__")
)
DATA = (types.GetSetDescriptorType, types.MemberDescriptorType, property)


def may_patch(statements: Sequence[ast.stmt], holders: Sequence[Any]) -> bool:
    """Whether these statements could replace something that a module or class in `holders` has."""
    nodes = [node for statement in statements for node in ast.walk(statement)]
    if any(_is_indirect(word) for node in nodes for word in _words(node)):
        return True
    imported = {name for node in nodes for name in _imported(node)}
    targets = (one for one in nodes if _is_set(one))
    return any(_is_held(one.attr, _root(one) in imported, holders) for one in targets)


def _words(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(attr="eval"):  # of a model; Python's own is a name, or of builtins
            pass
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            yield name
        case ast.alias(name=name):
            yield from name.split(".")
        case ast.ImportFrom(module=str(name)):
            yield from name.split(".")


def _is_indirect(word: str) -> bool:
    is_special = word.startswith("__") and word.endswith("__") and word not in ORDINARY
    return is_special or word in INDIRECT


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name.split(".")[0]


def _is_set(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether it sets or deletes an attribute of something that may be a module or class."""
    return (
        isinstance(node, ast.Attribute)
        and not isinstance(node.ctx, ast.Load)
        and _root(node) != "self"
    )


def _root(target: ast.expr) -> str:
    """The name that a chain of attributes begins with; empty if it begins with something else."""
    while isinstance(target, ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def _is_held(name: str, is_imported: bool, holders: Sequence[Any]) -> bool:
    """Whether one of the holders has such an attribute.

    `p.grad = None` sets data of an object, although its class has something of that name, too.
    """
    found = [value for one in holders for value in _values(one, name)]
    return bool(found) and (is_imported or not any(isinstance(one, DATA) for one in found))


def _values(holder: Any, name: str) -> Iterator[Any]:
    for one in holder.__mro__ if isinstance(holder, type) else (holder,):
        if name in vars(one):
            yield vars(one)[name]
