"""The folders that Gradescope lays out in its container, imitated below /tmp and run as root.

Its harness copies run_autograder out of the unpacked zip and runs setup.sh once. Then it puts
each submission into a fresh folder and saves what run_autograder prints as results/stdout.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handed_out import unpack
from people import command_as


@dataclass(frozen=True)
class Ran:
    """A run of run_autograder that has ended."""

    code: int
    stdout: str
    results: Any  # what results.json holds, or None if there is none

    @property
    def scores(self) -> list[tuple[str, float, float]]:
        return [(one["name"], one["score"], one["max_score"]) for one in self.results["tests"]]


class Imitation:
    """A container after the image was built."""

    def __init__(self, content: bytes) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="autograder-"))
        self.root.chmod(0o755)
        unpack(content, self.root / "source")
        shutil.copy(self.root / "source" / "run_autograder", self.root)
        (self.root / "run_autograder").chmod(0o755)
        (self.root / "submission_metadata.json").write_text('{"users": ["private"]}')
        done = self.run(["bash", str(self.root / "source" / "setup.sh")])
        assert done.returncode == 0, done.stdout.decode()
        self.set_up = done.stdout.decode()

    def grade(
        self,
        files: Mapping[str, str | bytes | Path],
        *options: object,
        prefix: Sequence[str] = (),
        **environment: str,
    ) -> Ran:
        """Hand in these files; a path stands for a link to it. `prefix` runs the command."""
        for name in ("submission", "results"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).mkdir()
        for name, content in files.items():
            file = self.root / "submission" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                file.symlink_to(content)
            else:
                file.write_bytes(content.encode() if isinstance(content, str) else content)
        done = self.run([*prefix, "./run_autograder", *map(str, options)], **environment)
        path = self.root / "results" / "results.json"
        results = json.loads(path.read_text("utf-8")) if path.exists() else None
        return Ran(done.returncode, done.stdout.decode(), results)

    def close(self) -> None:
        shutil.rmtree(self.root)

    def run(self, command: Sequence[object], **more: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a command as root in these folders."""
        kept = {name: one for name, one in os.environ.items() if not name.startswith("COV")}
        there = {"AUTOGRADER_ROOT": str(self.root), "TORCHGRADE_PYTHON": sys.executable}
        return subprocess.run(
            command_as(0, [*map(str, command)]),
            cwd=self.root,
            env={**kept, **there, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
