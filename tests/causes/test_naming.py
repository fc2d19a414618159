"""What is told of a function that is wrong: one cause that fits, or none."""

from typing import Any

import msgspec
import pytest

from grader.causes.casebook import Body, Case, Casebook, digest_of
from grader.causes.naming import Named, Shown, contrast, name_causes
from grader.causes.probes import Probe, View
from grader.checks import Look
from grader.exercise.questions import Question
from grader.observations import Nothing, Number, Observation, Raised, Returned, TimedOut
from grader.report import Verdict
from grader.sandbox.worker.parcels import Unsendable

PROBES = tuple(
    Probe(Question("double", (("plain", given),), {}, (Look("returned"),)), (View(),))
    for given in (3.0, 5.0)
)
CHECKS = ("of two", "of any number", "of nothing")
TEXTS = {
    "squares": "It is x times itself. At 2 that is right. What is it at 3?",
    "cubes": "It is x to the third. What is it at 3?",
    "twin": "It is x times x. What is it at 3?",
    "scales": "It is four times x. What is twice 3?",
    "slip scales": "{function} behaves like one that scales.",
}
TABLE: tuple[Any, ...] = ([9.0], [25.0], [27.0], [125.0], "ValueError: no", "ZeroDivisionError: no")


def case(name: str, *traces: int | None, checks: str = "pff", kind: Any = "mistake") -> Case:
    return Case("double", kind, name, traces, checks)


def casebook(*cases: Case, natural: tuple[str, ...] = ()) -> Casebook:
    digests = {"double": tuple(map(digest_of, CHECKS))}
    return Casebook(Body({}, TEXTS, digests, PROBES, TABLE, cases, {}, natural))


SQUARES, CUBES = case("squares", 0, 1), case("cubes", 2, 3)


def verdict(check: str, *, passed: bool, function: str = "double", **more: Any) -> Verdict:
    given = {
        "check": check,
        "function": function,
        "visibility": "hidden",
        "outcome": "passed" if passed else "failed",
        "score": float(passed),
        "max_score": 1.0,
        "observed": "observed",
        "feedback": "" if passed else "observed",
        "hint": "" if passed else "a hint",
    }
    return Verdict(**{**given, **more})


def verdicts(pattern: str = "pff") -> list[Verdict]:
    return [verdict(check, passed=one == "p") for check, one in zip(CHECKS, pattern, strict=False)]


def saw(*numbers: float) -> list[Observation]:
    return [Returned(((Number(number),),)) for number in numbers]


def named(
    book: Casebook | None, probed: list[Observation], pattern: str = "pff", **waits: str
) -> Named:
    answers = {probe.question.digest: seen for probe, seen in zip(PROBES, probed, strict=False)}
    shown = Shown("double", ("x",), probed, answers)
    return name_causes(book, verdicts(pattern), [shown], (), waits)


def told(found: Named) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in found.causes]


def test_the_case_that_fits_all_answers_is_told() -> None:
    found = named(casebook(SQUARES, CUBES), saw(9.0, 25.00001))
    assert told(found) == [("mistake", "squares")]
    (cause,) = found.causes
    assert cause.text == TEXTS["squares"]
    assert cause.checks == CHECKS[1:]
    passed, failed, _ = found.verdicts
    assert (passed.mistake, passed.feedback) == (None, "")
    assert (failed.mistake, failed.feedback, failed.hint) == ("squares", cause.text, "")
    assert (failed.gist, failed.advice) == ("It is x times itself.", "What is it at 3?")
    assert failed.observed == "observed"


def test_a_slip_has_no_gist_and_no_mistake() -> None:
    found = named(casebook(case("scales", 0, 1, kind="slip")), saw(9.0, 25.0))
    assert told(found) == [("slip", "scales")]
    failed = found.verdicts[1]
    assert failed.feedback == "double behaves like one that scales."
    assert (failed.mistake, failed.gist, failed.advice) == (None, "", "")


@pytest.mark.parametrize(("kind", "text"), [("mistake", "scales"), ("slip", "slip scales")])
def test_a_mistake_that_is_called_as_a_slip_has_its_own_words(kind: str, text: str) -> None:
    (cause,) = named(casebook(case("scales", 0, 1, kind=kind)), saw(9.0, 25.0)).causes
    assert cause.text == TEXTS[text].replace("{function}", "double")


def test_nothing_is_told_where_one_answer_differs() -> None:
    found = named(casebook(SQUARES), saw(9.0, 26.0))
    assert told(found) == []
    assert found.verdicts == verdicts()
    assert set(found.alike) == {"double"}


def test_nothing_is_told_where_an_answer_is_missing() -> None:
    assert told(named(casebook(SQUARES), saw(9.0))) == []


def test_two_cases_that_say_different_things_mean_none() -> None:
    twins = casebook(SQUARES, case("twin", 0, 1))
    assert told(named(twins, saw(9.0, 25.0))) == []


def test_two_cases_that_say_the_same_are_one() -> None:
    both = casebook(case("squares", 0, 1, checks="pf?"), SQUARES)
    assert told(named(both, saw(9.0, 25.0))) == [("mistake", "squares")]


