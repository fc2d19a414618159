"""Makes slips: the text of a right submission with one small change in one of its functions.

A class is changed in its methods, each of which has its own parameters and names.
"""

import ast
import copy
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple, cast

from grader.slips.operator import Change, Operator, Pair, Surrounding, is_method, stored
from grader.slips.operators import OPERATORS


class Slip(NamedTuple):
    """One small change in right code: in which function, by which operator, and the whole text.

    `own` is the code of that function and of what only the author's file provides for it, without
    other functions of the exercise: where two are equal, so are the slips.
    """

    function: str
    operator: Operator
    text: str
    own: str


# the fields and places that lead from a function to a node in it
Path = tuple[tuple[str, int | None], ...]


def slips(
    text: str,
    functions: Collection[str],
    numbers: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> Iterator[Slip]:
    """All slips in what has one of these names at the top level, and in what only one of them uses.

    `numbers` has, for a function, the places of arguments that are single numbers; for a class,
    those of its `__init__`, and for another method, under `Class.method`, those after `self`.
    In the order of the operators; those with equal text come once. Raises SyntaxError.
    """
    tree = ast.parse(text)
    reached = _reached(tree, functions)
    owners = _owners(reached)
    whole = [ast.unparse(node) for node in tree.body]
    places = [
        (place, *found)
        for place in sorted(owners)
        for found in _walk(tree.body[place], _about(tree.body[place], numbers, functions), numbers)
    ]
    seen: set[tuple[int, str]] = set(enumerate(whole))
    for operator in OPERATORS:
        for place, path, node, around in places:
            for change in operator.changes(node, around):
                made = _made(tree.body[place], path, change)
                if made is not None and (place, made) not in seen:
                    seen.add((place, made))
                    changed = "\n\n\n".join([*whole[:place], made, *whole[place + 1 :]])
                    function = owners[place]
                    parts = (
                        made if one == place else whole[one] for one in sorted(reached[function])
                    )
                    yield Slip(function, operator, changed + "\n", "\n".join(parts))


def _owners(reached: Mapping[str, set[int]]) -> dict[int, str]:
    """For each statement at the top level, the one function of the exercise that it is about."""
    owners: dict[int, set[str]] = {}
    for function, places in reached.items():
        for place in places:
            owners.setdefault(place, set()).add(function)
    return {place: next(iter(of)) for place, of in owners.items() if len(of) == 1}


def _reached(tree: ast.Module, functions: Collection[str]) -> dict[str, set[int]]:
    """The statements at the top level that each function of the exercise consists of."""
    names: dict[str, int] = {}
    for place, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] = place
    used = {place: _used(tree.body[place]) & names.keys() for place in names.values()}
    found: dict[str, set[int]] = {}
    for function in functions:
        waiting, reached = [function], set[str]()
        while waiting:
            name = waiting.pop()
            if name in names and name not in reached:
                reached.add(name)
                # other functions of the exercise answer for themselves
                waiting += [one for one in used[names[name]] if one not in functions]
        found[function] = {names[name] for name in reached}
    return found


