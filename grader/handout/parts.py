"""A script in parts, as a notebook has them: one cell a function or class, others for the rest."""

import ast
import copy
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from grader.errors import ExerciseBroken
from grader.exercise.examples import SOLUTION
from grader.exercise.loading import Exercise
from grader.submission.source import LINE_END

# the part of README.md about files and the command line
ABOUT_FILES = re.compile(r"^## Trying it\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)

Definition = ast.FunctionDef | ast.ClassDef


class Parts:
    """A Python file in parts: the functions and classes of the exercise, and everything else.

    `place` says where they have to be defined. A class itself has such parts, too: its methods.
    """

    def __init__(
        self, path: Path, text: str, functions: Sequence[str], place: str = "at its top level"
    ) -> None:
        self.path = path
        self._lines = LINE_END.split(text)
        self.functions: dict[str, Definition] = {}
        self.beside: list[str] = []
        self.statements: list[ast.stmt] = []
        self.main = ""
        end = 0
        for statement in ast.parse(text).body:
            lines = self._lines[end : statement.end_lineno]
            end = statement.end_lineno or end
            if isinstance(statement, Definition) and statement.name in functions:
                self.functions[statement.name] = statement
            elif isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test):
                inside = self._lines[statement.lineno : end]
                self.main = textwrap.dedent("\n".join(inside)).strip()
            elif not _is_docstring(statement):
                self.beside.append("\n".join(lines).strip())
                self.statements.append(statement)
        missing = [name for name in functions if name not in self.functions]
        if missing:
            raise ExerciseBroken(f"{path} does not define {', '.join(missing)} {place}.")

    @property
    def kinds(self) -> str:
        """What each of them is, in words: a function, a class, or either."""
        kinds = {type(one) for one in self.functions.values()}
        known = {ast.FunctionDef: "function", ast.ClassDef: "class"}
        return " or ".join(word for kind, word in known.items() if kind in kinds)

    def inside(self, name: str, methods: Sequence[str]) -> "Parts":
        """A class in parts: these methods, and everything else but the docstring.

        Raises ExerciseBroken if a method is missing.
        """
        body = ast.Module(split(self.functions[name])[1], [])
        text = textwrap.dedent(self.body(name))
        if not says(text, body):  # such as a class on one line, or text that indenting changes
            text = ast.unparse(body)
        return Parts(self.path, text, methods, f"in the class {name}")

    def text(self, function: str) -> str:
        """The text of a function, with its decorators."""
        node = self.functions[function]
        return "\n".join(self._lines[_first_line(node) - 1 : node.end_lineno])

    def head(self, function: str) -> str:
        """The text of a function up to its first statement after the docstring."""
        node = self.functions[function]
        _, rest = split(node)
        return "\n".join(self._lines[_first_line(node) - 1 : _first_line(rest[0]) - 1])

    def body(self, function: str) -> str:
        """The body of a function without its docstring, indented by four."""
        node = self.functions[function]
        docstring, rest = split(node)
        above = docstring[0].end_lineno if docstring else _first_line(rest[0]) - 1
        lines = "\n".join(self._lines[above : node.end_lineno])
        return textwrap.indent(textwrap.dedent(lines).strip("\n"), "    ")


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def says(source: str, wanted: ast.AST) -> bool:
    """Whether the text parses to this, however it is formatted and docstrings are indented."""
    try:
        return _dumped(ast.parse(source)) == _dumped(wanted)
    except SyntaxError:
        return False


def _dumped(tree: ast.AST) -> str:
    tree = copy.deepcopy(tree)
    for node in ast.walk(tree):
        if isinstance(node, Definition) and (text := ast.get_docstring(node)) is not None:
            node.body[0] = ast.Expr(ast.Constant(text))
    return ast.dump(tree)


def _first_line(node: ast.stmt) -> int:
    """The line in which a statement begins, with its decorators."""
    decorators = node.decorator_list if isinstance(node, Definition) else []
    return min([node.lineno, *(one.lineno for one in decorators)])


def signature(node: Definition) -> str:
    """The signature of a function, or the first line of a class, with its decorators."""
    decorators = "".join(f"@{ast.unparse(one)} " for one in node.decorator_list)
    if isinstance(node, ast.ClassDef):
        bases = ", ".join(map(ast.unparse, [*node.bases, *node.keywords]))
        return f"{decorators}class {node.name}({bases})"
    return f"{decorators}{node.name}({ast.unparse(node.args)})"


def methods(node: ast.AST) -> tuple[str, ...]:
    """The names of the methods of a class, in order; of a function, none."""
    if not isinstance(node, ast.ClassDef):
        return ()
    return tuple(one.name for one in node.body if isinstance(one, ast.FunctionDef))


def split(node: Definition) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """The docstring of a function or class, and the rest of its body."""
    documented = ast.get_docstring(node) is not None
    return node.body[:documented], node.body[documented:] or [
        ast.Pass(lineno=(node.end_lineno or 0) + 1)
    ]


def stub_of(exercise: Exercise) -> Parts:
    """The stub of an exercise in parts. Raises ExerciseBroken."""
    return Parts(exercise.folder / "submit.py", exercise.stub().text, exercise.functions)


def solution_of(exercise: Exercise) -> Parts:
    """The solution of an exercise in parts. Raises ExerciseBroken if a function has no `def`."""
    assert exercise.solution is not None
    return Parts(Path(SOLUTION), exercise.solution.text, exercise.functions)


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
