"""The options of a cluster on the command line, and what is said where they cannot work."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from class_factory import RIGHT, Course, in_process, write_course
from click.testing import Result

from grader.cli.cluster import Scheduler
from grader.errors import InputError
from grader.sandbox.workers import Workers

FILE = Path("file.pem")
UNLOADED = """
import sys
from grader.cli import main
try:
    main(sys.argv[1:])
finally:
    print(sorted({name.partition(".")[0] for name in sys.modules} & {"dask", "distributed"}))
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = write_course(tmp_path / "course")
    made.hand_in(ada=RIGHT)
    return made


@pytest.fixture
def run(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    return in_process(workers, monkeypatch)


@pytest.mark.parametrize("address", ["localhost", "http://host:80", "local:0", "tcp://host", ""])
def test_what_is_no_address_of_a_scheduler_is_told(address: str) -> None:
    with pytest.raises(click.UsageError, match="tcp://HOST:8786"):
        Scheduler(address)


@pytest.mark.parametrize(
    "scheduler",
    [
        lambda: Scheduler("tcp://host:8786", tls_ca=FILE),
        lambda: Scheduler("tcp://host:8786", FILE, FILE),
        lambda: Scheduler("tls://host:8786"),
    ],
)
def test_tls_needs_all_three_files(scheduler: Callable[[], Scheduler]) -> None:
    with pytest.raises(click.UsageError, match="--tls-key"):
        scheduler()


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("grader.cluster.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"torchgrade\[cluster\]"):
        Scheduler("local:2").cluster((), print, print).__enter__()


@pytest.mark.parametrize("option", [("--jobs", 2), ("--no-sandbox",)])
def test_what_is_about_this_machine_does_not_go_with_a_cluster(
    run: Callable[..., Result], course: Course, option: tuple[object, ...]
) -> None:
    done = run(
        *("class", course.submissions, *course.without_submissions),
        *("--scheduler", "local:2", *option),
    )
    assert done.exit_code == 2
    assert str(option[0]) in done.stderr


def test_no_scheduler_at_an_address_is_told(run: Callable[..., Result], course: Course) -> None:
    done = run(
        *("class", course.submissions, *course.without_submissions),
        *("--scheduler", "tcp://127.0.0.1:1"),
    )
    assert done.exit_code == 2
    assert "dask scheduler --preload grader.cluster.scheduler" in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["class", "--help"], ["exercises"], ["class"]])
def test_no_other_command_loads_dask(words: list[str], tmp_path: Path) -> None:
    if words == ["class"]:
        course = write_course(tmp_path)
        course.hand_in(ada=RIGHT)
        words = [*map(str, course.command("--no-html", "--no-sandbox"))]
    command = [sys.executable, "-c", UNLOADED, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