def _used(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _about(
    node: ast.stmt, known: Mapping[str, Collection[int]], functions: Collection[str]
) -> Surrounding:
    """What is around all nodes of a statement at the top level."""
    if isinstance(node, ast.FunctionDef):
        return _in_function(node, known.get(node.name, ()))
    is_asked = isinstance(node, ast.ClassDef) and node.name in functions
    return Surrounding(owner=cast(ast.ClassDef, node) if is_asked else None)


def _in_method(
    node: ast.FunctionDef, of: ast.ClassDef, known: Mapping[str, Collection[int]]
) -> Surrounding:
    # calling the class runs __init__
    name = of.name if node.name == "__init__" else f"{of.name}.{node.name}"
    return _in_function(node, known.get(name, ()))


def _in_function(node: ast.FunctionDef, single: Collection[int]) -> Surrounding:
    arguments = node.args
    parameters = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    last = list(zip(reversed(parameters), reversed(arguments.defaults), strict=False))
    if parameters[:1] == ["self"]:
        parameters.pop(0)
    numbers: dict[str, float | None] = {
        name: None for place, name in enumerate(parameters) if place in single
    }
    numbers |= {
        name: value.value
        for name, value in last
        if isinstance(value, ast.Constant) and isinstance(value.value, int | float)
    }
    values = [
        (one.targets[0].id, one.value)
        for one in ast.walk(node)
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
    ]
    lists = {name for name, value in values if isinstance(value, ast.List | ast.ListComp)}
    calls = {name: value for name, value in values if isinstance(value, ast.Call)}
    assigned = [
        one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    ]
    names = tuple(name for name in dict.fromkeys(assigned) if name not in parameters)
    models = {name: calls.get(name) for name in _models(node, parameters)}
    returned = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
    returns_model = any(isinstance(one, ast.Name) and one.id in models for one in returned)
    return Surrounding(tuple(parameters), numbers, names, frozenset(lists), models, returns_model)


def _models(node: ast.FunctionDef, parameters: Collection[str]) -> Iterator[str]:
    """The names whose `parameters()` are asked for, and the parameters that are called."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
            if one.func.id in parameters:
                yield one.func.id
        elif is_method(one, "parameters"):
            of = cast(ast.Attribute, cast(ast.Call, one).func).value
            if isinstance(of, ast.Name) and of.id != "self":
                yield of.id


def _walk(
    node: ast.AST,
    around: Surrounding,
    known: Mapping[str, Collection[int]],
    path: Path = (),
) -> Iterator[tuple[Path, ast.AST, Surrounding]]:
    """Every node in a function or class, with the way to it and what is around it."""
    for name, value in ast.iter_fields(node):
        inside = replace(
            around,
            parent=node,
            block=(),
            in_loop=around.in_loop or (isinstance(node, ast.For | ast.While) and name == "body"),
            is_default=name in ("defaults", "kw_defaults")
            or (around.is_default and not isinstance(node, ast.stmt)),
        )
        if isinstance(value, list):
            of_statements = all(isinstance(one, ast.stmt) for one in value)
            before = inside.before
            if isinstance(node, ast.For):
                before |= stored(node.target)
            for place, one in enumerate(value):
                if isinstance(one, ast.AST):
                    here = replace(inside, block=tuple(value), place=place, before=before)
                    own = here if of_statements else inside
                    yield (*path, (name, place)), one, own
                    within = own
                    if isinstance(node, ast.ClassDef) and isinstance(one, ast.FunctionDef):
                        within = replace(_in_method(one, node, known), owner=own.owner)
                    yield from _walk(one, within, known, (*path, (name, place)))
                    before |= stored(one) if of_statements else set()
        elif isinstance(value, ast.AST):
            yield (*path, (name, None)), value, inside
            yield from _walk(value, inside, known, (*path, (name, None)))


def _made(statement: ast.stmt, path: Path, change: Change) -> str | None:
    """The text of a statement with another node at that place, or None if that is not Python."""
    changed = copy.deepcopy(statement)
    *way, (name, last) = path
    holder: ast.AST = changed
    for field, number in way:
        value = getattr(holder, field)
        holder = value if number is None else value[number]
    if last is None:
        if not isinstance(change, ast.AST):
            return None
        setattr(holder, name, change)
    else:
        listed = getattr(holder, name)
        if isinstance(change, Pair):
            listed[last : last + 2] = change
        else:
            new = change if isinstance(change, list) else [change] if change is not None else []
            listed[last : last + 1] = new or ([] if len(listed) > 1 else [ast.Pass()])
    try:
        text = ast.unparse(ast.fix_missing_locations(changed))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some slips look odd to Python, too
            compile(text, "slip", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, AttributeError, TypeError, RecursionError):
        return None
    return text
