"""A report becomes results.json as Gradescope's specification has it."""

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from grader.gradescope.results import nothing_to_grade, results
from grader.report import Cause, Report, Verdict

# "Output format" in Gradescope's "Autograder Specifications"
TOP = {"score", "execution_time", "output", "output_format", "test_output_format"}
TOP |= {"test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"}
EACH = {"score", "max_score", "status", "name", "name_format", "number", "output"}
EACH |= {"output_format", "tags", "visibility", "extra_data"}
points = st.floats(0.0, 10.0, allow_nan=False)


def verdict(**changed: Any) -> Verdict:
    fields: dict[str, Any] = {
        "check": "double of 5 is 10",
        "function": "double",
        "visibility": "shown",
        "outcome": "failed",
        "score": 0.0,
        "max_score": 1.0,
        "observed": "double(5.0) returned 25.0; expected 10.0.",
        "feedback": "double(5.0) returned 25.0; expected 10.0.",
        "hint": "5 and 5?",
    }
    return Verdict(**(fields | changed))


def report(*verdicts: Verdict, **changed: Any) -> Report:
    fields: dict[str, Any] = {
        "exercise": "doubling",
        "submission": "submit.py",
        "status": "graded",
        "score": sum(one.score for one in verdicts),
        "max_score": sum(one.max_score for one in verdicts),
        "seed": 5,
        "isolation": "full",
        "verdicts": verdicts,
    }
    return Report(**(fields | changed))


def packed(one: Report) -> Any:
    return json.loads(results(one).packed())


def test_it_has_no_key_that_the_specification_lacks() -> None:
    found = packed(report(verdict()))
    assert set(found) <= TOP
    assert set(found["tests"][0]) <= EACH
    assert set(json.loads(nothing_to_grade("submit.py is empty.").packed())) <= TOP


def test_a_test_has_title_points_what_was_seen_and_a_hint() -> None:
    (test,) = packed(report(verdict()))["tests"]
    assert test["name"] == "double of 5 is 10"
    assert (test["score"], test["max_score"], test["status"]) == (0.0, 1.0, "failed")
    assert test["output"] == "double(5.0) returned 25.0; expected 10.0.\nHint: 5 and 5?"


def test_a_check_that_passed_without_points_is_passed() -> None:
    why = "It earns its points together with a check that cannot be guessed."
    passed = verdict(outcome="passed", observed="", feedback=why, hint="")
    (test,) = packed(report(passed))["tests"]
    assert (test["score"], test["status"], test["output"]) == (0.0, "passed", why)


def test_the_output_begins_with_remarks_and_causes() -> None:
    cause = Cause("double", "mistake", "squares", "x comes back times itself.", ("double of 5",))
    wrong = verdict(mistake="squares", feedback=cause.text)
    found = packed(report(wrong, causes=(cause,), remarks=("Line 3 was skipped.",)))
    parts = found["output"].split("\n\n")
    assert parts[:2] == ["Line 3 was skipped.", "double\nx comes back times itself."]
    assert parts[2].startswith("What to do next:\n1. double: ")


def test_full_marks_are_said_in_one_sentence() -> None:
    right = verdict(outcome="passed", score=1.0, observed="", feedback="", visibility="hidden")
    assert packed(report(right))["output"] == "Every check passed."


def test_long_output_of_a_submission_is_cut() -> None:
    found = packed(report(verdict(), output="\n".join(map(str, range(100)))))
    assert found["output"].endswith("19\n… and 80 more lines")


def test_a_report_without_the_sandbox_says_so() -> None:
    found = packed(report(verdict(), isolation="none"))
    assert found["output"].startswith("Graded without the sandbox.")
    assert found["extra_data"]["isolation"] == "none"


@given(st.lists(st.tuples(points, points), min_size=1, max_size=30))
def test_scores_survive_to_the_last_bit(pairs: list[tuple[float, float]]) -> None:
    made = report(*(verdict(score=one, max_score=most) for one, most in pairs))
    found = packed(made)
    assert found["score"] == made.score
    assert sum(one["score"] for one in found["tests"]) == made.score
    assert [(one["score"], one["max_score"]) for one in found["tests"]] == pairs


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_stays_text(text: str) -> None:
    found = packed(report(verdict(observed=text, feedback=text), output=text))
    assert found["output_format"] == "text"
    assert {one["output_format"] for one in found["tests"]} == {"text"}
    assert msgspec.json.decode(results(report(verdict(observed=text))).packed())
