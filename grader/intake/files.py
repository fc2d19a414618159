"""The files of a folder, as a flat list; each is read later, with care, and no link is followed.

The content of the folder may be hostile: links lead out of it, reading a FIFO waits forever, a
device never ends. So only regular files are read, never through a link, and only up to the size
limit of a submission.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader.errors import IntakeUnreadable, SubmissionUnreadable
from grader.intake import names
from grader.printable import one_line
from grader.submission.source import MAX_FILE_BYTES, MAX_SCRIPT_BYTES, kind_of

MAX_ENTRIES = 500_000
MAX_DEPTH = 8  # the deepest layout: a course, a tree, and four levels of a student's own
MAX_SENTENCES = 20
MAX_SHOWN = 12  # parts of a path
MADE_BY_PROGRAMS = frozenset(
    {"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "env"}
)
VENV = "pyvenv.cfg"
CLONE = ".git"
OF_A_VENV = frozenset({"bin", "lib", "lib64", "include", "share", "scripts"})
# what `grade class` leaves in its output folder, besides pages
OUTPUT = frozenset({"gradebook.db", "grades.csv", "grades.json", "summary.txt"})
# Windows lacks these: there, such links and FIFOs do not exist either
READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
FILE = READ_ONLY | getattr(os, "O_NONBLOCK", 0)
FOLDER = READ_ONLY | getattr(os, "O_DIRECTORY", 0)

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A file, not read yet. `problem` says why it cannot be read, if that is already known."""

    parts: Parts
    read: Callable[[], bytes]
    problem: str = ""

    @property
    def path(self) -> str:
        """Its path, to be read by people."""
        return as_text(self.parts)


@dataclass
class PassedOver:
    """Sentences about files that are left out: the first few, and how many more there are."""

    sentences: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, parts: Parts, predicate: str) -> None:
        """Add the sentence "`parts` `predicate`"."""
        if len(self.sentences) >= MAX_SENTENCES:
            self.more += 1
        elif (sentence := f"{as_text(parts)} {predicate}") not in self.sentences:
            self.sentences.append(sentence)

    def all(self) -> tuple[str, ...]:
        """All sentences, in 21 lines at most."""
        return (*self.sentences, *([f"… and {self.more} more"] if self.more else []))


@dataclass
class Listing:
    """All files and folders of a class, in the order of their paths."""

    members: list[Member]
    folders: list[Parts]
    passed_over: PassedOver
    root: str = ""  # the name of the folder or archive, without its suffix
    clones: frozenset[Parts] = frozenset()  # folders that hold a clone of a git repository

    def tops(self) -> list[str]:
        """The names at the top level."""
        return sorted({m.parts[0] for m in self.members} | {parts[0] for parts in self.folders})

    def inside(self) -> "Listing | None":
        """The same without the one folder that holds everything, or None if there is none."""
        if len(self.tops()) != 1 or any(len(member.parts) == 1 for member in self.members):
            return None
        members = [Member(m.parts[1:], m.read, m.problem) for m in self.members]
        folders = [parts[1:] for parts in self.folders if len(parts) > 1]
        clones = frozenset(parts[1:] for parts in self.clones if len(parts) > 1)
        return Listing(members, folders, self.passed_over, self.tops()[0], clones)

    def nested(self) -> "list[Listing]":
        """This listing, and what is inside each folder that alone holds everything."""
        levels, level = [self], self.inside()
        while level is not None:
            levels.append(level)
            level = level.inside()
        return levels

    def of_people(self) -> "Listing":
        """The same without virtual environments and without the output of `grade class`.

        Some make an environment right in the folder of their work.
        """
        held: dict[Parts, set[str]] = {}
        for member in self.members:
            held.setdefault(member.parts[:-1], set()).add(member.parts[-1])
        environments = {parts for parts, files in held.items() if VENV in files}
        output = {parts for parts, files in held.items() if parts and files >= OUTPUT}
        for parts in output:
            self.passed_over.add(parts, "is the output of an earlier `grade class`.")
        if not environments and not output:
            return self

        def is_kept(parts: Parts) -> bool:
            return not any(
                parts[:length] in output
                or (parts[length].lower() in OF_A_VENV and parts[:length] in environments)
                for length in range(len(parts))
            )

        members = [member for member in self.members if is_kept(member.parts)]
        folders = [one for one in self.folders if one not in output and is_kept(one)]
        return Listing(members, folders, self.passed_over, self.root, self.clones)


