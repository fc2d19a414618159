# tries: to have the class taken for an nbgrader tree
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    for name in ("honest", "alice", "bob"):
        (folder / name).mkdir()
        (folder / name / "submit.py").write_bytes(honest)
    for assignment in ("submitted/honest/hw1", "source", "hw1"):
        (folder / "mallory" / assignment).mkdir(parents=True)
        (folder / "mallory" / assignment / "timestamp.txt").write_text("2001-01-01")
        (folder / "mallory" / assignment / "submit.py").write_text("print(1)")
    return folder
