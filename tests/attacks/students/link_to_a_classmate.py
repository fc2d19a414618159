# tries: to hand in what somebody else wrote, through a link
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory.py").symlink_to(folder / "honest.py")
    return folder
