"""One student's file, as source text: a script, or a notebook's code cells.

Nothing here parses or runs what a student wrote.
"""

import codecs
import hashlib
import os
import re
import sys
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal

from grader.errors import SubmissionUnreadable
from grader.printable import one_line
from grader.submission.notebook_cells import as_python, code_cells, without_outputs, written_to

MAX_SCRIPT_BYTES = 1 << 20
MAX_NOTEBOOK_BYTES = 32 << 20  # without its outputs
MAX_FILE_BYTES = 128 << 20  # a notebook with them
SUFFIXES: dict[str, Literal["script", "notebook"]] = {
    ".py": "script",
    ".py.txt": "script",
    ".ipynb": "notebook",
    # as browsers and mail programs rename what they take for text
    ".ipynb.json": "notebook",
    ".ipynb.txt": "notebook",
}
MAX_SIBLINGS = 1000
# a line such as `# -*- coding: gbk -*-` (PEP 263)
CODING = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# what such a line may name: the encodings of text editors, and none that runs code or decompresses
CODECS = frozenset(
    {"ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1", "iso-latin-1", "l1"}
    | {"iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15"}
    | {"cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"}
    | {"windows-1250", "windows-1251", "windows-1252", "cp437", "cp850", "cp866", "mac-roman"}
    | {"koi8-r", "koi8-u", "gbk", "cp936", "gb2312", "gb18030", "big5", "big5hkscs", "cp950"}
    | {"shift-jis", "sjis", "cp932", "euc-jp", "iso-2022-jp", "euc-kr", "cp949", "tis-620"}
)
# what ends a line for Python; str.splitlines also splits elsewhere
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Submission:
    """Source text by file name: one text for a script, one for each code cell of a notebook.

    A mistake file that the solution completes has two, the solution's and its own; `completed`
    names the functions that it leaves out. People see the lines as they were written; a worker is
    sent `python`. `siblings` are the modules that lie beside it, of which a worker has none.
    """

    name: str
    sources: tuple[tuple[str, str], ...]
    sha256: str
    is_notebook: bool = False
    completed: tuple[str, ...] = ()
    siblings: frozenset[str] = frozenset()

    @cached_property
    def python(self) -> tuple[tuple[str, str], ...]:
        """The sources as Python: magics and shell lines are calls, and every line is in place."""
        if not self.is_notebook:
            return self.sources
        return tuple((name, as_python(cell)) for name, cell in self.sources)

    @cached_property
    def written(self) -> dict[str, str]:
        """The cells whose text a magic writes to a file instead of running it, with its name."""
        if not self.is_notebook:
            return {}
        cells = ((name, written_to(text)) for name, text in self.sources)
        return {name: file for name, file in cells if file}

    @property
    def in_parts(self) -> bool:
        """Whether the number of a line needs the name of its source beside it."""
        return self.is_notebook or len(self.sources) > 1

    @property
    def text(self) -> str:
        """All of the source text."""
        return "\n".join(text for _, text in self.sources)

    def line(self, name: str | None, number: int | None) -> str | None:
        """Line `number` of the source `name`, counted from 1, or None."""
        text = dict(self.sources).get(name or "")
        lines = [] if text is None else text.split("\n")
        return lines[number - 1] if number and 0 < number <= len(lines) else None


@lru_cache(maxsize=4096)
def split_suffix(name: str) -> tuple[str, str]:
    """The name of a file without the suffix that says it can be graded, and that in lower case.

    The suffix is a key of SUFFIXES, or "" if there is none.
    """
    for suffix in SUFFIXES:
        if len(name) > len(suffix) and name.lower().endswith(suffix):
            return name[: -len(suffix)], suffix
    return name, ""


def kind_of(name: str) -> Literal["script", "notebook"] | None:
    """What a file of that name is; None if it cannot be graded."""
    return SUFFIXES.get(split_suffix(name)[1])


def read(path: str) -> Submission:
    """The submission at `path`, or standard input for `-`.

    Raises SubmissionUnreadable if it is missing, a folder, empty, too large, or not text.
    """
    submission = parse(name_of(path), content_of(path))
    return replace(submission, siblings=_siblings(path))


def _siblings(path: str) -> frozenset[str]:
    if path == "-":
        return frozenset()
    try:
        with os.scandir(Path(path).parent) as entries:
            names = [entry.name for entry in islice(entries, MAX_SIBLINGS)]
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name[:-3] for name in names if name.endswith(".py"))


def name_of(path: str) -> str:
    """The name of a submission at `path`."""
    return "standard input" if path == "-" else one_line(Path(path).name)


def digest(content: bytes) -> str:
    """The digest that tells one content from another: the `sha256` of a submission."""
    return hashlib.sha256(content).hexdigest()


def parse(name: str, content: bytes) -> Submission:
    """The submission in a file of that name and content. Raises SubmissionUnreadable."""
    sha256 = digest(content)
    is_notebook = kind_of(name) == "notebook" or (
        name == "standard input" and content.lstrip()[:1] == b"{" and b'"cells"' in content
    )
    limit, read = (MAX_NOTEBOOK_BYTES, MAX_FILE_BYTES) if is_notebook else (MAX_SCRIPT_BYTES,) * 2
    if is_notebook and MAX_SCRIPT_BYTES < len(content) <= read:
        content = without_outputs(content)
    if len(content) > limit:
        most = read if len(content) > read else limit
        raise SubmissionUnreadable(
            f"{name} is larger than the limit of {most >> 20} MiB"
            f"{' without its outputs' if is_notebook and most == limit else ''}. "
            "Remove what is not code: data, pictures, output."
        )
    text = LINE_END.sub("\n", _decode(name, content))
    if not text.strip():
        raise SubmissionUnreadable(f"{name} is empty. Was it saved?")
    sources = code_cells(name, text) if is_notebook else ((name, text),)
    submission = Submission(name, sources, sha256, is_notebook)
    if not any(source.strip() for _, source in submission.python):
        raise SubmissionUnreadable(f"{name} has no code in it. Was it saved?")
    return submission


def content_of(path: str) -> bytes:
    """The content of a file, or of standard input for `-`.

    Raises SubmissionUnreadable if it is missing, a folder, or cannot be read.
    """
    if path == "-":
        if sys.stdin is None:
            raise SubmissionUnreadable("There is no standard input to read. Name a file.")
        return sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    place = one_line(path)
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        problem = f"{place} is not there. Check the name and the folder."
    except IsADirectoryError:
        inside = Path(place) / "submit.py"
        problem = f"{place} is a folder. Name the file in it, such as {inside}."
    except PermissionError:
        is_folder = Path(path).is_dir()  # Windows refuses folders like this
        problem = f"{place} is a folder." if is_folder else f"{place} cannot be read by this user."
    except (OSError, ValueError) as error:
        problem = f"{place} cannot be read: {error}"
    raise SubmissionUnreadable(problem)


def _decode(name: str, content: bytes) -> str:
    codec = _codec(content)
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        expected = "UTF-8" if codec == "utf-8-sig" else codec
        raise SubmissionUnreadable(
            f"{name} is not {expected} text (line {line}). Save it as UTF-8 and grade it again."
        ) from error


def _codec(content: bytes) -> str:
    """How Python reads a file: as UTF-8, or as its coding line says (PEP 263)."""
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    for line in content.split(b"\n", 2)[:2]:
        if found := CODING.match(line):
            name = found[1].decode("ascii").lower().replace("_", "-")
            return name if name in CODECS else "utf-8-sig"
        if line.strip() and not line.lstrip().startswith(b"#"):
            break  # what follows code is no coding line
    return "utf-8-sig"
