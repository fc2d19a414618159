"""Files are written whole or not at all, and what is no file is not replaced by one."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import OutputUnwritable
from grader.files import make_folder, replacing


def write(path: Path, text: str = "new") -> None:
    with replacing(path) as file:
        file.write(text)


def write_half(path: Path) -> None:
    with replacing(path) as file:
        file.write("half of")
        raise ZeroDivisionError


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "report"
    file.write_text("old")
    write(file)
    assert file.read_text() == "new"
    assert names(tmp_path) == ["report"]


def test_what_goes_wrong_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "report"
    file.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_half(file)
    assert file.read_text() == "old"
    assert names(tmp_path) == ["report"]


def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "report"
    for mode in (0o600, 0o640, 0o644):
        write(file)
        file.chmod(mode)
        write(file, "newer")
        assert file.stat().st_mode & 0o777 == mode


def test_a_file_may_have_the_longest_name_that_there_is(tmp_path: Path) -> None:
    write(tmp_path / ("w" * 255))
    assert names(tmp_path) == ["w" * 255]


def test_a_link_stays_a_link_to_the_new_text(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to("real")
    write(link)
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_link_to_nothing_yet_makes_what_it_leads_to(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "to come")
    write(link)
    assert (tmp_path / "to come").read_text() == "new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = "import pathlib, sys; print(pathlib.Path(sys.argv[1]).read_text())"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(pipe)], stdout=subprocess.PIPE, text=True
    ) as reader:
        write(pipe)
        told, _ = reader.communicate(timeout=60)
    assert told == "new\n"
    assert pipe.is_fifo()


def test_a_terminal_is_written_to() -> None:
    ours, theirs = pty.openpty()
    write(Path(os.ttyname(theirs)))
    assert os.read(ours, 100) == b"new"
    os.close(theirs)
    os.close(ours)


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b", "--output")
        assert (tmp_path / "a" / "b").is_dir()


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(OutputUnwritable, match=r"could not be created: .*--output"):
        make_folder(tmp_path / "taken" / "b", "--output")
