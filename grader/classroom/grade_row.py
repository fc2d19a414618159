"""What a class earned, one row a student: what tables and other systems are filled from."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from grader.classroom.decisions import Decisions
from grader.classroom.gradebook import Count, Gradebook


@dataclass(frozen=True)
class GradeRow:
    """What one student earned.

    `student` is the id in the gradebook, `known_as` are other ids of the same person. `points` are
    None if the student is not graded and has none by hand, and `max_points` too. The student sees
    the `comment` beside the points.
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


def rows(book: Gradebook, count: Count, decisions: Decisions) -> Iterator[GradeRow]:
    """The row of each student with the final points, from the attempt that counts, by slug."""
    known_as: dict[str, list[str]] = {}
    for alias, target in book.aliases().items():
        if target is not None:
            known_as.setdefault(target, []).append(alias)
    for attempt in decisions.counted(book, count):
        who, final = attempt.student, attempt.final
        assert final is not None
        yield GradeRow(
            who.student,
            who.name,
            final.points,
            None if final.points is None or final.max_points == math.inf else final.max_points,
            comment="\n".join(filter(None, (*final.sentences, final.whole_comment))),
            slug=who.slug,
            known_as=tuple(sorted(known_as.get(who.student, ()))),
        )
