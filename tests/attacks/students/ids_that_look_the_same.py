# tries: to share a name with another student by letters of full width
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "ｈｏｎｅｓｔ.py").write_text("print(1)")
    return folder
