# tries: to have a file of the machine read through a link
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory.py").symlink_to("/etc/passwd")
    (folder / "oscar").mkdir()
    (folder / "oscar" / "submit.py").symlink_to("/etc/passwd")
    return folder
