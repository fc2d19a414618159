"""What a gradebook holds: students, their attempts, and what was seen of them, packed small."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from grader.errors import GradebookUnusable
from grader.printable import one_line
from grader.report import Report
from grader.sandbox.observe import Sighting
from grader.submission.source import Submission

T = TypeVar("T")
_SOURCES = msgspec.msgpack.Decoder(tuple[tuple[bytes, bytes], ...])
_REPORT = msgspec.json.Decoder(Report)
_SIGHTING = msgspec.json.Decoder(Sighting)


@dataclass(frozen=True)
class Student:
    """A student: the id on the platform, a file name made from it, and the name if known."""

    student: str
    slug: str
    name: str = ""

    @property
    def called(self) -> str:
        """The name with the id in brackets; the id alone if that is all there is."""
        identity, name = one_line(self.student, 60), one_line(self.name, 60)
        return f"{name} ({identity})" if name and name != identity else identity


@dataclass(frozen=True)
class Attempt:
    """One file that a student handed in, its report, and what was seen of it.

    `number` counts the attempts of the student in the order of handing in, from 1. `run` is
    the grading of the class that it was graded in, `seed` that of the questions it was asked.
    """

    id: int
    student: Student
    number: int
    report: Report
    is_notebook: bool
    file: str
    sha256: str
    run: int
    seed: int
    graded_at: str
    packed_sources: bytes | None = field(default=None, repr=False)
    packed_sighting: bytes | None = field(default=None, repr=False)

    @property
    def submission(self) -> Submission | None:
        """What was handed in; None where it could not be read.

        Raises GradebookUnusable when it is damaged.
        """
        if self.packed_sources is None:
            return None
        sources = unpacked(self.student, unpack_sources, self.packed_sources)
        return Submission(self.file, sources, self.sha256, self.is_notebook)

    @property
    def sighting(self) -> Sighting | None:
        """What was seen of it; None where it did not run.

        Raises GradebookUnusable when it is damaged.
        """
        if self.packed_sighting is None:
            return None
        return unpacked(self.student, unpack_sighting, self.packed_sighting)


def unpacked(student: Student, unpack: Callable[[bytes], T], packed: bytes) -> T:
    """What the gradebook holds of a student. Raises GradebookUnusable when it is damaged."""
    try:
        return unpack(packed)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise GradebookUnusable(
            f"What the gradebook holds of {one_line(student.student)} is damaged ({error}). "
            "Put a copy of it in its place, or move it away and grade the class anew."
        ) from error


def pack_sources(sources: tuple[tuple[str, str], ...]) -> bytes:
    """Source texts in a few bytes; also those with the halves of characters notebooks can hold."""
    raw = [[part.encode("utf-8", "surrogatepass") for part in source] for source in sources]
    return zlib.compress(msgspec.msgpack.encode(raw))


def unpack_sources(packed: bytes) -> tuple[tuple[str, str], ...]:
    """The source texts that were packed."""
    return tuple(
        (name.decode("utf-8", "surrogatepass"), text.decode("utf-8", "surrogatepass"))
        for name, text in _SOURCES.decode(zlib.decompress(packed))
    )


def pack_sighting(sighting: Sighting) -> bytes:
    """What was seen in a few bytes."""
    return zlib.compress(as_json(sighting))


def unpack_sighting(packed: bytes) -> Sighting:
    """What was seen, as it was packed."""
    return _SIGHTING.decode(zlib.decompress(packed))


def unpack_report(text: bytes) -> Report:
    """A report from JSON."""
    return _REPORT.decode(text)


def as_json(value: object) -> bytes:
    """JSON on one line, with a question mark for each half of a character that UTF-8 cannot say."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_sayable(msgspec.to_builtins(value)))


def _sayable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_sayable(key): _sayable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sayable(item) for item in value]
    return value
