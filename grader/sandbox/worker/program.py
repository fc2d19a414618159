"""A submission, loaded the way a notebook is: statement by statement.

A statement that raises is noted and skipped, so that the functions above it survive a plot, a
missing package or an `exit()` at the end of the file.
"""

import __future__

import ast
import io
import linecache
import sys
import types
from collections.abc import Callable, Collection
from typing import Any

MAX_NOTES = 20
MAX_MESSAGE = 500
FUTURE_FLAGS = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)

Note = dict[str, Any]


class Program:
    """The namespace of a submission after it ran from top to bottom.

    `sources` are pairs of a file name and text: one pair for a script, one for each cell of a
    notebook. Statements are counted across all of them; those in `skip` are not run. `announce` is
    called with the number and the place of each before it runs, so that the other side knows which
    one never ended. `module` is the `__name__`, which a notebook expects to be `__main__`.
    """

    def __init__(
        self,
        sources: list[tuple[str, str]],
        skip: Collection[int] = (),
        announce: Callable[[int, str, int], None] = lambda number, file, line: None,
        module: str = "submission",
    ) -> None:
        self.notes: list[Note] = []
        self.names = [name for name, _ in sources]
        self.module = types.ModuleType(module)
        self.module.__dict__.update(NOTEBOOK_NAMES, __file__=self.names[0])
        sys.modules[module] = self.module
        self.statements: list[ast.stmt] = []
        for name, text in sources:
            # inspect.getsource, torch.jit.script and torch.compile look here
            linecache.cache[name] = (len(text), None, list(io.StringIO(text, None)), name)
            flags = 0
            for statement in self._parse(name, text):
                number = len(self.statements)
                self.statements.append(statement)
                if number not in skip:
                    announce(number, name, statement.lineno)
                    flags |= self._run(name, statement, flags)

    def functions(self) -> list[str]:
        """Names of the functions that the submission defined or assigned, in order."""
        mine = self.module.__dict__.items()
        return [
            name[:MAX_MESSAGE]
            for name, value in mine
            if callable(value) and NOTEBOOK_NAMES.get(name) is not value and name[0] != "_"
        ]

    def locate(self, error: BaseException) -> tuple[str, int] | None:
        """File name and line of the innermost frame that belongs to the submission."""
        found, trace = None, error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename in self.names:
                found = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        return found

    def describe_error(self, error: BaseException, *, syntax: bool = False) -> Note:
        """Type, message and place of an exception; `syntax` if Python could not read the file."""
        place = self.locate(error)
        if syntax and isinstance(error, SyntaxError) and error.lineno:
            place = error.filename or self.names[0], error.lineno
        try:
            message = str(error.msg if syntax and isinstance(error, SyntaxError) else error)
            package = str(error.name or "") if isinstance(error, ModuleNotFoundError) else None
        except BaseException:  # a submission may raise an error that cannot be shown
            message, package = "", None
        return {
            "error": type(error).__name__[:MAX_MESSAGE],
            "message": message[:MAX_MESSAGE],
            "file": place[0] if place else None,
            "line": place[1] if place else None,
            "column": error.offset if syntax and isinstance(error, SyntaxError) else None,
            "syntax": syntax,
            "package": package and package[:MAX_MESSAGE],
        }

    def _parse(self, name: str, text: str) -> list[ast.stmt]:
        try:
            statements = ast.parse(text, name).body
            # some errors, such as a `return` outside a function, show up only in compiling
            compile(text, name, "exec", dont_inherit=True)
        except (RecursionError, MemoryError):
            unread = SyntaxError("it is nested too deeply")
        except SyntaxError as error:
            unread = error
        except ValueError as error:
            unread = SyntaxError(str(error))
        else:
            return statements
        self.notes.append(self.describe_error(unread, syntax=True))
        return []

    def _run(self, name: str, statement: ast.stmt, flags: int) -> int:
        """Run one statement; return the `from __future__` flags that it switches on."""
        try:
            code = compile(
                ast.Module([statement], []), name, "exec", flags=flags, dont_inherit=True
            )
            exec(code, self.module.__dict__)
            return int(code.co_flags & FUTURE_FLAGS)
        except BaseException as error:
            if len(self.notes) < MAX_NOTES:
                self.notes.append(self.describe_error(error))
            return 0


class _NoShell:
    """Takes the place of IPython in a notebook: every magic and shell line does nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments, **keywords: None


# what a notebook can use without an import
NOTEBOOK_NAMES: dict[str, Callable[..., Any]] = {
    "get_ipython": _NoShell,
    "display": lambda *objects, **keywords: None,
}
