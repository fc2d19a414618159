"""What an author may want to change, although every submission is graded as it should be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.causes import casebook
from grader.causes.casebook import digest_of
from grader.exercise.examples import Example, defined
from grader.exercise.loading import Exercise
from grader.printable import enumerated
from grader.proof.findings import Finding, Margin, of_check
from grader.report import Report

MOST_NAMES = 3
LEAST_SHARE = 0.25  # of the points of a function


def unnoticed(exercise: Exercise, margins: Sequence[Margin]) -> Iterator[Finding]:
    """Checks that no mistake and no slip fails; nothing is known of slips without a casebook."""
    book, _ = casebook.find(exercise)
    if book is None:
        return
    failed = {
        digest
        for case in book.body.cases
        for digest, letter in zip(book.body.checks[case.function], case.checks, strict=True)
        if letter != "p"
    }
    for margin in margins:
        check = margin.check
        if not (margin.nearest_mistake or check.guessable or digest_of(check.title) in failed):
            text = (
                f"no mistake and no slip fails {check.title!r}. Ask for other values there, write "
                "the mistake that it is for, or mark it guessable."
            )
            yield of_check("unnoticed", text, exercise, check)


def robbed(exercise: Exercise, reports: Mapping[str, Report]) -> Iterator[Finding]:
    """Mistakes that pass checks and lose every point of their function all the same.

    What is shown or guessable earns points only beside a passed check that cannot be guessed.
    """
    wrong_in = {one.name: _own(one, exercise) for one in exercise.mistakes}
    for function in exercise.functions:
        names: dict[tuple[str, ...], list[str]] = {}
        for name, report in reports.items():
            passed = _lost_all(exercise, function, report) if wrong_in[name] == {function} else ()
            if passed:
                names.setdefault(passed, []).append(f"mistakes/{name}.py")
        for passed, ones in names.items():
            yield _all_or_nothing(exercise, function, ones, passed)


def _own(mistake: Example, exercise: Exercise) -> set[str]:
    """The functions that a mistake is about: those that its file defines."""
    return defined(mistake.text) & set(exercise.functions)


def _lost_all(exercise: Exercise, function: str, report: Report) -> tuple[str, ...]:
    """The checks that a mistake passes although it earns nothing for its function.

    None if they are worth little, or can be guessed: then nothing much was taken away.
    """
    guessable = {check.title for check in exercise.checks if check.guessable}
    ours = [one for one in report.verdicts if one.function == function]
    passed = [one for one in ours if one.outcome == "passed" and one.check not in guessable]
    worth = sum(one.max_score for one in passed)
    is_much = 0 < worth >= LEAST_SHARE * sum(one.max_score for one in ours)
    earns = any(one.score for one in ours)
    return tuple(one.check for one in passed) if is_much and not earns else ()


def _all_or_nothing(
    exercise: Exercise, function: str, names: Sequence[str], passed: Sequence[str]
) -> Finding:
    ours = [one for one in exercise.checks if one.call.function == function]
    worth = sum(one.points for one in ours if one.title in passed)
    total = sum(one.points for one in ours)
    titles = enumerated(list(map(repr, passed)), MOST_NAMES)
    passes, loses = ("passes", "loses") if len(names) == 1 else ("pass", "lose")
    return Finding(
        "all_or_nothing",
        f"{enumerated(names, MOST_NAMES)} {passes} {titles}, "
        f"worth {worth:g} of the {total:g} points of {function}, and {loses} all {total:g}: a "
        "shown or guessable check earns points only if a hidden check of the same function passes "
        f"that cannot be guessed. Write an easier hidden check of {function}, or mark guessable "
        "what a wrong function passes as well.",
        exercise.folder,
    )


def only_hidden(reports: Mapping[str, Report]) -> Iterable[Finding]:
    """Mistakes that fail a hidden check and no shown one: students learn of them in class."""
    unseen = [
        name
        for name, report in reports.items()
        if all(one.outcome == "passed" for one in report.verdicts if one.visibility == "shown")
    ]
    if unseen:
        yield Finding(
            "only_hidden",
            f"only hidden checks notice {', '.join(unseen)}: a student learns of that when the "
            "work is graded.",
        )
