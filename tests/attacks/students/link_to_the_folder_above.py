# tries: to keep the grader walking in circles
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory").mkdir()
    (folder / "mallory" / "again").symlink_to("..")
    (folder / "oscar").symlink_to(".")
    (folder / "trudy").symlink_to("/")
    return folder
