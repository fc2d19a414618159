"""`grade class --gradebook`: the grades of a class in nbgrader's gradebook too."""

import importlib.util
from pathlib import Path

from grader.classroom.gradebook import Count, Gradebook
from grader.cli.base import say
from grader.errors import InputError
from grader.exercise.loading import Exercise
from grader.printable import counted, one_line


class NbgraderTarget:
    """nbgrader's gradebook at `url`, or nothing if there is no `url`.

    Raises InputError if nbgrader is missing, or if `url` is the gradebook of this command (`own`).
    """

    def __init__(self, url: str | None, assignment: str | None, own: Path) -> None:
        self._url = url
        self._assignment = assignment
        if url is None:
            return
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

    def write(self, book: Gradebook, exercise: Exercise, count: Count) -> None:
        """Write the grades of the attempts that count."""
        if self._url is None:
            return
        # nbgrader is an optional package, and importing it takes a second
        from grader.nbgrader.gradebook import write_grades

        name = self._assignment or exercise.name
        written = write_grades(self._url, name, exercise, book.counted(count))
        created = ", which was created" if written.made_assignment else ""
        students = counted(written.students, "student")
        say(f"nbgrader's gradebook: wrote {students} to the assignment {name}{created}")
        if written.left_out:
            say(f"  not graded, so left out: {', '.join(map(one_line, written.left_out))}")
