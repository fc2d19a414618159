"""What `grade new` has left for the author to write."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.exercise.examples import MISTAKES
from grader.exercise.loading import Exercise
from grader.exercise.skeleton import UNWRITTEN
from grader.printable import one_line
from grader.proof.findings import Finding

LEFT = re.compile(rf"\b{UNWRITTEN}:")
STUB = "submit.py"
TEXTS = frozenset({".md", ".py", ".toml"})


def left_to_write(exercise: Exercise) -> Iterator[Finding]:
    """A finding for each line that says what is to be written there.

    In the stub only docstrings count: its comments are for students. The feedback of a mistake is
    looked at on its own.
    """
    for half in filter(None, (exercise.folder, exercise.hidden)):
        for file in sorted(half.rglob("*")):
            parts = file.relative_to(half).parts
            if any(one.startswith((".", "__")) for one in parts):  # copies that programs leave
                continue
            if file.suffix in TEXTS and file.is_file():
                for line, text in _lines(file):
                    found = LEFT.search(text)
                    if found:
                        words = one_line(text[found.start() :].strip(" \"',#-"))
                        yield Finding("todo", f"{file}, line {line}: {words}", file, line)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    text = file.read_text(encoding="utf-8", errors="replace")
    lines = list(enumerate(text.split("\n"), 1))
    if file.name == STUB:
        inside = set(_of_docstrings(ast.parse(text)))
        return (one for one in lines if one[0] in inside)
    if file.parent.name == MISTAKES:
        after = next(_of_docstring(ast.parse(text)), range(0))
        return (one for one in lines if one[0] not in after)
    return iter(lines)


def _of_docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            for lines in _of_docstring(node):
                yield from lines


def _of_docstring(node: ast.FunctionDef | ast.ClassDef | ast.Module) -> Iterator[range]:
    """The lines of the docstring, if there is one."""
    if ast.get_docstring(node) is not None:
        yield range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
