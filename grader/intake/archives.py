"""The members of a zip archive, as a flat list; nothing is ever extracted to disk.

What an archive says about itself may be false, so each member is read in pieces up to a limit, and
so is the list of members. An archive that a student handed in is opened too, an archive within that
one is not. Its content is not kept: it is read again whenever a file in it is.
"""

import io
import re
import stat
import struct
import unicodedata
import weakref
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader.errors import IntakeUnreadable, SubmissionUnreadable
from grader.intake.files import (
    CLONE,
    MAX_SENTENCES,
    Listing,
    Member,
    Parts,
    PassedOver,
    as_text,
    is_hidden,
    limit,
    too_large,
)
from grader.intake.names import is_submission
from grader.printable import one_line

MAX_MEMBERS = 20_000
MAX_LIST_BYTES = 8 << 20
MAX_NAME = 1000
MAX_PARTS = 32
# of the archives of a student, and of all in a class
MAX_MEMBERS_EACH, MAX_INNER_MEMBERS = 20_000, 200_000
MAX_BYTES_EACH, MAX_INNER_BYTES = 256 << 20, 8 << 30
PIECE_BYTES = 1 << 18
DRIVE = re.compile(r"[A-Za-z]:")
ENCRYPTED = 0x1 | 0x40 | 0x2000
UTF8 = 0x800
Reading = Callable[[zipfile.ZipInfo, Parts], Callable[[], bytes]]
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# what zipfile raises for damaged archives
DAMAGED = (OSError, ValueError, RuntimeError, EOFError, struct.error, zlib.error)


class _TooLong(Exception):
    """The list of an archive's members is longer than the limit."""


class _Pieces(io.FileIO):
    """A file that is read in limited pieces, although zipfile asks for its whole list at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_LIST_BYTES:
            raise _TooLong
        return super().read(size) or b""


class _PiecesInMemory(io.BytesIO):
    """The same for an archive that another archive holds."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_LIST_BYTES:
            raise _TooLong
        return super().read(size)


@dataclass
class Opened:
    """How much the archives within a class held so far, by student; None is for all of them."""

    members: Counter[str | None] = field(default_factory=Counter)
    size: Counter[str | None] = field(default_factory=Counter)

    def inside(self, outer: Member, student: str) -> list[Member]:
        """The files in a zip archive that a student handed in. Raises SubmissionUnreadable."""
        content = outer.read()
        self._count(self.size, outer, student, len(content), MAX_BYTES_EACH, MAX_INNER_BYTES)
        archive = _within(content, outer)
        number = len(archive.infolist())
        self._count(self.members, outer, student, number, MAX_MEMBERS_EACH, MAX_INNER_MEMBERS)
        listing = _listed(archive, lambda info, parts: partial(_read_within, outer, info, parts))
        found = _few_others(listing.of_people().members)
        return [
            Member((*outer.parts, *member.parts), member.read, member.problem) for member in found
        ]

    def _count(
        self,
        held: Counter[str | None],
        outer: Member,
        student: str,
        more: int,
        each: int,
        most: int,
    ) -> None:
        unit = f"{each:,} files" if held is self.members else f"{each >> 20} MiB"
        if held[student] + more > each:
            raise SubmissionUnreadable(
                f"{outer.path} is not opened: the archives of one student may hold at most {unit} "
                "together. Unpack it by hand."
            )
        if held[None] + more > most:
            raise SubmissionUnreadable(
                f"{outer.path} is not opened: the archives of this class hold too much together. "
                "Unpack it by hand."
            )
        held[student] += more
        held[None] += more


def _within(content: bytes, outer: Member) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(_PiecesInMemory(content))
        if len(archive.infolist()) <= MAX_MEMBERS:
            return archive
        problem = f"lists more than the limit of {MAX_MEMBERS:,} files"
    except _TooLong:
        problem = f"lists more than the limit of {MAX_LIST_BYTES >> 20} MiB of names"
    except (*DAMAGED, zipfile.BadZipFile) as error:
        problem = f"cannot be read as a zip archive: {_why(error)}"
    raise SubmissionUnreadable(f"{outer.path} {problem}.")


def _few_others(members: Sequence[Member]) -> Iterator[Member]:
    """The members that can be graded, and the first MAX_SENTENCES others."""
    others = 0
    for member in members:
        if is_submission(member.parts[-1]) or (others := others + 1) <= MAX_SENTENCES:
            yield member
    if others > MAX_SENTENCES:
        problem = f"holds {others - MAX_SENTENCES:,} more files that are not .py or .ipynb files"
        yield Member(("…",), bytes, problem)


