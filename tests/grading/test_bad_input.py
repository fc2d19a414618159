"""Whatever is handed in, there is a clear answer, nothing is lost, and nothing falls over."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, Run
from places import HIDDEN, ROOT, SUBMISSIONS
from reports import (
    LOSS,
    RIGHT,
    TRAINING,
    Report,
    Reports,
    by_name,
    feedback,
    full_marks,
    notebook,
    of,
    outcomes,
    remarks,
    steers_a_terminal,
    strings,
    submission,
)
from warm import Graded

SQUARE = "** 2).mean()"
EVIL_NAME = "\x1b[31mred\u202eyp.py"

# Files that Python cannot read; none of them may reach an editor's formatter.
NOT_PYTHON = {
    "syntax_error.py": RIGHT.replace(SQUARE, "** 2.mean()"),
    "unclosed_bracket.py": RIGHT.replace(SQUARE, "** 2.0"),
    "closes_after_blanks.py": RIGHT + "\ny    =    1   +  )\n",
    "wrong_indent.py": RIGHT.replace("        with torch", "       with torch"),
    "tabs_and_spaces.py": RIGHT.replace("        with torch", "\twith torch"),
    "returns_outside.py": RIGHT + "\nreturn 5\n",
    "null_byte.py": RIGHT + "\nprint('\0')\n",
    "nested_parentheses.py": RIGHT + "\nx = " + "(" * 20_000 + ")" * 20_000 + "\n",
    "nested_signs.py": RIGHT + "\nx = " + "-" * 200_000 + "1\n",
    "nested_sums.py": RIGHT + "\nx = " + "+".join("1" * 100_000) + "\n",
    "nested_blocks.py": RIGHT + "".join(f"{' ' * n}if 1:\n" for n in range(150)) + " " * 150 + "1",
}
# Odd files that are graded like any other.
ODD = {
    "a_cell_is_unfinished.ipynb": notebook("import torch", 'print("started"', RIGHT),
    EVIL_NAME: RIGHT.replace("return theta_0, theta_1", "raise ValueError"),
}
# Files that cannot be graded, and what is said about them.
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty.py": (b"", "is empty"),
    "only_spaces.py": (b" \n\t\n", "is empty"),
    "latin_1.py": (b"# Aufgabe \xfcber Schleifen\n" + RIGHT.encode(), "is not UTF-8 text (line 1)"),
    "utf_16.py": (RIGHT.encode("utf-16"), "is not UTF-8 text"),
    "two_mebibytes.py": (RIGHT.encode() + b"#" * (2 << 20), "larger than the limit of 1 MiB"),
    "of_no_exercise.py": (b"def solve():\n    return 42\n", "which exercise it is for"),
    "only_a_comment.py": (b"# to do\n", "which exercise it is for"),
    "no_json.ipynb": (RIGHT.encode(), "it is not JSON"),
    "empty.ipynb": (b"", "is empty"),
    "json_of_something_else.ipynb": (b'{"tasks": [1, 2]}', "cannot be read as a notebook"),
    "a_list.ipynb": (b"[]", "cannot be read as a notebook"),
    "deep.ipynb": (b"[" * 100_000, "cannot be read as a notebook"),
    "no_code.ipynb": (
        (SUBMISSIONS / "notebook_without_code.ipynb").read_bytes(),
        "has no code in it",
    ),
}


def write(folder: Path, files: dict[str, Any]) -> list[Path]:
    for name, content in files.items():
        text = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(text)
    return [folder / name for name in files]


@pytest.fixture(scope="module")
def odd_run(grade: Run, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    written = write(tmp_path_factory.mktemp("odd"), {**NOT_PYTHON, **ODD})
    return grade("--format", "json", "--seed", 1, *written)


@pytest.fixture(scope="module")
def odd(odd_run: Ran) -> Reports:
    return dict(zip([*NOT_PYTHON, *ODD], odd_run.json, strict=True))


@pytest.fixture(scope="module")
def unreadable_run(grade_process: Run, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("unreadable")
    written = write(folder, {name: content for name, (content, _) in UNREADABLE.items()})
    (folder / "folder.py").mkdir()
    files = [*written, folder / "folder.py", SUBMISSIONS / "right.py", folder / "not_there.py"]
    return grade_process("--format", "json", *files)


@pytest.fixture(scope="module")
def unreadable(unreadable_run: Ran) -> Reports:
    return by_name(unreadable_run)


# ------------------------------------------------------------------ whole commands


def test_points_missing_end_with_exit_code_1_and_no_word_of_ours(odd_run: Ran) -> None:
    assert odd_run.code == 1
    assert odd_run.err == ""


def test_unreadable_files_end_with_exit_code_2_and_one_line_each(unreadable_run: Ran) -> None:
    assert unreadable_run.code == 2
    lines = unreadable_run.err.splitlines()
    assert len(lines) == len(UNREADABLE) + 2
    assert all(line.startswith("grade: ") for line in lines)


def test_every_file_has_an_entry_in_the_order_given(unreadable_run: Ran) -> None:
    names = [Path(report["submission"]).name for report in unreadable_run.json]
    assert names == [*UNREADABLE, "folder.py", "right.py", "not_there.py"]


def test_the_readable_file_among_them_is_graded(unreadable: Reports) -> None:
    assert full_marks(unreadable["right.py"])


def test_no_text_of_a_submission_reaches_a_report_raw(odd: Reports) -> None:
    raw = {text for text in strings(list(odd.values())) if steers_a_terminal(text)}
    assert raw == set()


# ------------------------------------------------------------------ cannot be graded


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_graded_says_why_and_is_no_zero(name: str, unreadable: Reports) -> None:
    report = unreadable[name]
    assert report["status"] == "not_graded"
    assert report["verdicts"] == []
    assert name in report["reason"]
    assert UNREADABLE[name][1] in report["reason"]


@pytest.mark.parametrize("name", UNREADABLE)
def test_reasons_are_words_for_people(name: str, unreadable: Reports) -> None:
    reason = unreadable[name]["reason"]
    assert not re.search(r"object has no attribute|\\n|\.\.|\. \.", reason)
    assert reason.endswith((".", "?"))
    assert len(reason) < 240


def test_a_folder_and_a_file_that_is_not_there_are_told_apart(unreadable: Reports) -> None:
    assert "is a folder" in unreadable["folder.py"]["reason"]
    assert "is not there" in unreadable["not_there.py"]["reason"]


def test_names_that_are_no_text_are_said_and_do_not_fall_over(
    grade_process: Run, tmp_path: Path
) -> None:
    gone = [tmp_path / os.fsdecode(b"gone\xff.py"), tmp_path / "gone\x1b[31m\u202e.py"]
    ran = grade_process("--format", "json", *gone, SUBMISSIONS / "right.py")
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert not steers_a_terminal(ran.err)
    assert [report["status"] for report in ran.json] == ["not_graded", "not_graded", "graded"]
    assert not any(steers_a_terminal(text) for text in strings(ran.json))


def test_an_exercise_that_is_not_there_is_named_with_those_that_are(grade: Run) -> None:
    ran = grade("--exercise", "lineer_regression", SUBMISSIONS / "right.py")
    assert ran.code == 2
    assert "lineer_regression" in ran.err
    assert "linear_regression" in ran.err
    assert ran.out == ""


def test_empty_standard_input_is_said(grade: Run) -> None:
    ran = grade("-")
    assert ran.code == 2
    assert ran.err == "grade: standard input is empty. Was it saved?\n"


def test_a_report_that_cannot_be_written_still_comes_out(grade: Run, tmp_path: Path) -> None:
    place = tmp_path / "no" / "such" / "folder" / "report.json"
    ran = grade("--format", "json", "--output", place, SUBMISSIONS / "right.py")
    assert ran.code == 2
    assert full_marks(ran.json)
    assert "cannot be written" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("limit", ["nan", "inf"])
def test_a_time_limit_that_is_no_time_is_wrong_use_or_no_limit(limit: str, grade: Run) -> None:
    ran = grade("--time-limit", limit, SUBMISSIONS / "right.py")
    assert "Traceback" not in ran.err
    assert ran.code in (0, 2)


def test_too_little_time_for_anybody_is_not_blamed_on_the_exercise(grade: Run) -> None:
    ran = grade("--time-limit", "0.001", SUBMISSIONS / "right.py")
    assert "grade lint" not in ran.err
    assert "--time-limit" in ran.err
    assert ran.code == 2


def test_wrong_use_shows_the_command_as_people_type_it(grade: Run) -> None:
    ran = grade("--seed", "soon", SUBMISSIONS / "right.py")
    assert ran.code == 2
    assert "--seed" in ran.err
    assert "grade files" not in ran.err


def test_a_broken_exercise_loses_no_report_on_another(grade: Run, tmp_path: Path) -> None:
    for name in (HIDDEN.name, "under_construction"):
        shutil.copytree(ROOT / "exercises" / HIDDEN.name, tmp_path / "exercises" / name)
    broken = tmp_path / "exercises" / "under_construction" / "checks.py"
    broken.write_text("raise RuntimeError('author at work')\n", encoding="utf-8")
    files = {
        "first.py": f"# exercise: {HIDDEN.name}\n{RIGHT}",
        "second.py": f"# exercise: under_construction\n{RIGHT}",
        "third.py": f"# exercise: {HIDDEN.name}\n{RIGHT}",
    }
    written = write(tmp_path, files)
    ran = grade("--format", "json", "--exercises", tmp_path / "exercises", *written)
    assert ran.code == 3
    assert "author at work" in ran.err
    statuses = [report["status"] for report in ran.json]
    assert statuses == ["graded", "not_graded", "graded"]


# ------------------------------------------------------------------ cannot be read by Python


@pytest.mark.parametrize("name", NOT_PYTHON)
def test_what_python_cannot_read_is_graded_and_says_what_python_says(
    name: str, odd: Reports
) -> None:
    report = odd[name]
    assert report["score"] == 0
    assert outcomes(report, LOSS) == outcomes(report, TRAINING) == {"raised"}
    (remark,) = report["remarks"]
    assert re.match(r"Python cannot read .+: .*\w", remark)


def test_a_syntax_error_has_its_line_and_a_caret(odd: Reports) -> None:
    what, line, caret = odd["syntax_error.py"]["remarks"][0].split("\n")
    number = (
        RIGHT.split("\n").index(f"    return ((theta_1 * tasks + theta_0 - questions) {SQUARE}") + 1
    )
    assert f"line {number}" in what
    assert line[caret.index("^")] in "2."


def test_a_caret_stands_below_its_column_whatever_blanks_come_before(odd: Reports) -> None:
    _, line, caret = odd["closes_after_blanks.py"]["remarks"][0].split("\n")
    assert line == "    y    =    1   +  )"
    assert line[caret.index("^")] == ")"


def test_an_unclosed_bracket_is_pointed_at(odd: Reports) -> None:
    what, line, caret = odd["unclosed_bracket.py"]["remarks"][0].split("\n")
    assert "'(' was never closed" in what
    assert line[caret.index("^")] == "("


def test_an_unfinished_cell_takes_nothing_from_the_others(odd: Reports) -> None:
    report = odd["a_cell_is_unfinished.ipynb"]
    assert full_marks(report)
    assert "line 1 of the 2nd code cell" in remarks(report)
    assert "'(' was never closed" in remarks(report)


# ------------------------------------------------------------------ seen beside the header


def test_ten_megabytes_of_output_are_cut_at_their_end(graded: Graded) -> None:
    assert graded(submission("prints_ten_megabytes.py"))["output"].startswith("0 ====")


def test_changed_data_shows_at_the_second_call_only(graded: Graded) -> None:
    report = graded(submission("changes_its_data.py"))
    (failed,) = [one for one in of(report, LOSS) if not one["score"]]
    assert failed["check"] == "a second call of compute_loss does not see the first"


# ------------------------------------------------------------------ what never ends


@pytest.fixture(scope="module")
def short_of_time(grade: Run) -> Report:
    """The report on a file that an endless loop splits, within four seconds in all."""
    file = SUBMISSIONS / "trains_forever_at_import.py"
    report: Report = grade("--format", "json", "--time-limit", 4, file).json
    return report


def test_a_short_time_limit_leaves_time_for_what_comes_after_a_loop(short_of_time: Report) -> None:
    assert full_marks(short_of_time)


def test_a_function_that_was_never_called_is_not_said_to_be_slow(short_of_time: Report) -> None:
    assert "compute_loss(…) did not finish" not in feedback(short_of_time, LOSS)


# ------------------------------------------------------------------ on a terminal


def test_text_of_submissions_does_not_steer_the_terminal(grade: Run, tmp_path: Path) -> None:
    evil = write(tmp_path, {EVIL_NAME: ODD[EVIL_NAME]})
    gone = tmp_path / "gone\x1b]0;title\x07.py"
    ran = grade("--seed", 1, SUBMISSIONS / "prints_escape_sequences.py", *evil, gone)
    assert "What it printed" in ran.out
    assert "[bold]markup[/bold]" in ran.out
    assert not steers_a_terminal(ran.out)
    assert not steers_a_terminal(ran.err)


def test_a_module_beside_the_submission_is_said_not_to_be_graded(
    tmp_path: Path, grade: Run
) -> None:
    (tmp_path / "utils.py").write_text("rate = 0.02\n")
    file = tmp_path / "submit.py"
    file.write_text("import utils\n" + RIGHT)
    (remark,) = json.loads(grade(file, "--format", "json").out)["remarks"]
    assert "imports utils, which lies beside this file, and only this file is graded" in remark
