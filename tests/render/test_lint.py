"""What `grade lint` prints: paths are short, and the last line says how it went."""

from pathlib import Path

import pytest
from exercise_factory import write_exercise

from grader.exercise.loading import load
from grader.proof.findings import Finding, Findings, Kind, Margin
from grader.render.console import to_text
from grader.render.lint import render

HERE = Path("/home/ada/course")


@pytest.fixture
def findings(tmp_path: Path) -> Findings:
    exercise = load("doubling", write_exercise(tmp_path))
    margins = [
        Margin(check, noise=0.004, noisiest="adds", nearest=nearest, nearest_mistake="halves_it")
        for check, nearest in zip(exercise.checks, (4290.4, 63.94), strict=True)
    ]
    return Findings("doubling", exercise, 1, 2, margins=margins)


def found(text: str, kind: Kind = "check") -> Finding:
    return Finding(kind, text)


def lines(findings: Findings) -> list[str]:
    return to_text(render(findings, HERE), "utf-8").rstrip().split("\n")


def test_the_last_line_sums_up_the_margins(findings: Findings) -> None:
    assert lines(findings)[-1] == ("✓ no problems: noise up to 0.004, nearest mistake 63.9")
    findings.warnings = [found("a"), found("b")]
    assert lines(findings)[-1].startswith("✓ no problems and 2 warnings: noise")


def test_the_last_line_counts_the_problems(findings: Findings) -> None:
    findings.problems, findings.warnings = [found("a"), found("b")], [found("c")]
    assert lines(findings)[-1] == "✗ 2 problems and 1 warning"


def test_what_has_no_margin_is_summed_up_without(findings: Findings) -> None:
    findings.margins = [Margin(one.check) for one in findings.margins]
    assert lines(findings)[-1] == "✓ no problems"
    assert lines(Findings("doubling", None, 1))[-1] == "✓ no problems"


def test_large_distances_are_written_in_digits(findings: Findings) -> None:
    findings.margins[1].nearest = 2.5e7
    text = "\n".join(lines(findings))
    assert " 4290  halves it" in text
    assert " 2.5e+07  halves it" in text


def test_a_long_finding_is_indented_below_its_mark(findings: Findings) -> None:
    path = HERE / "exercises" / "doubling" / "README.md"
    findings.problems = [found(f"{path}, line 3: {'TODO ' * 20}")]
    first, second = (one for one in lines(findings) if "TODO" in one)
    assert first.startswith("✗ exercises/doubling/README.md, line 3: TODO")
    assert second.startswith("  TODO")


def test_each_mark_has_a_letter_for_old_terminals(findings: Findings) -> None:
    findings.problems = findings.warnings = findings.notes = [found("a")]
    text = to_text(render(findings, HERE), "ascii")
    assert all(f"\n{mark} a" in text for mark in "x!*")
