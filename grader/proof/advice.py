"""What an author may want to change, although every submission is graded as it should be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.causes import casebook
from grader.causes.casebook import digest_of
from grader.exercise.loading import Exercise
from grader.printable import enumerated, joined
from grader.proof.findings import Finding, Margin, of_check
from grader.report import Report

MOST_TITLES = 3


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
    """Mistakes that pass checks, and lose all points: what is shown or guessable needs proof."""
    guessable = {check.title for check in exercise.checks if check.guessable}
    for name, report in reports.items():
        passed = [
            one.check
            for one in report.verdicts
            if one.outcome == "passed" and one.check not in guessable
        ]
        if report.score or not passed:
            continue
        titles = enumerated([repr(one) for one in passed], MOST_TITLES)
        functions = joined(sorted({one.function for one in report.verdicts if one.check in passed}))
        yield Finding(
            "all_or_nothing",
            f"mistakes/{name}.py passes {titles} and loses every point of the exercise: shown and "
            "guessable checks earn points only if a hidden check of the same function passes that "
            f"cannot be guessed. Write a hidden check of {functions} that this mistake passes.",
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
