"""What an author may want to change, although every submission is graded as it should be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.causes import casebook
from grader.causes.casebook import digest_of
from grader.exercise.loading import Exercise
from grader.printable import enumerated
from grader.proof.findings import Finding, Margin, of_check
from grader.report import Report

MOST_NAMES = 3


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
    """Mistakes that pass checks and lose all points: what is shown or guessable needs proof."""
    guessable = {check.title for check in exercise.checks if check.guessable}
    passed: dict[str, None] = {}
    names = []
    for name, report in reports.items():
        ones = [one.check for one in report.verdicts if one.outcome == "passed"]
        if not report.score and set(ones) - guessable:
            names.append(f"mistakes/{name}.py")
            passed |= dict.fromkeys(one for one in ones if one not in guessable)
    if names:
        passes, loses = ("passes", "loses") if len(names) == 1 else ("pass", "lose")
        titles = enumerated([repr(one) for one in passed], MOST_NAMES)
        yield Finding(
            "all_or_nothing",
            f"{enumerated(names, MOST_NAMES)} {passes} {titles} and {loses} every point of the "
            "exercise: a shown or guessable check earns points only if a hidden check of the same "
            "function passes that cannot be guessed. Write an easier hidden check, or mark "
            "guessable what a wrong function passes as well.",
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
