# tries: to stop the run with a folder that may not be looked into
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory").mkdir()
    (folder / "mallory" / "submit.py").write_text("print(1)")
    (folder / "mallory").chmod(0)
    return folder
