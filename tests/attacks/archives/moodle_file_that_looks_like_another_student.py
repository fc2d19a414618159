# tries: to put a file under the number of another student
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "course.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("honest_1_assignsubmission_file_/submit.py", honest)
        archive.writestr(
            "Mallory M_2_assignsubmission_file_honest_1_assignsubmission_file_.py", b"1"
        )
        archive.writestr(
            "Mallory M_2_assignsubmission_file_/honest_1_assignsubmission_file_/a.py", b"1"
        )
    return path
