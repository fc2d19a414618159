"""The `grade` command as a real process."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


def run_grade(
    *arguments: object, stdin: bytes | None = None, cwd: Path | None = None, **environment: str
) -> Ran:
    """Run `grade` as a user would: a process of its own, its output not a terminal."""
    done = subprocess.run(
        [Path(sys.executable).with_name("grade"), *map(str, arguments)],
        input=stdin if stdin is not None else b"",
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=600,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
