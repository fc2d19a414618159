"""The members of a zip archive, as a flat list; nothing is ever extracted to disk.

What an archive says about itself may be false, so each member is read in pieces up to a limit, and
so is the list of members.
"""

import io
import re
import stat
import struct
import weakref
import zipfile
import zlib
from functools import partial
from pathlib import Path

from grader.errors import IntakeUnreadable, SubmissionUnreadable
from grader.intake.files import Listing, Member, PassedOver, as_text, is_hidden, limit, too_large
from grader.printable import one_line

MAX_MEMBERS = 20_000
MAX_LIST_BYTES = 8 << 20
MAX_NAME = 1000
PIECE_BYTES = 1 << 18
DRIVE = re.compile(r"[A-Za-z]:")
ENCRYPTED = 0x1 | 0x40 | 0x2000
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


def from_archive(path: Path) -> Listing:
    """Everything in a zip archive except hidden files. Raises IntakeUnreadable."""
    archive = _open(path)
    listing = Listing([], [], PassedOver())
    seen: dict[tuple[str, ...], int] = {}
    for info in archive.infolist():
        parts = _parts(info)
        if parts is None:
            name = (info.orig_filename,)
            listing.passed_over.add(name, "is not a safe file name and was left out.")
        elif not parts or any(is_hidden(part) for part in parts):
            continue
        elif info.is_dir():
            listing.folders.append(parts)
        elif parts in seen:
            twice = Member(parts, bytes, "is in the archive more than once")
            listing.members[seen[parts]] = twice
        else:
            seen[parts] = len(listing.members)
            read = partial(_read, archive, info, parts)
            listing.members.append(Member(parts, read, _problem(info, parts[-1])))
    listing.members.sort(key=lambda member: member.parts)
    listing.folders.sort()
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


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...] | None:
    """Where a member is, or None if its name leads out of the archive or is ambiguous."""
    name = info.orig_filename
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    leads_out = name.startswith("/") or DRIVE.match(name) or ".." in parts
    is_odd = "\\" in name or "\0" in name or any(len(part) > MAX_NAME for part in parts)
    return None if leads_out or is_odd else parts


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
