# tries: to keep the grader choosing among one student's files
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory").mkdir()
    for number in range(3000):
        (folder / "mallory" / f"{number}.py").write_text("# exercise: linear_regression")
    return folder
