# tries: to share a name with another student but for signs
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "honest!.py").write_text("print(1)")
    return folder
