"""How platforms name a student's file, and how students and files are named here.

Sources of the schemes: for Moodle, its class `mod_assign\\downloader` and the setting "Download
submissions in folders" (MoodleDocs, "Assignment settings"); for Canvas, its class `ContentZipper`,
which also makes sure that no student's name looks like the numbers after it.
"""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from typing import NamedTuple

from grader.printable import one_line

MAX_NAME = 100
SCRIPT, NOTEBOOK = ".py", ".ipynb"
ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar")
# names of devices on Windows, whatever comes after the first dot
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")
# names contain no "_" there; at most one group has no number
MOODLE = re.compile(
    r"(?P<name>[^_]*)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z0-9]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
CANVAS_FILE = r"_(?:(?P<upload>\d+)_(?P<file>.+)|(?:text|link)\.html)"
CANVAS_ANONYMOUS = re.compile(r"(?:LATE_)?anon_(?P<id>[A-Za-z0-9]+)" + CANVAS_FILE, re.DOTALL)
CANVAS = re.compile(r"(?P<name>\w*?)_(?:LATE_)?(?P<id>\d+)" + CANVAS_FILE, re.DOTALL)
RESUBMITTED = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]{1,4})(?P<suffix>\.[^.]*)", re.DOTALL)


class Named(NamedTuple):
    """What the name of a file or folder says: whose it is, and what was handed in."""

    student: str
    name: str
    file: str  # "" for a folder, and for typed text
    upload: int = 0  # increases with each upload to a platform
    is_typed: bool = False  # into a form of the platform, instead of a file


def moodle(part: str) -> Named | None:
    """What a name in a Moodle download says, or None if it is not one."""
    found = MOODLE.fullmatch(part)
    if not found:
        return None
    student, is_typed = found["id"] or found["name"], found["kind"] != "file"
    file = "" if is_typed else found["file"] or ""
    return Named(student, found["name"], file, is_typed=is_typed)


def canvas(part: str) -> Named | None:
    """What a name in a Canvas download says, or None if it is not one."""
    if moodle(part):
        return None
    found = CANVAS_ANONYMOUS.fullmatch(part) or CANVAS.fullmatch(part)
    if not found:
        return None
    name, file = found.groupdict().get("name", ""), found["file"] or ""
    # Python refuses to read more than some thousands of digits
    upload = int(found["upload"][:30]) if found["upload"] else 0
    return Named(found["id"], name, file, upload, is_typed=not file)


def resubmission(file: str) -> tuple[str, int]:
    """The name of a file before Canvas numbered it, and its number; 0 for the first."""
    found = RESUBMITTED.fullmatch(file)
    if not found:
        return file, 0
    return found["stem"] + found["suffix"], int(found["number"])


def is_submission(file: str) -> bool:
    """Whether a file of that name can be graded."""
    return suffix(file) in (SCRIPT, NOTEBOOK)


def is_archive(file: str) -> bool:
    """Whether a file of that name holds other files."""
    return suffix(file) in ARCHIVES


def suffix(file: str) -> str:
    """The end of a file's name from its last dot, in lower case."""
    return PurePosixPath(file).suffix.lower()


def stem(file: str) -> str:
    """A file's name without its suffix: `alice` for alice.py and for alice.tar.gz."""
    path = PurePosixPath(file)
    inner = PurePosixPath(path.stem)
    return inner.stem if is_archive(file) and inner.suffix.lower() == ".tar" else path.stem


def student_id(text: str) -> str:
    """An id for people: printable, on one line, and cut so that it stays unique."""
    line = one_line(text, len(text) + 1)
    return line if len(line) <= MAX_NAME else f"{one_line(line, MAX_NAME - 9)} {_digest(line)}"


def file_name(text: str) -> str:
    """A file's name for people: printable, on one line, and cut so that its suffix stays."""
    line = one_line(text, len(text) + 1)
    if len(line) <= MAX_NAME:
        return line
    end = PurePosixPath(line).suffix[-10:]
    return one_line(line, MAX_NAME - len(end)) + end


def slug(text: str) -> str:
    """`text` as a file name that is safe everywhere: [a-z0-9._-], 1 to 100 characters.

    Names that differ only in case or in Unicode normalisation have the same slug. If letters
    outside ASCII are lost, a digest keeps the names apart.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(c for c in unicodedata.normalize("NFKD", folded) if not _is_mark(c))
    plain = re.sub(r"[^a-z0-9._]+", "-", re.sub(r"\.{2,}", ".", letters)).strip("-.")
    if not plain:
        return f"student-{_digest(folded)}"
    if len(plain) > MAX_NAME - 10 or any(c.isalnum() and not c.isascii() for c in folded):
        plain = f"{plain[: MAX_NAME - 10].rstrip('-.')}-{_digest(folded)}"
    return DEVICE.sub(r"\1-", plain, count=1) if DEVICE.match(plain) else plain


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _digest(text: str) -> str:
    # file names need not be UTF-8, and what is not still keeps two of them apart
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
