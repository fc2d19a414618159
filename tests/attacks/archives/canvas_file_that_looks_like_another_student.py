# tries: to put a file under the number of another student
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("honest_11_101_submit.py", honest)
        archive.writestr("mallory_12_102_honest_11_999_submit.py", b"print(1)")
        archive.writestr("mallory_LATE_12_103_anon_11_999_submit-99.py", b"print(1)")
    return path
