"""The `grade` command as people use it: what it prints, where, in which words and colours."""

import contextlib
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
from casebooks import Casebooks
from click.testing import CliRunner, Result
from commands import Ran, Run
from exercise_factory import write_exercise
from reports import by_name, full_marks

from grader import __version__
from grader.cli import main
from grader.exercise.folders import Folders
from grader.grading.one import Grading
from grader.observations import Sighting
from grader.submission.source import Submission

RIGHT = "# exercise: doubling\ndef double(x):\n    return x + x\n"
SQUARES = "# exercise: doubling\ndef double(x):\n    return x * x\n"
MISSING = "# exercise: doubling\nnumber = 2\n"
# Prints what neither ASCII nor a code page of Windows can hold.
GREEK = RIGHT + "print('θ → ∞')\n"
STEERING = re.compile(r"\x1b\[([\d;]*)m")
COLOURS = re.compile(r"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")


@pytest.fixture
def doubling(tmp_path: Path) -> list[str]:
    """Where the exercise of one line is, as options."""
    folders = write_exercise(tmp_path / "course")
    return ["--exercises", str(folders.exercises), "--solutions", str(folders.solutions)]


def write(folder: Path, **texts: str) -> list[Path]:
    files = [folder / f"{name}.py" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def run(*arguments: object, **more: Any) -> Result:
    """The command without a process of its own."""
    return CliRunner().invoke(main, [*map(str, arguments)], prog_name="grade", **more)


def without_seconds(report: dict[str, Any]) -> dict[str, Any]:
    assert report["seconds"] > 0
    return {key: value for key, value in report.items() if key != "seconds"}


def flowing(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ help


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"]])
def test_help_is_one_flag_or_nothing_away(arguments: list[str], grade: Run) -> None:
    ran = grade(*arguments)
    assert ran.code == 0
    assert ran.err == ""
    assert flowing(ran.out) == flowing(run("--help").output)
    for promised in ("SUBMISSION...", "COMMAND [ARGS]...", "--seed", "--time-limit", "Exit codes"):
        assert promised in ran.out


def test_help_lists_every_command_that_people_may_type() -> None:
    _, _, listed = run("--help").output.partition("Commands:\n")
    names = [line.split()[0] for line in listed.splitlines()]
    assert names == [
        "exercises", "start", "watch", "class", "students", "export", "package", "new",
        "mistake", "casebook", "lint",
    ]  # fmt: skip


def test_help_lists_every_option_once() -> None:
    options = re.findall(r"(?m)^  (?:-\w, )?(--[\w-]+)", run("--help").output)
    assert sorted(options) == sorted(set(options))
    assert {"--exercise", "--format", "--output", "--shown-only", "--version"} <= set(options)


@pytest.mark.parametrize("command", ["exercises", "lint", "start", "submit.py"])
def test_each_command_has_help_of_its_own(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    usage = "Usage: grade [OPTIONS]" if command == "submit.py" else f"Usage: grade {command} "
    assert result.output.startswith(usage)


def test_help_needs_no_torch(grade_process: Run, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise SystemExit('torch was imported')", encoding="utf-8")
    ran = grade_process("--help", PYTHONPATH=str(tmp_path))
    assert (ran.code, ran.err) == (0, "")


def test_the_version_is_that_of_the_package(grade_process: Run) -> None:
    assert grade_process("--version").out == f"grade, version {__version__}\n"


# ------------------------------------------------------------------ wrong use


@pytest.mark.parametrize(
    ("arguments", "usage", "said"),
    [
        (["--nonsense", "x.py"], "grade [OPTIONS] SUBMISSION...", "--nonsense"),
        (["x.py", "--seed", "soon"], "grade [OPTIONS] SUBMISSION...", "--seed"),
        (["x.py", "--seed", "-1"], "grade [OPTIONS] SUBMISSION...", "--seed"),
        (["x.py", "--format", "xml"], "grade [OPTIONS] SUBMISSION...", "'xml'"),
        (["--seed", "1"], "grade [OPTIONS] SUBMISSION...", "Missing argument"),
        (
            ["--time-limit", "nan", "x.py"],
            "grade [OPTIONS] SUBMISSION...",
            "nan is not a number of",
        ),
        (["--time-limit", "inf", "x.py"], "grade [OPTIONS] SUBMISSION...", "--time-limit"),
        (["--time-limit", "0", "x.py"], "grade [OPTIONS] SUBMISSION...", "--time-limit"),
        (["start"], "grade start [OPTIONS] EXERCISE [DIRECTORY]", "EXERCISE"),
        (["lint", "--seeds", "0"], "grade lint [OPTIONS] [EXERCISE]...", "--seeds"),
        (["exercises", "all"], "grade exercises [OPTIONS]", "all"),
    ],
)
def test_wrong_use_shows_the_usage_as_people_type_it(
    arguments: list[str], usage: str, said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    first, second, *rest = result.output.splitlines()
    assert first == f"Usage: {usage}"
    assert second.endswith("--help' for help.")
    assert said in "\n".join(rest)
    assert "grade files" not in result.output


def test_a_file_with_the_name_of_a_command_can_be_graded(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    (tmp_path / "lint").write_text(RIGHT, encoding="utf-8")
    for way in (["./lint"], ["--", "lint"]):
        ran = grade("--format", "json", *doubling, *way, cwd=tmp_path)
        assert full_marks(ran.json)


# ------------------------------------------------------------------ exercises


def test_exercises_are_listed_with_points_and_kinds_of_checks(doubling: list[str]) -> None:
    result = run("exercises", *doubling)
    assert result.exit_code == 0
    heading, line = result.output.splitlines()
    assert heading.split() == ["exercise", "title", "points", "checks"]
    assert flowing(line) == "doubling Doubling a number 3 1 shown, 1 hidden"


def test_a_student_has_no_hidden_checks_in_the_list(doubling: list[str]) -> None:
    result = run("exercises", *doubling[:2])
    assert "1 shown" in result.output
    assert "hidden" not in result.output


def test_an_unfinished_exercise_is_listed_with_its_fault(tmp_path: Path) -> None:
    write_exercise(tmp_path)
    unfinished: dict[str, str | None] = {"exercises/checks.py": "\nchecks = [check()]\n"}
    folders = write_exercise(tmp_path, unfinished, name="unfinished")
    write_exercise(tmp_path, {"exercises/exercise.toml": "title =\n"}, name="untitled")
    result = run("exercises", "--exercises", folders.exercises)
    assert result.exit_code == 0
    said = " ".join(result.output.split())
    assert "doubling Doubling a number" in said
    assert "✗ unfinished: " in said
    assert "NameError: name 'check' is not defined (line 2)." in said
    assert "✗ untitled: " in said


def test_an_unfinished_exercise_does_not_keep_another_from_being_graded(
    tmp_path: Path, grade: Run
) -> None:
    (file,) = write(tmp_path, right="def double(x):\n    return x + x\n")
    write_exercise(tmp_path / "course")
    unfinished: dict[str, str | None] = {"exercises/exercise.toml": "functions = [5]\n"}
    folders = write_exercise(tmp_path / "course", unfinished, name="unfinished")
    ran = grade("--exercises", folders.exercises, "--solutions", folders.solutions, file)
    assert ran.code == 0, ran.err


def test_where_the_exercises_are_can_be_said_by_the_environment(
    doubling: list[str], grade: Run
) -> None:
    ran = grade("exercises", GRADE_EXERCISES=doubling[1], GRADE_SOLUTIONS=doubling[3])
    assert ran.out == run("exercises", *doubling).output


def test_the_exercises_that_came_with_the_command_are_listed(grade_process: Run) -> None:
    ran = grade_process("exercises")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"(?m)^linear_regression +Linear regression", ran.out)


def test_a_folder_without_exercises_is_wrong_use(tmp_path: Path) -> None:
    result = run("exercises", "--exercises", tmp_path)
    assert result.exit_code == 2
    assert result.output.startswith(f"grade: {tmp_path} has no exercises.")


# ------------------------------------------------------------------ start


def test_an_exercise_is_laid_out_in_a_folder_of_its_name(
    grade_process: Run, tmp_path: Path
) -> None:
    ran = grade_process("start", "linear_regression", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    folder = tmp_path / "linear_regression"
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "submit.py"]
    _, command = ran.out.rsplit("grade ", 1)
    graded = grade_process("--format", "json", command.strip(), cwd=tmp_path)
    assert (graded.code, graded.json["score"]) == (1, 0)
    assert graded.json["max_score"] > 0


def test_an_exercise_is_laid_out_in_any_other_folder(doubling: list[str], tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"
    result = run("start", "doubling", target, *doubling[:2])
    assert result.exit_code == 0
    assert str(target / "submit.py") in result.output
    for name in ("README.md", "submit.py"):
        original = Path(doubling[1]) / "doubling" / name
        assert (target / name).read_bytes() == original.read_bytes()


@pytest.mark.parametrize("there", ["README.md", "submit.py"])
def test_work_that_is_there_already_stays_as_it_is(
    there: str, doubling: list[str], tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / there).write_text("mine", encoding="utf-8")
    result = run("start", "doubling", tmp_path / "mine", *doubling[:2])
    assert result.exit_code == 2
    assert f"{tmp_path / 'mine' / there} already exists" in result.output
    assert [path.name for path in (tmp_path / "mine").iterdir()] == [there]
    assert (tmp_path / "mine" / there).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("inside", ["", "folder"])
def test_a_place_that_cannot_hold_files_is_told(
    inside: str, doubling: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    target = tmp_path / "file" / inside
    result = run("start", "doubling", target, *doubling[:2])
    assert result.exit_code == 2
    assert f"grade: The folder {target} could not be created: " in result.output


def test_an_exercise_that_lacks_a_file_is_our_fault(tmp_path: Path) -> None:
    folders = write_exercise(tmp_path / "course", {"exercises/README.md": None})
    target = tmp_path / "mine"
    result = run("start", "doubling", target, "--exercises", folders.exercises)
    assert result.exit_code == 3
    assert "README.md cannot be read: No such file" in result.output
    assert not target.exists()


def test_what_cannot_be_started_is_told_with_what_can(doubling: list[str]) -> None:
    result = run("start", "trebling", *doubling[:2])
    assert result.exit_code == 2
    assert "There is no exercise named 'trebling'. There is: doubling." in result.output


# ------------------------------------------------------------------ lint


def test_lint_says_what_it_found_and_shows_progress_elsewhere(
    doubling: list[str], grade: Run, with_casebook: Casebooks
) -> None:
    with_casebook(Folders(Path(doubling[1]), Path(doubling[3])))
    ran = grade("lint", "doubling", "--seeds", 1, *doubling)
    assert ran.code == 0
    assert ran.out.startswith("doubling: 2 checks")
    assert "in units of the tolerance" in ran.out
    assert "double is right for any number" in ran.out
    assert ran.out.rstrip().split("\n")[-1].startswith("✓ no problems: noise up to 0.000, nearest")
    assert ran.err == ""


def test_lint_of_one_exercise_leaves_the_others_alone(
    tmp_path: Path, grade: Run, with_casebook: Casebooks
) -> None:
    write_exercise(tmp_path, {"solutions/solution.py": "1 / 0\n"}, name="under_construction")
    folders = write_exercise(tmp_path)
    with_casebook(folders)
    places = ("--exercises", folders.exercises, "--solutions", folders.solutions)
    alone = grade("lint", "doubling", "--seeds", 1, *places)
    assert alone.code == 0
    assert "under_construction" not in alone.out
    both = grade("lint", "--seeds", 1, *places)
    assert both.code == 1
    assert "✓ no problems" in both.out
    said = "line 1 raised ZeroDivisionError: division by zero, so double is missing"
    assert said in flowing(both.out)


def test_lint_without_the_hidden_half_proves_nothing_and_says_so(doubling: list[str]) -> None:
    result = run("lint", "--seeds", 1, *doubling[:2])
    assert result.exit_code == 1
    assert "only the shown half is here" in result.output
    assert "1 check, 0 accepted variants, 0 mistakes" in result.output
    assert "tolerance" not in result.output


# ------------------------------------------------------------------ reports


@pytest.fixture(scope="module")
def three(grade_process: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Three submissions and one that is not there, graded together; and where that was."""
    folder = tmp_path_factory.mktemp("three")
    folders = write_exercise(folder / "course")
    files = write(folder, first=RIGHT, second=SQUARES, third=MISSING)
    places = ("--exercises", folders.exercises, "--solutions", folders.solutions)
    return folder, grade_process(*places, files[0], folder / "gone.py", *files[1:])


def test_several_submissions_are_told_one_after_the_other(three: tuple[Path, Ran]) -> None:
    _, ran = three
    headers = re.findall(r"(?m)^(\w+\.py · doubling) +(.*)$", ran.out)
    assert headers == [
        ("first.py · doubling", "3 of 3 points"),
        ("second.py · doubling", "0 of 3 points"),
        ("third.py · doubling", "0 of 3 points"),
    ]
    assert ran.out.count("\n\nsecond.py") == ran.out.count("\n\nthird.py") == 1


def test_what_is_not_there_is_said_on_standard_error_alone(three: tuple[Path, Ran]) -> None:
    folder, ran = three
    assert ran.code == 2
    assert ran.err == f"grade: {folder / 'gone.py'} is not there. Check the name and the folder.\n"
    assert "gone.py" not in ran.out


def test_the_next_step_for_what_is_missing_is_to_write_it(three: tuple[Path, Ran]) -> None:
    _, ran = three
    _, _, third = ran.out.partition("third.py · ")
    assert "1. Write double with the parameters shown in README.md." in flowing(third)


def test_a_student_is_told_that_there_are_other_checks(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    ran = grade("--shown-only", *doubling, *write(tmp_path, right=RIGHT))
    assert ran.code == 0
    assert "1 of 1 points" in ran.out
    assert "hidden checks run too, on other numbers" in flowing(ran.out)


def test_a_text_report_in_a_file_says_all_that_was_said(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("of yesterday", encoding="utf-8")
    files = [*write(tmp_path, right=RIGHT), "gone.py"]
    ran = grade("-o", report, *doubling, *files, cwd=tmp_path)
    assert ran.code == 2
    assert ran.out == ""
    text = report.read_text(encoding="utf-8")
    assert re.search(r"(?m)^right\.py · doubling +3 of 3 points$", text)
    assert re.search(r"(?m)^gone\.py +no score$", text)
    assert "\n  Not graded: gone.py is not there. Check the name and the folder.\n" in text
    assert "✓ double of 5 is 10" in text
    assert sorted(path.name for path in tmp_path.glob("*report*")) == ["report.txt"]
    assert list(tmp_path.glob(".*")) == []


def test_a_json_report_in_a_file_is_what_would_be_printed(
    doubling: list[str], tmp_path: Path, grade_process: Run
) -> None:
    report, (file,) = tmp_path / "report.json", write(tmp_path, greek=GREEK)
    options = ["--format", "json", "--seed", 3, *doubling, file]
    ran = grade_process(*options, "-o", report)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    written = json.loads(report.read_text(encoding="utf-8"))
    assert without_seconds(written) == without_seconds(grade_process(*options).json)
    assert written["output"] == "θ → ∞\n"


def test_a_report_that_finds_no_place_leaves_what_was_there(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    (tmp_path / "report").mkdir()
    ran = grade("-o", tmp_path / "report", *doubling, *write(tmp_path, right=RIGHT))
    assert ran.code == 2
    assert "3 of 3 points" in ran.out
    assert "report cannot be written: " in ran.err
    assert list(tmp_path.glob(".*")) == []


def test_equal_seeds_give_equal_reports_but_for_the_time(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    (file,) = write(tmp_path, squares=SQUARES + "import random\nprint(random.random())\n")
    first, again, other = (
        grade("--format", "json", "--seed", seed, *doubling, file).json for seed in (5, 5, 6)
    )
    assert without_seconds(first) == without_seconds(again)
    assert (first["seed"], other["seed"]) == (5, 6)
    assert first["output"] != other["output"]


def test_a_report_without_a_seed_tells_one_that_gives_it_again(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    (file,) = write(tmp_path, draws=RIGHT + "import random\nprint(random.random())\n")
    first, other = (grade("--format", "json", *doubling, file).json for _ in range(2))
    assert first["seed"] != other["seed"]
    again = grade("--format", "json", "--seed", first["seed"], *doubling, file).json
    assert without_seconds(again) == without_seconds(first)


# ------------------------------------------------------------------ faults of ours


def test_a_broken_exercise_is_our_fault_and_not_a_zero(tmp_path: Path, grade_process: Run) -> None:
    changes: dict[str, str | None] = {"exercises/checks.py": "raise RuntimeError('at work')\n"}
    folders = write_exercise(tmp_path / "course", changes)
    (file,) = write(tmp_path, right=RIGHT)
    ran = grade_process("--exercises", folders.exercises, file)
    assert ran.code == 3
    assert ran.out == ""
    (said,) = ran.err.splitlines()
    assert said.startswith("grade: ")
    assert said.endswith("checks.py cannot be used: RuntimeError: at work (line 1).")
    assert grade_process("--format", "json", "--exercises", folders.exercises, file).json[
        "status"
    ] == ("not_graded")


def test_what_nobody_foresaw_takes_no_other_report_away(
    doubling: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Grading.judge

    def stumbling(grading: Grading, submission: Submission, sighting: Sighting) -> Any:
        if submission.name == "first.py":
            raise ZeroDivisionError("nobody thought of this")
        return judge(grading, submission, sighting)

    monkeypatch.setattr(Grading, "judge", stumbling)
    files = write(tmp_path, first=RIGHT, second=RIGHT)
    place = tmp_path / "reports.json"
    result = run("--format", "json", "-o", place, *doubling, *files)
    assert result.exit_code == 3
    (said,) = result.output.splitlines()
    assert said.startswith(
        "grade: first.py: an error in the grader itself: ZeroDivisionError: nobody thought of this "
    )
    assert "(test_cli.py, line " in said
    assert "The submission is not at fault" in said
    first, second = json.loads(place.read_text(encoding="utf-8"))
    assert first["status"] == "not_graded"
    assert said.removeprefix("grade: first.py: ") == first["reason"]
    assert full_marks(second)


# ------------------------------------------------------------------ encodings


ENCODINGS = [
    "ascii",  # which knows least
    pytest.param("cp1252", marks=pytest.mark.slow),
    pytest.param("latin-1", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_terminal_that_knows_little_still_gets_a_report(
    encoding: str, doubling: list[str], tmp_path: Path
) -> None:
    (file,) = write(tmp_path, größe=GREEK)
    ran = in_encoding(encoding, *doubling, file)
    assert ran.code == 0, ran.err
    assert "\n  + double of 5 is 10" in ran.out
    assert "\n  | ? -> ?\n" in ran.out
    assert ran.out.startswith("gr??e.py - " if encoding == "ascii" else "größe.py - ")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_can_be_read_in_every_encoding(
    encoding: str, doubling: list[str], tmp_path: Path
) -> None:
    ran = in_encoding(encoding, "--format", "json", *doubling, *write(tmp_path, greek=GREEK))
    assert "Traceback" not in ran.err
    assert ran.code == 0
    assert json.loads(ran.out)["output"] == "θ → ∞\n"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_messages_are_said_in_every_encoding(
    encoding: str, doubling: list[str], tmp_path: Path
) -> None:
    ran = in_encoding(encoding, *doubling, tmp_path / "θ.py")
    assert ran.code == 2
    assert "is not there." in ran.err
    assert "Traceback" not in ran.err
    started = in_encoding(encoding, "start", "doubling", tmp_path / "θ", *doubling[:2])
    assert "Traceback" not in started.err
    assert started.code == 0


def in_encoding(encoding: str, *arguments: object) -> Ran:
    """Run `grade` where standard output has this encoding; JSON is UTF-8 whatever it is."""
    done = subprocess.run(
        [Path(sys.executable).with_name("grade"), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        timeout=180,
        check=False,
    )
    return Ran(done.returncode, *(text(stream, encoding) for stream in (done.stdout, done.stderr)))


def text(stream: bytes, encoding: str) -> str:
    try:
        return stream.decode("utf-8")
    except UnicodeDecodeError:
        return stream.decode(encoding)


# ------------------------------------------------------------------ colour


def on_a_terminal(*arguments: object, columns: int = 80, **environment: str) -> str:
    """What `grade` shows on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"}
    }
    with subprocess.Popen(
        [Path(sys.executable).with_name("grade"), *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **environment},
    ):
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other side has gone
            while part := os.read(ours, 1 << 16):
                shown += part
        os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_colour_and_a_pipe_the_same_text_without(
    doubling: list[str], tmp_path: Path, grade_process: Run
) -> None:
    options = ["--seed", 1, *doubling, *write(tmp_path, right=RIGHT, squares=SQUARES)]
    shown, piped = on_a_terminal(*options), grade_process(*options)
    assert COLOURS.search(shown)
    assert "\x1b" not in piped.out
    assert [line.rstrip() for line in STEERING.sub("", shown).splitlines()] == (
        piped.out.splitlines()
    )


def test_no_color_means_no_colour_on_a_terminal_either(doubling: list[str], tmp_path: Path) -> None:
    shown = on_a_terminal(*doubling, *write(tmp_path, squares=SQUARES), NO_COLOR="1")
    assert "squares.py · doubling" in STEERING.sub("", shown)
    assert not COLOURS.search(shown)


def test_a_wider_terminal_is_used(doubling: list[str], tmp_path: Path) -> None:
    shown = on_a_terminal(*doubling, *write(tmp_path, right=RIGHT), columns=120)
    widths = [len(line) for line in STEERING.sub("", shown).splitlines()]
    assert max(widths) == 120


def test_a_report_in_a_file_has_no_colour_though_there_is_a_terminal(
    doubling: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    shown = on_a_terminal("-o", report, *doubling, *write(tmp_path, right=RIGHT), columns=120)
    assert shown == ""
    text = report.read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) == 80


# ------------------------------------------------------------------ shells


def test_a_shell_gets_a_script_that_completes(grade_process: Run) -> None:
    ran = grade_process(_GRADE_COMPLETE="bash_source")
    assert ran.code == 0
    assert "complete -o nosort -F _grade_completion grade" in ran.out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (
            "grade ",
            {
                "casebook", "class", "exercises", "export", "lint", "mistake", "new", "package",
                "start", "students", "watch",
            },
        ),
        ("grade st", {"start", "students"}),
        ("grade lint --see", {"--seeds"}),
        ("grade --for", {"--format"}),
        ("grade submit.py --fo", {"--format"}),
        ("grade submit.py --format ", {"text", "json", "html"}),
    ],
)  # fmt: skip
def test_commands_and_options_are_completed(typed: str, offered: set[str], grade: Run) -> None:
    words = typed.split(" ")
    ran = grade(_GRADE_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1))
    items = [line.partition(",") for line in ran.out.splitlines()]
    assert {value for kind, _, value in items if kind == "plain"} == offered


def test_a_file_is_completed_as_the_first_word(grade: Run) -> None:
    ran = grade(_GRADE_COMPLETE="bash_complete", COMP_WORDS="grade sub", COMP_CWORD="1")
    assert "file,sub" in ran.out.splitlines()


def test_several_reports_in_json_are_a_list_and_one_is_none(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    files = write(tmp_path, first=RIGHT, second=SQUARES)
    both = grade("--format", "json", *doubling, *files)
    assert [report["score"] for report in by_name(both).values()] == [3, 0]
    assert isinstance(grade("--format", "json", *doubling, files[0]).json, dict)


def test_the_exercise_can_be_named_where_the_file_does_not_tell(
    doubling: list[str], tmp_path: Path, grade: Run
) -> None:
    (file,) = write(tmp_path, silent="double = (lambda x: 2 * x)\n")
    assert grade(*doubling, file).code == 2
    assert grade(*doubling, "--exercise", "doubling", file).code == 0