def as_text(parts: Iterable[str]) -> str:
    """A path to be read by people: printable, and cut."""
    shown = [names.file_name(part) or "…" for part in parts]
    if len(shown) > MAX_SHOWN:
        shown[2 : 4 - MAX_SHOWN] = ["…"]
    return "/".join(shown)


def is_hidden(part: str) -> bool:
    """Whether a system or a program makes files or folders of that name, not a student."""
    return part.startswith(".") or part in MADE_BY_PROGRAMS


def limit(file: str) -> int:
    """The size limit in bytes of a file of that name."""
    return MAX_SCRIPT_BYTES if kind_of(file) == "script" else MAX_FILE_BYTES


def too_large(file: str) -> str:
    """What to say about a file of that name that is larger than its limit."""
    return f"is larger than the limit of {limit(file) >> 20} MiB"


def from_folder(root: Path, output: Path | None = None) -> Listing:
    """Everything in a folder except hidden files and `output`. Raises IntakeUnreadable."""
    listing = Listing([], [], PassedOver(), root.resolve().name)
    clones: set[Parts] = set()
    refused: dict[Parts, str] = {}
    walked = _walk(root, refused, clones, output and output.resolve())
    for number, (parts, entry) in enumerate(walked, start=1):
        if number > MAX_ENTRIES:
            raise IntakeUnreadable(
                f"{one_line(str(root))} holds more than {MAX_ENTRIES:,} files. "
                "Name a folder that holds only submissions."
            )
        if entry.is_dir(follow_symlinks=False):
            listing.folders.append(parts)
        else:
            listing.members.append(Member(parts, partial(_read, root, parts), _problem(entry)))
    for folder, problem in refused.items():
        listing.members.append(Member((*folder, "…"), bytes, problem))
    listing.members.sort(key=lambda member: member.parts)
    listing.folders.sort()
    listing.clones = frozenset(clones)
    return listing.of_people()


def _walk(
    root: Path, refused: dict[Parts, str], clones: set[Parts], output: Path | None
) -> Iterator[tuple[Parts, os.DirEntry[str]]]:
    waiting: list[Parts] = [()]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root.joinpath(*folder)) as entries:
                for entry in entries:
                    parts = (*folder, entry.name)
                    if entry.name == CLONE and folder:
                        clones.add(folder)
                    if is_hidden(entry.name):
                        continue
                    if output is not None and Path(entry.path).resolve() == output:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(parts)
                    yield parts, entry
        except OSError as error:
            if not folder:
                raise IntakeUnreadable(f"{one_line(str(root))} {_refused(error)}.") from error
            refused[folder] = _refused(error)
        while waiting and len(waiting[-1]) == MAX_DEPTH:
            refused[waiting.pop()] = "is nested too deeply to be opened"


def _problem(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "is a link, and links are not followed"
    return "" if entry.is_file(follow_symlinks=False) else "is not a regular file"


def _read(root: Path, parts: Parts) -> bytes:
    """The content of a regular file. Raises SubmissionUnreadable."""
    try:
        with os.fdopen(_open(root, parts), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SubmissionUnreadable(f"{as_text(parts)} is not a regular file.")
            content = file.read(limit(parts[-1]) + 1)
    except (OSError, ValueError) as error:
        raise SubmissionUnreadable(f"{as_text(parts)} {_refused(error)}.") from error
    if len(content) > limit(parts[-1]):
        raise SubmissionUnreadable(f"{as_text(parts)} {too_large(parts[-1])}.")
    return content


def _open(root: Path, parts: Parts) -> int:
    """Open folder by folder, so that none of them can have become a link in the meantime."""
    if os.open not in os.supports_dir_fd:
        return os.open(root.joinpath(*parts), FILE)
    folder = os.open(root, os.O_RDONLY)
    try:
        for part in parts[:-1]:
            inner = os.open(part, FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(parts[-1], FILE, dir_fd=folder)
    finally:
        os.close(folder)


def _refused(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "cannot be read by this user"
    if isinstance(error, FileNotFoundError):
        return "is no longer there"
    return f"cannot be read: {one_line(getattr(error, 'strerror', None) or str(error))}"
