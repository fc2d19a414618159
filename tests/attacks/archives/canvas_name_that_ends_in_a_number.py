# tries: to pose as the student whose number the own name ends in
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("honest_11_101_submit.py", honest)
        archive.writestr("oscar_12_102_submit.py", b"print(1)")
        archive.writestr("mallory_12_13_103_submit.py", b"print(1)")
    return path
