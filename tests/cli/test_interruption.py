"""Ctrl-C while a submission runs: what was graded is kept, and nothing goes on running."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from places import SUBMISSIONS

PATIENCE_SECONDS = 120


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_keeps_what_was_graded_and_ends_what_runs(tmp_path: Path) -> None:
    started = tmp_path / "started"
    endless = tmp_path / "endless.py"
    endless.write_text(
        "# exercise: linear_regression\n"
        "import os, pathlib\n"
        f"pathlib.Path({str(started)!r}).write_text(str(os.getpid()))\n"
        "while True: pass\n",
        encoding="utf-8",
    )
    # unconfined, or it could not tell that it has started
    command: list[str | Path] = [
        Path(sys.executable).with_name("grade"),
        "--no-sandbox",
        "--format",
        "json",
    ]
    grading = subprocess.Popen(
        [*command, SUBMISSIONS / "right.py", endless, SUBMISSIONS / "right.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (started.exists() and started.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    grading.send_signal(signal.SIGINT)
    out, err = grading.communicate(timeout=PATIENCE_SECONDS)
    assert grading.returncode == 130
    assert json.loads(out)["score"] == 20
    assert "stopped; 1 of 3 were graded" in err
    stat = Path(f"/proc/{started.read_text()}/stat")
    assert not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"
