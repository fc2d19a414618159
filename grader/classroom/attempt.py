"""Students and their attempts, and how the gradebook packs what was observed of these."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from grader.course.final import Final
from grader.errors import GradebookUnusable
from grader.observations import Sighting
from grader.printable import encodable, one_line
from grader.report import Report
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
    """A file that a student handed in, its report, and what was observed.

    `number` counts the student's attempts in the order of handing in, from 1. `run` is the run of
    `grade class` that graded it, and `seed` drew the questions. `handed_in_at` and `late` are what
    the platform says: an ISO time or "", and None if it does not say. `final` are the points after
    what people decided, where that was applied.
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
    handed_in_at: str = ""
    late: bool | None = None
    final: Final | None = None

    @property
    def submission(self) -> Submission | None:
        """The submission; None if it could not be read.

        Raises GradebookUnusable if it is damaged in the gradebook.
        """
        if self.packed_sources is None:
            return None
        sources = unpacked(self.student, unpack_sources, self.packed_sources)
        return Submission(self.file, sources, self.sha256, self.is_notebook)

    @property
    def sighting(self) -> Sighting | None:
        """What was observed; None if it did not run.

        Raises GradebookUnusable if it is damaged in the gradebook.
        """
        if self.packed_sighting is None:
            return None
        return unpacked(self.student, unpack_sighting, self.packed_sighting)


def unpacked(student: Student, unpack: Callable[[bytes], T], packed: bytes) -> T:
    """Unpack a student's data from the gradebook. Raises GradebookUnusable if it is damaged."""
    try:
        return unpack(packed)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise GradebookUnusable(
            f"The gradebook's data on {one_line(student.student)} is damaged ({error}). "
            "Replace the gradebook with a copy, or move it away and grade the class again."
        ) from error


def pack_sources(sources: tuple[tuple[str, str], ...]) -> bytes:
    """Source texts, compressed."""
    raw = [(name.encode(), text.encode()) for name, text in sources]
    return zlib.compress(msgspec.msgpack.encode(raw))


def unpack_sources(packed: bytes) -> tuple[tuple[str, str], ...]:
    """The source texts from `pack_sources`."""
    return tuple(
        (_decoded(name), _decoded(text)) for name, text in _SOURCES.decode(zlib.decompress(packed))
    )


def _decoded(text: bytes) -> str:
    # earlier versions kept the lone surrogates of notebooks
    return encodable(text.decode("utf-8", "surrogatepass"))


def pack_sighting(sighting: Sighting) -> bytes:
    """What was observed, compressed."""
    return zlib.compress(msgspec.json.encode(sighting))


def unpack_sighting(packed: bytes) -> Sighting:
    """What was observed, from `pack_sighting`."""
    return _SIGHTING.decode(zlib.decompress(packed))


def unpack_report(text: bytes) -> Report:
    """A report from JSON."""
    return _REPORT.decode(text)
