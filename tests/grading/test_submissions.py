"""Every file of tests/submissions says what its report has to hold; here it is graded and read."""

import re
from pathlib import Path

import pytest
from header import Header, each_file, read_header
from reports import steers_a_terminal, strings
from warm import Graded

from grader.grading.one import NOT_KEPT

# What no feedback says, neither of a submission nor to its author.
JUDGING = re.compile(r"\b(you|your|just|simply|obviously|wrong|bad|incorrect)\b", re.IGNORECASE)
MAX_OUTPUT_BYTES = 64 << 10


@each_file()
def test_a_submission_gets_what_its_header_expects(file: Path, graded: Graded) -> None:
    report = graded(file)
    assert read_header(file).broken(report) == [], report
    assert not any(steers_a_terminal(text) for text in strings(report))
    # what was raised or printed is the student's own word
    ours = [one for one in report["verdicts"] if one["outcome"] in ("passed", "failed")]
    assert not any(JUDGING.search(text) for text in strings(ours))
    assert len(report["output"].removesuffix(NOT_KEPT).encode()) <= MAX_OUTPUT_BYTES


def write(folder: Path, text: str) -> Path:
    file = folder / "submit.py"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "text",
    [
        "def double(x):\n    return x + x\n",
        "\n# expects: full marks\n",
        "# expects: fullish marks\n",
        "# expects: double named\n",
        "# expects: double outcome excellent\n",
        "# expects: double says nothing\n",
    ],
)
def test_a_header_that_says_nothing_clear_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"expects|outcomes"):
        read_header(write(tmp_path, text))


def verdict(function: str, score: float, mistake: str | None = None) -> dict[str, object]:
    return {
        "function": function,
        "outcome": "passed" if score else "failed",
        "score": score,
        "max_score": 1.0,
        "observed": "f(…) returned 8.",
        "feedback": "",
        "mistake": mistake,
    }


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("f no point", True),
        ("f some points", False),
        ("f named halves", True),
        ("f named doubles", False),
        ("f unnamed", False),
        ("f outcome failed", True),
        ("f outcome passed, failed", False),
        ('f says "returned 8"', True),
        ('f says "returned 9"', False),
        ('f never says "returned 9"', True),
        ("g every point", True),
        ("g unnamed", False),
        ("no marks", False),
        ("full marks", False),
        ("no remarks", True),
        ('not graded "empty"', False),
    ],
)
def test_a_line_of_a_header_holds_or_not(line: str, holds: bool, tmp_path: Path) -> None:
    report = {
        "status": "graded",
        "score": 1.0,
        "max_score": 2.0,
        "reason": None,
        "remarks": [],
        "output": "",
        "verdicts": [verdict("f", 0.0, "halves"), verdict("g", 1.0)],
    }
    header: Header = read_header(write(tmp_path, f"# expects: {line}\n"))
    assert header.broken(report) == ([] if holds else [line])
