"""A script in parts, as a notebook has them: one cell a function, and cells for the rest."""

import ast
import re
import textwrap
from pathlib import Path

from grader.errors import ExerciseBroken
from grader.exercise.loading import Exercise
from grader.submission.source import LINE_END

# the part of README.md about files and the command line
ABOUT_FILES = re.compile(r"^## Trying it\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


class Parts:
    """A Python file in parts: the functions of the exercise, and everything else."""

    def __init__(self, path: Path, text: str, functions: tuple[str, ...]) -> None:
        self.path = path
        self._lines = LINE_END.split(text)
        self.functions: dict[str, ast.FunctionDef] = {}
        self.beside: list[str] = []
        self.statements: list[str] = []
        self.main = ""
        end = 0
        for statement in ast.parse(text).body:
            lines = self._lines[end : statement.end_lineno]
            end = statement.end_lineno or end
            if isinstance(statement, ast.FunctionDef) and statement.name in functions:
                self.functions[statement.name] = statement
            elif isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test):
                inside = self._lines[statement.lineno : end]
                self.main = textwrap.dedent("\n".join(inside)).strip()
            elif not _is_docstring(statement):
                self.beside.append("\n".join(lines).strip())
                self.statements.append(ast.unparse(statement))
        missing = [name for name in functions if name not in self.functions]
        if missing:
            raise ExerciseBroken(f"{path} does not define {', '.join(missing)} at its top level.")

    def text(self, function: str) -> str:
        """The text of a function, with its decorators."""
        return "\n".join(self._lines[self._first(function) : self.functions[function].end_lineno])

    def head(self, function: str) -> str:
        """The text of a function up to its first statement after the docstring."""
        _, rest = split(self.functions[function])
        return "\n".join(self._lines[self._first(function) : rest[0].lineno - 1])

    def body(self, function: str) -> str:
        """The body of a function without its docstring, indented by four."""
        node = self.functions[function]
        docstring, rest = split(node)
        above = docstring[0].end_lineno if docstring else rest[0].lineno - 1
        lines = "\n".join(self._lines[above : node.end_lineno])
        return textwrap.indent(textwrap.dedent(lines).strip("\n"), "    ")

    def _first(self, function: str) -> int:
        node = self.functions[function]
        return min([node.lineno, *(one.lineno for one in node.decorator_list)]) - 1

    def signature(self, function: str) -> str:
        """The signature of a function, with its decorators."""
        node = self.functions[function]
        decorators = [f"@{ast.unparse(one)} " for one in node.decorator_list]
        return f"{''.join(decorators)}{function}({ast.unparse(node.args)})"


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def split(node: ast.FunctionDef) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """The docstring of a function, and the rest of its body."""
    documented = ast.get_docstring(node) is not None
    return node.body[:documented], node.body[documented:] or [
        ast.Pass(lineno=(node.end_lineno or 0) + 1)
    ]


def stub_of(exercise: Exercise) -> Parts:
    """The stub of an exercise in parts. Raises ExerciseBroken."""
    return Parts(exercise.folder / "submit.py", exercise.stub().text, exercise.functions)


def task(exercise: Exercise, about: str) -> str:
    """The task of an exercise for a notebook: what README.md says about files is `about` instead.

    Raises ExerciseBroken if README.md cannot be read.
    """
    path = exercise.folder / "README.md"
    try:
        readme = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ExerciseBroken(f"{path} cannot be read: {reason}.") from error
    text = ABOUT_FILES.sub(lambda _: about + "\n", readme)
    return (text if text != readme else f"{readme}\n{about}").strip()
