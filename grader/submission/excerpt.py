"""One function of a submission, with what it needs of the rest, as tidy code without comments.

    python -I excerpt.py < question.json > answer.json

Deep nesting can crash the process that parses it, so a submission is parsed in a process of its
own, which is given nothing else. This file imports no other of the package: that process is only
this. Nothing that a student wrote is run.
"""

import ast
import builtins
import json
import subprocess
import symtable
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

MAX_SECONDS = 20
MAX_CPU_SECONDS = 10
MAX_MEMORY_BYTES = 1 << 30
MAX_DEPTH = 150
MAX_LETTERS = 20_000
MISSING = "it is not defined in the submission"
TOO_DEEP = "the submission is nested too deeply to be read safely"
TOO_LONG = "it is too long for an example"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)


class Excerpt(NamedTuple):
    """The code, and the names that it binds besides imports; or the problem, as half a sentence."""

    code: str = ""
    names: tuple[str, ...] = ()
    problem: str = ""


def excerpt(sources: Sequence[str], function: str, given: Collection[str]) -> Excerpt:
    """The code of `function`, parsed in another process; the names in `given` come from elsewhere.

    Of a notebook, `sources` are the cells.
    """
    question = json.dumps([list(sources), function, sorted(given)])
    try:
        ran = subprocess.run(
            [sys.executable, "-I", __file__],
            input=question.encode(),
            capture_output=True,
            timeout=MAX_SECONDS,
            check=True,
        )
        code, names, problem = json.loads(ran.stdout)
    except OSError as error:
        return Excerpt(problem=f"no process could be started to read it ({error})")
    except (subprocess.SubprocessError, ValueError):
        return Excerpt(problem=TOO_DEEP)
    return Excerpt(code, tuple(names), problem)


def take(sources: Sequence[str], function: str, given: Collection[str]) -> Excerpt:
    """The same in this process, which may crash."""
    try:
        statements = _statements(sources)
        if statements is None:
            return Excerpt(problem=TOO_DEEP)
        kept = _Needs(statements, given).of(function)
    except (RecursionError, MemoryError):
        return Excerpt(problem=TOO_DEEP)
    if not kept:
        return Excerpt(problem=MISSING)
    code = _joined(kept)
    if len(code) > MAX_LETTERS:
        return Excerpt(problem=TOO_LONG)
    names = {name for one in kept if not isinstance(one.node, IMPORTS) for name in one.binds}
    return Excerpt(code, tuple(sorted(names)))


class _Statement(NamedTuple):
    """A statement at the top level, and the names that it binds and reads there."""

    node: ast.stmt
    binds: frozenset[str]
    reads: frozenset[str]


def _statements(sources: Sequence[str]) -> list[_Statement] | None:
    """The statements of all sources that Python can read; None if one is nested too deeply."""
    found = []
    for text in sources:
        with suppress(SyntaxError, ValueError):  # the other cells may still be fine
            tree = ast.parse(text)
            if _depth(tree) > MAX_DEPTH:
                return None
            _without_strings(tree)
            found += [_Statement(node, *_names(node)) for node in tree.body]
    return found


def _depth(tree: ast.AST) -> int:
    """How deeply a tree is nested, found without recursion."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [inner for node in level for inner in ast.iter_child_nodes(node)]
    return depth


def _without_strings(tree: ast.Module) -> None:
    """Remove docstrings, and strings that stand for comments."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and any(map(_is_text, block)):
                kept = [one for one in block if not _is_text(one)]
                setattr(node, field, kept or ([] if field == "orelse" else [ast.Pass()]))


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _names(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a statement binds at the top level, and those that it reads from there."""
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return frozenset(), frozenset()
    table = symtable.symtable(ast.unparse(node), "statement", "exec")
    symbols = table.get_symbols()
    binds = {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}
    reads = {one.get_name() for one in symbols if one.is_referenced()}
    if isinstance(node, ast.AugAssign):
        reads |= binds
    inner = table.get_children()
    while inner:
        scope = inner.pop()
        reads |= {one.get_name() for one in scope.get_symbols() if one.is_global()}
        inner += scope.get_children()
    return frozenset(binds), frozenset(reads)


class _Needs:
    """Finds the statements that a function needs."""

    def __init__(self, statements: Sequence[_Statement], given: Collection[str]) -> None:
        self._statements = statements
        self._given = given

    def of(self, function: str) -> list[_Statement]:
        """The statements in order, without what is imported and not needed."""
        wanted, kept = {function}, set[int]()
        to_find = [function]
        while to_find:
            for number in self._binding(to_find.pop()):
                if number not in kept:
                    kept.add(number)
                    fresh = self._statements[number].reads - wanted - set(self._given)
                    wanted |= fresh
                    to_find += fresh
        if not kept:
            return []
        bound = {name for one in self._statements for name in one.binds}
        if wanted - bound - set(dir(builtins)):
            kept |= {n for n, one in enumerate(self._statements) if _is_star(one.node)}
        chosen = [self._statements[number] for number in sorted(kept)]
        future = [one for one in self._statements if _is_future(one.node)]
        return [*future, *(_pruned(one, wanted) for one in chosen)]

    def _binding(self, name: str) -> list[int]:
        """Where a name is bound: the last definition, or every statement that affects its value."""
        found = [n for n, one in enumerate(self._statements) if name in one.binds]
        if found and isinstance(self._statements[found[-1]].node, DEFINITIONS):
            return found[-1:]
        return found


def _is_star(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _pruned(one: _Statement, wanted: Collection[str]) -> _Statement:
    """An import without the names that nobody wants; any other statement as it is."""
    if isinstance(one.node, IMPORTS) and not _is_star(one.node):
        one.node.names = [
            alias
            for alias in one.node.names
            if (alias.asname or alias.name.partition(".")[0]) in wanted
        ]
    return one


def _joined(statements: Sequence[_Statement]) -> str:
    """The statements as text, each import once and at the top."""
    imports = [one for one in statements if isinstance(one.node, IMPORTS)]
    others = [one for one in statements if not isinstance(one.node, IMPORTS)]
    lines = dict.fromkeys(ast.unparse(one.node) for one in imports)
    return "\n".join([*lines, *_spaced(others, below=bool(lines))]) + "\n"


def _spaced(statements: Sequence[_Statement], *, below: bool) -> Iterator[str]:
    """Each statement, with two blank lines around definitions."""
    before: ast.stmt | None = None
    for one in statements:
        apart = isinstance(one.node, DEFINITIONS) or isinstance(before, DEFINITIONS)
        first = before is None
        gap = "\n\n" if apart else "\n"
        yield ("" if first and not below else gap if apart or first else "") + ast.unparse(one.node)
        before = one.node


def _main() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    sources, function, given = json.loads(sys.stdin.buffer.read())
    json.dump(take(sources, function, given), sys.stdout)


if __name__ == "__main__":
    _main()
