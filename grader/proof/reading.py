"""What the solution's answers and pictures show about an exercise, before anything else runs."""

from collections.abc import Iterable
from importlib import metadata

from grader.exercise.loading import Exercise
from grader.expectations.compare import has_objects
from grader.grading.answers import Answers
from grader.grading.one import Grading
from grader.grading.pictures import pictures_of_solution
from grader.grading.settling import works_with
from grader.observations import NoGradient, Returned, Unregistered
from grader.printable import joined, one_line
from grader.proof.findings import Finding, of_check
from grader.proof.literals import place


def drawn(exercise: Exercise, grading: Grading) -> Iterable[Finding]:
    """What is wrong with figures.py, drawn with and without the solution to compare with."""
    path = exercise.folder / "figures.py"
    titles = [figure.title for figure in grading.exercise.figures]
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        yield Finding("figures", f"two figures have the title {title!r}.", path)
    for compared in (True, False):
        try:
            drawn = [one.title for one in pictures_of_solution(grading, compared=compared)]
        except Exception as error:  # whatever an author's file may raise
            text = f"{path} cannot draw the solution: {type(error).__name__}: {error}."
            yield Finding("figures", text, path)
            return
        for title in titles:
            if title not in drawn:
                text = f"the figure {title!r} shows nothing for the solution."
                yield Finding("figures", text, path)


def not_shown(exercise: Exercise, reference: Answers) -> Iterable[Finding]:
    """Checks of gradients or models that the solution does not show: nothing can be compared."""
    for check, answers in zip(exercise.checks, reference, strict=True):
        shown = [
            (value, expectation.look)
            for answer in answers
            if isinstance(answer, Returned)
            for seen in answer.seen
            for value, expectation in zip(seen, check.expectations, strict=True)
        ]
        where = f"{check.title!r} ({place(check)})"
        reasons = sorted({value.reason for value, _ in shown if isinstance(value, NoGradient)})
        if reasons:
            remedy = (
                " gradient_of takes weights=... for a result of several numbers."
                if "not_one_number" in reasons
                else ""
            )
            text = f"{where}: the solution shows no gradient ({', '.join(reasons)}).{remedy}"
            yield of_check("gradient", text, exercise, check)
            continue
        for value, look in shown:
            if isinstance(value, Unregistered):
                text = f"{where} looks for {look.name or 'parameters'}, but {_has(value)}"
                yield of_check("model", text, exercise, check)
                break


def _has(value: Unregistered) -> str:
    """What the solution has where a check looks for a parameter or state, as half a sentence."""
    kind = one_line(value.name, 60)
    if value.reason == "no_model":
        return (
            f"what the solution has there is of type {kind}, which is no model. of=OBJECT looks at "
            "the model whose method is called, and of=0 at the first argument."
        )
    if value.reason == "not_registered":
        return f"the solution has something of type {kind} there, which is not registered."
    return "the model of the solution has none of that name."


def never_asked_again(exercise: Exercise, reference: Answers) -> Iterable[Finding]:
    """Classes, and functions of objects, that others use: nothing can stand in their place."""
    assert exercise.solution is not None
    used: dict[str, list[str]] = {}
    for function, others in works_with(exercise.solution.text, exercise).items():
        for other in exercise.functions:
            if other in others:
                used.setdefault(other, []).append(function)
    for check, answers in zip(exercise.checks, reference, strict=True):
        its = used.get(check.call.function, [])
        values = [
            value
            for answer in answers
            if isinstance(answer, Returned)
            for seen in answer.seen
            for value in seen
        ]
        function = check.call.function
        if its and (function in exercise.of_objects or any(map(has_objects, values))):
            del used[function]
            is_class = function in exercise.classes
            what = "is a class" if is_class else "is about objects, such as a model"
            yield Finding(
                "object",
                f"{function} {what}. If it is wrong, nothing can stand in its place, and "
                f"{joined(its)} may lose points with it.",
            )


def missing(exercise: Exercise) -> Iterable[Finding]:
    """Packages that submissions may import and that are not installed."""
    for package in exercise.packages:
        try:
            metadata.distribution(package)
        except metadata.PackageNotFoundError:
            yield Finding(
                "package",
                f"exercise.toml lets submissions import {package}, which is not installed here. "
                f"Install it where submissions are graded: pip install {package}.",
            )
