"""A class as pages: one per student to hand out, and one for the instructor."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.classroom.attempt import Attempt, Student
from grader.classroom.summary import MAX_FAILED_BY, Standing, Summary, Unexplained
from grader.exercise.loading import Exercise
from grader.render.class_words import not_written_up, titled, write_up
from grader.render.jinja import rendered_page
from grader.render.page import page
from grader.report import Drawing

CLASS_PAGE = "class.html"
FOLDER = "feedback"
MAX_NAMES = MAX_FAILED_BY  # shown without unfolding
UNEXPLAINED: Mapping[Unexplained, tuple[str, str]] = {
    "unreadable": ("Python cannot read it", "The file has a syntax error."),
    "not_written": (
        "not written yet",
        "A function raises NotImplementedError, as in the stub.",
    ),
    "out_of_time": (
        "ran out of time",
        "A call took too long, or was not made because the time was used up.",
    ),
    "raised": (
        "raised an exception or crashed",
        "A call raised, did not accept its arguments, ran out of memory, or ended the process.",
    ),
    "missing": ("a function is missing", "There is no function of that name."),
    "unknown": (
        "nothing known explains it",
        "Points are missing, and no known cause explains everything that was observed.",
    ),
}


class Cohort(NamedTuple):
    """Students with something in common, what that is, and the command to write it up."""

    title: str
    text: str
    standings: tuple[Standing, ...]
    observed: str = ""
    command: str = ""


def class_pages(
    exercise: Exercise,
    summary: Summary,
    attempts: Iterable[Attempt],
    pictures: Callable[[Attempt], Sequence[Drawing]] = lambda attempt: (),
    output: str = "OUTPUT",
) -> Iterator[tuple[str, str]]:
    """The path of each page below the output folder, and its text; the instructor's comes last.

    Pages are made one at a time, so that a class of any size takes little memory. `output` is the
    name of that folder, for commands to copy. Raises GradebookUnusable if an attempt is damaged.
    """
    for attempt in attempts:
        text = page(
            attempt.report,
            attempt.submission,
            pictures(attempt),
            title=exercise.title,
            student=attempt.student.called,
            attempt=attempt.number,
            final=attempt.final,
        )
        yield page_name(attempt.student), text
    yield CLASS_PAGE, class_page(exercise.title, summary, output)


def class_page(title: str, summary: Summary, output: str = "OUTPUT") -> str:
    """The instructor's page as a whole HTML document, with a link to the page of each student."""
    return rendered_page(
        "class.html.j2",
        title=title,
        summary=summary,
        page_name=page_name,
        titled=titled,
        alike=[
            Cohort(
                one.function,
                not_written_up(one),
                one.shown_by,
                one.observed,
                write_up(one, output),
            )
            for one in summary.alike
        ],
        most=max((one.students for one in summary.scores), default=0),
        names_left_out=any(rate.left_out for rate in summary.checks),
        unexplained=[
            Cohort(*UNEXPLAINED[kind], ones) for kind, ones in summary.unexplained.items()
        ],
        labels={kind: title for kind, (title, _) in UNEXPLAINED.items()},
        max_names=MAX_NAMES,
    )


def page_name(student: Student) -> str:
    """The path of a student's page, made from the slug alone, which is safe in a path."""
    return f"{FOLDER}/{student.slug}.html"
