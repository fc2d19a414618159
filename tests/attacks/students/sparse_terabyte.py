# tries: to fill the memory with a file that takes no room on disk
import os
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in ("mallory.py", "oscar.ipynb"):
        (folder / name).touch()
        os.truncate(folder / name, 1 << 40)
    return folder
