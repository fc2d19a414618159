# tries: to fill the memory from a device, through a link
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory.py").symlink_to("/dev/zero")
    (folder / "oscar.py").symlink_to("/dev/stdin")
    return folder
