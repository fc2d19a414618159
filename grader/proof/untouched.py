"""What the stub shows, as students get it: it runs, earns nothing, and is known as not written."""

from collections.abc import Iterable, Iterator, Sequence

from grader.errors import ExerciseBroken
from grader.grading.limits import author_limits
from grader.grading.one import Grading
from grader.handout.parts import stub_of
from grader.judging.feedback import is_stub
from grader.judging.judge import Asked
from grader.judging.remarks import did
from grader.observations import Observation, Raised
from grader.proof.findings import Finding, of_check
from grader.sandbox.observe import Work, observe


def untouched(grading: Grading, asked: Sequence[Asked]) -> Iterator[Finding]:
    """The findings about the stub, from what it showed to the checks."""
    raised = list(_raised_at_import(grading)) if grading.seed == 0 else []
    passed = next((one for one in asked if one.shortfall is None), None)
    if raised:  # which explains the rest
        yield from raised
    elif passed is not None:
        text = (
            f"the stub passes {passed.check.title!r}. What is to be written in it raises "
            "NotImplementedError, so that nobody earns points with it."
        )
        yield of_check("guessed", text, grading.exercise, passed.check)
    elif grading.seed == 0:
        yield from _seems_written(grading, asked)


def _raised_at_import(grading: Grading) -> Iterator[Finding]:
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


def _seems_written(grading: Grading, asked: Sequence[Asked]) -> Iterator[Finding]:
    """A finding for each function of the stub that does not say that it is not written yet."""
    try:
        stub = stub_of(grading.exercise)
    except ExerciseBroken:
        return  # what the stub does not define is told elsewhere
    for function, node in stub.functions.items():
        ours = [one for one in asked if one.function == function]
        if ours and not any(_is_unwritten(one.seen) for one in ours):
            text = (
                f"{stub.path}, line {node.lineno}: {function} does not raise NotImplementedError. "
                "What nobody has written yet would be judged, and taken for a mistake. End it with "
                "`raise NotImplementedError`, without a message."
            )
            yield Finding("stub", text, stub.path, node.lineno)


def _is_unwritten(seen: Iterable[Observation]) -> bool:
    return any(isinstance(one, Raised) and is_stub(one) for one in seen)
