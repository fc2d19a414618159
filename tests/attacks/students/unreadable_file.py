# tries: to stop the run with a file that may not be read
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory.py").write_text("print(1)")
    (folder / "mallory.py").chmod(0)
    return folder
