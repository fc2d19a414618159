"""Broken exercises, each named after what is wrong: `grade lint` says what, in which file and line.

A folder of `broken/` has the files in which it differs from the exercise of exercise_factory, and
`expects.toml`: whether the finding is a problem or a warning, its kind, file, line and check, and
parts of the sentence. A file that linters cannot read is called `.py.txt`.
"""

import tomllib
from pathlib import Path

import pytest
from casebooks import Casebooks
from exercise_factory import write_exercise
from places import ROOT

from grader.exercise.folders import Folders
from grader.proof.findings import Finding
from grader.proof.margins import prove
from grader.sandbox.workers import Workers

BROKEN = sorted((ROOT / "tests" / "proof" / "broken").iterdir())
EXPECTS = "expects.toml"


def copied(broken: Path, root: Path) -> Folders:
    """The exercise with the files of this folder."""
    changes: dict[str, str | None] = {
        file.relative_to(broken).as_posix().removesuffix(".txt"): file.read_text(encoding="utf-8")
        for file in broken.rglob("*")
        if file.is_file() and file.name != EXPECTS
    }
    return write_exercise(root, changes)


def place(found: Finding, root: Path) -> str:
    """The file of a finding as expects.toml has it."""
    if found.file is None:
        return ""
    half, _, *rest = found.file.relative_to(root).parts
    return "/".join([half, *rest])


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_what_is_wrong_is_said_with_its_place(
    broken: Path, tmp_path: Path, workers: Workers, with_casebook: Casebooks
) -> None:
    expects = tomllib.loads((broken / EXPECTS).read_text(encoding="utf-8"))
    folders = copied(broken, tmp_path)
    is_warning = expects["level"] == "warnings"
    if is_warning:  # slips count there, which the casebook knows
        with_casebook(folders)
    findings = prove("doubling", folders, workers, 1)
    problems = [one for one in findings.problems if one.kind != "casebook"]
    (found,) = findings.warnings if is_warning else problems
    assert is_warning or not findings.warnings
    assert not is_warning or not problems
    assert found.kind == expects["kind"]
    assert place(found, tmp_path) == expects.get("file", "")
    assert (found.line or 0) == expects.get("line", 0)
    assert found.check == expects.get("check", "")
    for words in expects["says"]:
        assert words in found.text
