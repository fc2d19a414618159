"""What the stub shows, as students get it: it runs, and earns nothing."""

from collections.abc import Iterator, Sequence

from grader.grading.limits import author_limits
from grader.grading.one import Grading
from grader.judging.judge import Asked, shortfall
from grader.judging.remarks import did
from grader.proof.findings import Finding, of_check
from grader.sandbox.observe import Work, observe


def earns_points(grading: Grading, asked: Sequence[Asked]) -> Iterator[Finding]:
    """A finding if the stub passes a check, from what it showed to them."""
    for one in asked:
        if shortfall(one) is None:
            text = (
                f"the stub passes {one.check.title!r}. What is to be written in it raises "
                "NotImplementedError, so that nobody earns points with it."
            )
            yield of_check("guessed", text, grading.exercise, one.check)
            return


def raises_at_import(grading: Grading) -> Iterator[Finding]:
    """A finding for each statement at the top level that does not run where students are graded."""
    exercise, stub = grading.exercise, grading.exercise.stub()
    work = Work(stub.sources, grading.questions[0][:1], author_limits(exercise), seed=grading.seed)
    path = exercise.folder / "submit.py"
    for note in observe(grading.workers, work).notes:
        where = "the top level" if note.line is None else f"line {note.line}"
        text = (
            f"{path}: {where} {did(note)} Students keep this line. If it imports a package, list "
            "that under packages in exercise.toml, and install it."
        )
        yield Finding("stub", text, path, note.line)
