"""What a class earned, one row a student: what tables and other systems are filled from."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.classroom.gradebook import Count, Gradebook


@dataclass(frozen=True)
class GradeRow:
    """What one student earned.

    `student` is the id in the gradebook, `known_as` are other ids of the same person. `points` are
    None if the student is not graded, and `max_points` too. The student sees the `comment` beside
    the points.
    """

    student: str
    name: str
    points: float | None
    max_points: float | None
    comment: str = ""
    slug: str = ""
    known_as: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name with the id in brackets; the id alone if that is all there is."""
        return f"{self.name} ({self.student})" if self.name else self.student


def rows(book: Gradebook, count: Count) -> Iterator[GradeRow]:
    """The row of each student, from the attempt that counts, sorted by slug."""
    known_as: dict[str, list[str]] = {}
    for alias, target in book.aliases().items():
        if target is not None:
            known_as.setdefault(target, []).append(alias)
    for attempt in book.counted(count):
        who, report = attempt.student, attempt.report
        graded = report.status == "graded"
        yield GradeRow(
            who.student,
            who.name,
            report.score if graded else None,
            report.max_score if graded else None,
            slug=who.slug,
            known_as=tuple(sorted(known_as.get(who.student, ()))),
        )
