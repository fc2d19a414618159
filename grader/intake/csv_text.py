"""How CSV files are written: encodings, separators, titles of columns."""

import codecs
import re
from pathlib import Path

from grader.errors import InputError
from grader.intake.names import without_marks

MAX_BYTES = 8 << 20
SEPARATORS = ",;\t"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD = 100_000  # characters, in which the titles are
QUOTED = re.compile(r'"[^"]*"')


def content_of(path: Path, called: str, option: str) -> bytes:
    """The bytes of a file that an option names, and messages call `called`. Raises InputError."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{called} cannot be read: {why}. Check {option}.") from error
    if len(content) > MAX_BYTES:
        raise InputError(f"{called} is larger than the limit of {MAX_BYTES >> 20} MiB.")
    return content


def encoding_of(content: bytes) -> tuple[str, bytes]:
    """The encoding of a file, and the mark at its start that names it, or b"" without one."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding, mark
    zeros = content[:1] == b"\0", content[1:2] == b"\0"  # a file begins with a letter of ASCII
    if zeros[0] != zeros[1]:
        return ("utf-16-be" if zeros[0] else "utf-16-le"), b""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", b""  # as spreadsheets on Windows save it
    return "utf-8", b""


def separator_of(text: str) -> str:
    """What stands between the cells: a comma, a semicolon or a tab."""
    # a quoted title may hold any of them
    lines = QUOTED.sub("title", text[:HEAD]).splitlines()
    first = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=first.count)


def plain(title: str) -> str:
    """The title of a column in small letters, without accents, blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", without_marks(title))
