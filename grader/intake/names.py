"""How students and their files are named here, whatever they are called where they come from."""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Container, Iterable
from pathlib import PurePosixPath

from grader.printable import one_line
from grader.submission.source import kind_of, split_suffix

MAX_NAME = 100
ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar")
# "Copy of x", "x - Copy", "x copy 2", "x-Copy1", "x (1)": Google Drive, Windows, macOS, Jupyter,
# and browsers
COPY = re.compile(r"^copy of | - copy$| copy(?: \d+)?$|-copy\d+$| ?\(\d{1,3}\)$", re.IGNORECASE)
# bytes of a file's name that are not UTF-8, as Python keeps them
UNDECODED = re.compile("^[^\ud800-\udc7f\udd00-\udfff]*$")
# names of devices on Windows, whatever comes after the first dot
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")


def is_submission(file: str) -> bool:
    """Whether a file of that name can be graded."""
    return kind_of(file) is not None


def is_archive(file: str) -> bool:
    """Whether a file of that name holds other files."""
    return suffix(file) in ARCHIVES


def original(file: str) -> str:
    """The name of a file before a browser, a desktop or Jupyter made a copy of it, in lower case.

    `submit.ipynb` for "submit (1).ipynb", "Copy of submit.ipynb" and "submit-Copy1.ipynb".
    """
    name, ending = split_suffix(file.strip())
    while (shorter := COPY.sub("", name).strip()) and shorter != name:
        name = shorter
    return (name + (".ipynb" if kind_of(file.strip()) == "notebook" else ending and ".py")).lower()


def suffix(file: str) -> str:
    """The end of a file's name from its last dot, in lower case."""
    return PurePosixPath(file).suffix.lower()


def stem(file: str) -> str:
    """A file's name without its suffix: `alice` for alice.py and for alice.tar.gz."""
    gradable, ending = split_suffix(file)
    if ending:
        return gradable
    path = PurePosixPath(file)
    inner = PurePosixPath(path.stem)
    return inner.stem if is_archive(file) and inner.suffix.lower() == ".tar" else path.stem


def student_id(text: str) -> str:
    """An id for people: printable, on one line, and cut so that it stays unique."""
    text = normalised(text)
    line = one_line(text, len(text) + 1)
    return line if len(line) <= MAX_NAME else f"{one_line(line, MAX_NAME - 9)} {_digest(line)}"


def own_ids(texts: Iterable[str]) -> dict[str, str]:
    """An id for people for each text; those that would look the same get ids of their own."""
    plain = {text: student_id(text) for text in texts}
    shared = Counter(plain.values())
    return {
        text: line if shared[line] == 1 or line == text else _apart(line, text)
        for text, line in plain.items()
    }


def _apart(line: str, text: str) -> str:
    return f"{one_line(line, MAX_NAME - 9)} {_digest(text)}"


def normalised(text: str) -> str:
    """The text in one Unicode form: macOS writes accents as characters of their own.

    A name that is not UTF-8 is read as Windows writes the languages of Western Europe.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = os.fsencode(text).decode("cp1252", "replace") if UNDECODED.search(text) else text
    return unicodedata.normalize("NFC", text)


def folded(student: str) -> str:
    """What two ids share that differ only in case or in their Unicode form."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", student).casefold())


def by_folded(identities: Iterable[str]) -> dict[str, list[str]]:
    """The ids by what those share that differ only in case or in their Unicode form."""
    alike: dict[str, list[str]] = {}
    for identity in identities:
        alike.setdefault(folded(identity), []).append(identity)
    return alike


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
    same = folded(text)
    letters = without_marks(text)
    plain = re.sub(r"[^a-z0-9._]+", "-", re.sub(r"\.{2,}", ".", letters)).strip("-.")
    if not plain:
        return f"student-{_digest(same)}"
    if len(plain) > MAX_NAME - 10 or any(c.isalnum() and not c.isascii() for c in same):
        plain = f"{plain[: MAX_NAME - 10].rstrip('-.')}-{_digest(same)}"
    return DEVICE.sub(r"\1-", plain, count=1) if DEVICE.match(plain) else plain


def own_slugs(identities: Collection[str]) -> dict[str, str]:
    """A slug for each id; ids that would share one get slugs of their own."""
    plain = {identity: slug(identity) for identity in identities}
    shared = Counter(plain.values())
    own = {one: short for one, short in plain.items() if shared[short] == 1 or short == one}
    taken = set(own.values())
    for identity in plain.keys() - own.keys():
        own[identity] = slug_apart(identity, taken)
        taken.add(own[identity])
    return own


def without_marks(text: str) -> str:
    """`text` in small letters and without accents."""
    apart = unicodedata.normalize("NFKD", folded(text))
    return "".join(character for character in apart if not _is_mark(character))


def slug_apart(text: str, taken: Container[str] = ()) -> str:
    """A slug that is not `taken`, for an id whose plain slug is."""
    start, mark = slug(text)[: MAX_NAME - 10].rstrip("-."), text
    # an id may end in what would be the digest of another
    while (apart := f"{start}-{_digest(mark)}") in taken:
        mark += "\0"
    return apart


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _digest(text: str) -> str:
    # file names need not be UTF-8, and what is not still keeps two of them apart
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
