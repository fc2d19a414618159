"""A class as pages: one for each student to be handed out, and one for the instructor."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from grader.classroom.attempt import Attempt
from grader.classroom.tables import Summary
from grader.exercise.loading import Exercise
from grader.render.class_page import FOLDER, Entry, called, class_page, entry, page_name
from grader.render.page import page
from grader.report import Picture

__all__ = ["CLASS_PAGE", "FOLDER", "class_pages"]

CLASS_PAGE = "class.html"


def class_pages(
    exercise: Exercise,
    summary: Summary,
    attempts: Iterable[Attempt],
    figures: Callable[[Attempt], Sequence[Picture]] = lambda attempt: (),
) -> Iterator[tuple[str, str]]:
    """The name of each page below the folder of the class, and its text; the class's own at last.

    `figures` gives the pictures of an attempt. A page is made when its turn has come, so that a
    class of any size takes little memory. Raises GradebookUnusable where an attempt is damaged.
    """
    entries: list[Entry] = []
    for attempt in attempts:
        entries.append(entry(attempt))
        text = page(
            attempt.report,
            attempt.submission,
            figures(attempt),
            title=exercise.title,
            student=called(attempt.student),
            attempt=attempt.number,
        )
        yield page_name(attempt.student), text
    yield CLASS_PAGE, class_page(exercise.title, summary, entries)
