# tries: to keep the grader following links in a circle
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory.py").symlink_to("oscar.py")
    (folder / "oscar.py").symlink_to("mallory.py")
    return folder
