# tries: to keep the grader walking down for ever
import os
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    for _ in range(300):  # longer than any path may be
        os.mkdir("m" * 50)
        os.chdir("m" * 50)
    Path("submit.py").write_text("print(1)")
    os.fchdir(here)
    os.close(here)
    return folder
