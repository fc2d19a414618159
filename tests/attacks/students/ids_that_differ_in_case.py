# tries: to overwrite another student's report where case does not count
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "HONEST").mkdir()
    (folder / "HONEST" / "submit.py").write_text("print(1)")
    return folder