@pytest.mark.parametrize(
    ("checks", "pattern", "fits"),
    [
        ("pff", "pff", True),
        ("pff", "fff", False),
        ("pff", "ppf", False),
        ("pf?", "pff", True),
        ("pf?", "pfp", True),
        ("???", "fff", True),
        ("pff", "pf", True),  # where a student has fewer checks
        ("pff", "ff", False),
    ],
)
def test_the_checks_pass_and_fail_as_in_the_case(checks: str, pattern: str, fits: bool) -> None:
    found = named(casebook(case("squares", 0, 1, checks=checks)), saw(9.0, 25.0), pattern)
    assert bool(found.causes) == fits


def test_of_two_that_show_the_same_the_checks_decide() -> None:
    twins = casebook(SQUARES, case("twin", 0, 1, checks="fff"))
    assert told(named(twins, saw(9.0, 25.0))) == [("mistake", "squares")]
    assert told(named(twins, saw(9.0, 25.0), "fff")) == [("mistake", "twin")]


def test_a_cause_is_told_beside_full_shown_marks() -> None:
    """At a student's, who has the first check alone: hidden ones will ask for this."""
    found = named(casebook(SQUARES), saw(9.0, 25.0), "p")
    (cause,) = found.causes
    assert (cause.name, cause.checks, cause.contrast) == ("squares", (), "")
    assert found.verdicts == verdicts("p")


def test_without_a_long_answer_no_cause_is_told_beside_full_marks() -> None:
    """A notebook asks no long run that may take long, and right code may differ there alone."""
    long = Question("double", (("plain", 3.0), ("plain", 100)), {}, (Look("returned"),))
    body = msgspec.structs.replace(
        casebook(SQUARES).body, probes=(PROBES[0], Probe(long, (View(),)))
    )
    assert told(named(Casebook(body), saw(9.0), "p")) == []
    assert told(named(Casebook(body), saw(9.0), "pff")) == [("mistake", "squares")]


def test_without_a_casebook_only_errors_have_a_meaning() -> None:
    assert told(named(None, saw(9.0, 25.0))) == []
    raised: list[Observation] = [Raised("NameError", "name 'y' is not defined")] * 2
    assert told(named(None, raised, "fff")) == [("error", "NameError")]


def test_what_a_proxy_cannot_send_is_no_error_of_the_students() -> None:
    raised: list[Observation] = [Raised(Unsendable.__name__, "Linear cannot be sent")] * 2
    assert told(named(None, raised, "fff")) == []
    assert told(named(None, [Raised("TypeError", "no")] * 2, "fff")) == [("error", "TypeError")]


def test_what_an_error_means_is_told_before_the_slip_that_raises_it() -> None:
    raised: list[Observation] = [Raised("ZeroDivisionError", "no")] * 2
    slip = casebook(case("scales", 5, 5, checks="fff", kind="slip"))
    (cause,) = named(slip, raised, "fff").causes
    assert (cause.kind, cause.name) == ("slip", "scales")
    assert cause.text == "Something is divided by 0. double behaves like one that scales."
    mistake = casebook(case("squares", 5, 5, checks="fff"))
    assert told(named(mistake, raised, "fff")) == [("mistake", "squares")]


def test_a_trait_is_told_where_no_case_fits_and_right_code_lacks_it() -> None:
    nothing: list[Observation] = [Returned(((Nothing(),),))] * 2
    assert told(named(casebook(SQUARES), nothing, "fff")) == [("trait", "returns_nothing")]
    natural = casebook(SQUARES, natural=("double/returns_nothing/",))
    assert told(named(natural, nothing, "fff")) == []
    assert told(named(casebook(SQUARES), nothing, "ppp")) == []


def test_a_lost_answer_names_nothing() -> None:
    lost: list[Observation] = [TimedOut(1.0)] * 2
    found = named(casebook(SQUARES), lost, "fff")
    assert (found.causes, found.alike) == ((), {})


def test_who_waits_is_told_for_whom_and_has_no_cause() -> None:
    found = name_causes(casebook(SQUARES), verdicts("fff"), [], (), {"double": "load"})
    assert found.causes == ()
    assert {(one.waits_for, one.hint, one.mistake) for one in found.verdicts} == {
        ("load", "", None)
    }
    assert all("Fix load first" in one.feedback for one in found.verdicts)


# ------------------------------------------------------------------ contrast


def test_the_contrast_is_the_last_check_that_passes_and_the_first_that_does_not() -> None:
    one, two = verdict("one step", passed=True), verdict("two steps", passed=False)
    first = verdict("no step", passed=True)
    assert contrast([first, one, two]) == "“one step” passes; “two steps” does not."
    assert contrast([two, one]) == ""
    assert contrast([one]) == ""


def test_a_check_that_earned_nothing_is_no_contrast() -> None:
    guess = msgspec.structs.replace(verdict("no step", passed=True), score=0.0)
    failed = verdict("two steps", passed=False)
    assert contrast([guess, failed]) == ""
    sure = verdict("one step", passed=True)
    assert contrast([sure, guess, failed]) == "“one step” passes; “two steps” does not."
