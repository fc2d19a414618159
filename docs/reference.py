"""Writes reference.md from the signatures and docstrings of the words that people import.

    make reference

It reads source text and imports none of it, so a default value keeps the name that the author gave
it, and the page is the same for every version of Python.
"""

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, repeat
from operator import itemgetter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference.md"
EXAMPLE = ROOT / "docs" / "example.py"
MODULES = ("grader.checks", "grader.figures", "grader.notebook")
WIDTH = 88  # what GitHub shows of a line of code without scrolling

BEGINNING = """\
# Reference

The words that authors and students import, with an example for each. `make reference` writes this
page from the docstrings, and a test grades the examples.

The examples of `grader.checks` are about this submission. Each function in it stands for a recorded
function, as `double = function("double")` makes one.
"""

Definition = ast.FunctionDef | ast.ClassDef | ast.Assign


@dataclass(frozen=True)
class Word:
    """A public name: where it is defined, and the text there."""

    name: str
    node: Definition
    source: str

    @property
    def doc(self) -> str:
        """Its docstring, or the comment on the line of a constant."""
        if isinstance(self.node, ast.Assign):
            line = self.source.splitlines()[self.node.lineno - 1]
            return line.partition("  # ")[2]
        return docstring(self.node)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def page() -> str:
    """The whole page."""
    example = EXAMPLE.read_text(encoding="utf-8").partition('"""\n\n')[2]
    modules = "\n".join(map(_module, MODULES))
    return f"{BEGINNING}\n{fenced(example)}\n\n{modules}"


def words(module: str) -> list[Word]:
    """What a module lists in `__all__`, in the order in which the module defines or imports it."""
    _, tree = _read(module)
    found = [_find(module, name) for name in _listed(tree)]
    return sorted(found, key=lambda one: _place(tree, one))


def docstring(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> str:
    """A docstring with the indentation of its examples.

    inspect.cleandoc takes it away from a docstring of one line and an example.
    """
    text = ast.get_docstring(node, clean=False) or ""
    indentation = " " * node.body[0].col_offset
    return "\n".join(line.removeprefix(indentation) for line in text.splitlines()).strip()


def examples(doc: str) -> list[str]:
    """The indented blocks of a docstring."""
    return [text for text, is_code in _blocks(doc) if is_code]


def fenced(code: str) -> str:
    """Python code in a page."""
    language = "pycon" if code.startswith(">>>") else "python"
    return f"```{language}\n{code.rstrip()}\n```"


def _module(name: str) -> str:
    known = words(name)
    functions = [one for one in known if isinstance(one.node, ast.FunctionDef)]
    constants = [one for one in known if isinstance(one.node, ast.Assign)]
    classes = [one for one in known if isinstance(one.node, ast.ClassDef)]
    _, tree = _read(name)
    parts = [f"## {name}", _prose(docstring(tree))]
    parts.append(" ·\n".join(_link(one.name, name) for one in functions))
    parts += [text for one in functions for text in (f"### {one.name}", _function(one))]
    if constants:
        rows = _table("constant", "value", map(_constant, constants))
        parts += [f"### Constants of {name}", rows]
    if classes:
        parts += [f"### Types of {name}", _table("type", "what it is", map(_class, classes))]
    return "\n\n".join(parts) + "\n"


def _link(name: str, module: str) -> str:
    """A link to the section of a function; the second of two with one name gets a number."""
    before = MODULES[: MODULES.index(module)]
    earlier = sum(name in _listed(_read(one)[1]) for one in before)
    return f"[`{name}`](#{name.lower()}{f'-{earlier}' if earlier else ''})"


def _function(word: Word) -> str:
    return f"{fenced(signature(word))}\n\n{_prose(word.doc)}"


def signature(word: Word) -> str:
    """How a function is called, a parameter a line if one line is too short."""
    assert isinstance(word.node, ast.FunctionDef)
    returned = f" -> {ast.unparse(word.node.returns)}" if word.node.returns else ""
    parameters = [*_parameters(word.node.args)]
    line = f"{word.name}({', '.join(parameters)}){returned}"
    if len(line) <= WIDTH:
        return line
    inner = "".join(f"    {one},\n" for one in parameters)
    return f"{word.name}(\n{inner}){returned}"


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    """Each parameter as the source has it, and the star before those given by name only."""
    required = len(arguments.args) - len(arguments.defaults)
    defaults = [*repeat(None, required), *arguments.defaults]
    for one, default in zip(arguments.args, defaults, strict=True):
        yield _parameter(one, default)
    if arguments.vararg:
        yield f"*{ast.unparse(arguments.vararg)}"
    elif arguments.kwonlyargs:
        yield "*"
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(one, default)
    if arguments.kwarg:
        yield f"**{ast.unparse(arguments.kwarg)}"


def _parameter(one: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(one) + (f" = {ast.unparse(default)}" if default else "")


def _constant(word: Word) -> tuple[str, str]:
    assert isinstance(word.node, ast.Assign)
    (target,) = word.node.targets
    value = word.node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        names = [ast.unparse(one) for one in target.elts]
        value = value.elts[names.index(word.name)]
    said = f"`{ast.unparse(value)}`"
    return word.name, f"{said}: {word.doc}" if word.doc else said


def _class(word: Word) -> tuple[str, str]:
    summary = " ".join(word.doc.partition("\n\n")[0].split())
    return word.name, re.sub(r"see `(\w+)`(?: in `[\w/.]+`)?", r"see [`\1`](#\1)", summary)


def _table(one: str, other: str, rows: Iterator[tuple[str, str]]) -> str:
    escaped = r"\|"
    lines = [f"| `{name}` | {said.replace('|', escaped)} |" for name, said in rows]
    return "\n".join([f"| {one} | {other} |", "|---|---|", *lines])


def _prose(doc: str) -> str:
    return "\n\n".join(fenced(text) if is_code else text for text, is_code in _blocks(doc))


def _blocks(doc: str) -> Iterator[tuple[str, bool]]:
    """The parts of a docstring, and whether each is an indented block: code."""
    lines = doc.splitlines()
    is_code = [line.startswith("    ") for line in lines]
    for place, line in enumerate(lines):
        if not line:  # belongs to the lines around it
            is_code[place] = is_code[place - 1] and is_code[place + 1]
    for kind, group in groupby(zip(is_code, lines, strict=True), key=itemgetter(0)):
        yield textwrap.dedent("\n".join(line for _, line in group)).strip(), kind


def _listed(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            return names
    raise LookupError("a module without __all__ has no public names")


def _find(module: str, name: str) -> Word:
    """Where a name is defined, in this module or in one from which it is imported."""
    source, tree = _read(module)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and name in {one.name for one in node.names}:
            return _find(str(node.module), name)
        if name in _defined(node):
            assert isinstance(node, Definition)
            return Word(name, node, source)
    raise LookupError(f"{module} does not define {name}, which its __all__ lists")


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {one.id for one in ast.walk(node.targets[0]) if isinstance(one, ast.Name)}
    return set()


def _place(tree: ast.Module, word: Word) -> int:
    """The line that defines or imports a word."""
    for node in tree.body:
        imported = isinstance(node, ast.ImportFrom) and {one.name for one in node.names}
        if word.name in (imported or _defined(node)):
            return node.lineno
    raise LookupError(word.name)


def _read(module: str) -> tuple[str, ast.Module]:
    place = ROOT / module.replace(".", "/")
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    source = file.read_text(encoding="utf-8")
    return source, ast.parse(source)


if __name__ == "__main__":
    main()
