# tries: to make the grader wait for ever
import os
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    os.mkfifo(folder / "mallory.py")
    (folder / "oscar").mkdir()
    os.mkfifo(folder / "oscar" / "submit.py")
    return folder
