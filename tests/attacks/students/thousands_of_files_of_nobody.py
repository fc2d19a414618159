# tries: to bury the class under files that nobody handed in
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory").mkdir()
    for number in range(5000):
        (folder / "mallory" / f"{number}.dat").touch()
        (folder / f"{number}.txt").touch()
    return folder