def _read_within(outer: Member, info: zipfile.ZipInfo, parts: Parts) -> bytes:
    return _read(_within(outer.read(), outer), info, (*outer.parts, *parts))


def from_archive(path: Path) -> Listing:
    """Everything in a zip archive except hidden files. Raises IntakeUnreadable."""
    archive = _open(path)
    listing = _listed(archive, lambda info, parts: partial(_read, archive, info, parts))
    listing.root = path.name[: -len(path.suffix)] if path.suffix else path.name
    return listing.of_people()


def _listed(archive: zipfile.ZipFile, reading: Reading) -> Listing:
    listing = Listing([], [], PassedOver())
    seen: dict[Parts, int] = {}
    clones: set[Parts] = set()
    for info in archive.infolist():
        parts = _parts(info)
        if parts is None:
            name = (info.orig_filename,)
            listing.passed_over.add(name, "is not a safe file name and was left out.")
        elif not parts or any(is_hidden(part) for part in parts):
            if CLONE in parts[1:]:
                clones.add(parts[: parts.index(CLONE)])
        elif info.is_dir():
            listing.folders.append(parts)
        elif parts in seen:
            twice = Member(parts, bytes, "is in the archive more than once")
            listing.members[seen[parts]] = twice
        else:
            seen[parts] = len(listing.members)
            problem = _problem(info, parts[-1])
            listing.members.append(Member(parts, reading(info, parts), problem))
    listing.members.sort(key=lambda member: member.parts)
    listing.folders.sort()
    listing.clones = frozenset(clones)
    return listing


def _open(path: Path) -> zipfile.ZipFile:
    """The archive, which stays open as long as it is referred to."""
    name = one_line(path.name)
    try:
        file = _Pieces(path)
    except OSError as error:
        raise IntakeUnreadable(f"{name} cannot be read: {error.strerror}.") from error
    try:
        archive = zipfile.ZipFile(file)
        if len(archive.infolist()) > MAX_MEMBERS:
            raise _TooLong
    except _TooLong:
        file.close()
        raise IntakeUnreadable(
            f"{name} lists more than the limit of {MAX_MEMBERS:,} files or "
            f"{MAX_LIST_BYTES >> 20} MiB of names. Unpack it, and name the folder instead."
        ) from None
    except (*DAMAGED, zipfile.BadZipFile) as error:
        file.close()
        raise IntakeUnreadable(
            f"{name} cannot be read as a zip archive: {_why(error)}. "
            "Download it again, or unpack it and name the folder."
        ) from error
    weakref.finalize(archive, file.close)
    return archive


def _parts(info: zipfile.ZipInfo) -> Parts | None:
    """Where a member is, or None if its name leads out of the archive or is no file's name."""
    name = unicodedata.normalize("NFC", _decoded(info))
    name = name.replace("\\", "/")  # as programs for Windows write it
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    leads_out = name.startswith("/") or DRIVE.match(name) or ".." in parts
    is_odd = "\0" in name or len(parts) > MAX_PARTS or any(len(part) > MAX_NAME for part in parts)
    return None if leads_out or is_odd else parts


def _decoded(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 if it can be, although the archive does not say so."""
    name = info.orig_filename
    if info.flag_bits & UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _problem(info: zipfile.ZipInfo, file: str) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link, and links are not followed"
    if kind not in (0, stat.S_IFREG):
        return "is not a regular file"
    if info.flag_bits & ENCRYPTED:
        return "is encrypted"
    if info.compress_type not in READABLE:
        return "uses a compression that is not supported"
    return too_large(file) if info.file_size > limit(file) else ""


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, parts: tuple[str, ...]) -> bytes:
    """The content of a member. Raises SubmissionUnreadable."""
    content = bytearray()
    try:
        with archive.open(info) as member:
            while piece := member.read(PIECE_BYTES):
                content += piece
                if len(content) > limit(parts[-1]):
                    raise SubmissionUnreadable(f"{as_text(parts)} {too_large(parts[-1])}.")
    except (*DAMAGED, zipfile.BadZipFile, _TooLong) as error:
        raise SubmissionUnreadable(
            f"{as_text(parts)} is damaged in the archive: {_why(error)}. Download it again."
        ) from error
    return bytes(content)


def _why(error: Exception) -> str:
    return one_line(str(error) or type(error).__name__, 100).rstrip(".")
