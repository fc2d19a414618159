"""`grade class --gradebook`: the grades of a class in nbgrader's gradebook too."""

import importlib.util
from pathlib import Path

from grader.classroom.gradebook import Count, Gradebook
from grader.cli.base import say
from grader.errors import InputError
from grader.exercise.loading import Exercise
from grader.printable import counted, one_line


class NbgraderTarget:
    """nbgrader's gradebook at `url`.

    Raises InputError if nbgrader is missing, or if `url` is the gradebook of this command (`own`).
    """

    def __init__(
        self,
        url: str,
        assignment: str | None,
        own: Path,
        submissions: Path | None,
        *,
        replace: bool,
    ) -> None:
        self._url = url
        self._assignment = assignment
        self._submissions = submissions
        self._replace = replace
        if importlib.util.find_spec("nbgrader") is None:
            raise InputError(
                "--gradebook needs nbgrader, which is not installed. "
                "Install it: pip install 'torchgrade[nbgrader]'."
            )
        is_own = url.startswith("sqlite:///") and (
            Path(url[10:].partition("?")[0]).resolve() == own.resolve()
        )
        if is_own:
            raise InputError(
                f"{own} is the gradebook of this command; --gradebook names nbgrader's. "
                "Choose another folder with --output."
            )

    def write(self, book: Gradebook, exercise: Exercise, count: Count, *, in_course: bool) -> None:
        """Write the grades of the attempts that count, with the course's penalties for lateness."""
        # nbgrader is an optional package, and importing it takes a second
        from grader.nbgrader.gradebook import write_grades
        from grader.nbgrader.penalties import course_of, penalty_rule

        name = self._assignment or exercise.name
        course = course_of(self._url, self._submissions, in_course=in_course)
        written = write_grades(
            self._url,
            name,
            exercise,
            book.counted(count),
            own=book.handed_on(),
            ids=book.ids(),
            replace=self._replace,
            penalise=penalty_rule(course) if course else None,
        )
        book.hand_on(written.digests)
        created = ", which was created" if written.made_assignment else ""
        students = counted(len(written.digests), "student")
        say(f"nbgrader's gradebook: wrote {students} to the assignment {name}{created}")
        if written.late:
            say(f"  late, with the course's penalty: {counted(written.late, 'student')}")
        if written.left_out:
            say(f"  not graded, so left out: {', '.join(map(one_line, written.left_out))}")
        if written.kept:
            say(
                "  kept, because something else wrote another score there: "
                f"{', '.join(map(_kept, written.kept))}. Add --replace-scores to replace them."
            )


def _kept(score: tuple[str, float, float]) -> str:
    student, there, here = score
    return f"{student} (there {there:g}, here {here:g})"
