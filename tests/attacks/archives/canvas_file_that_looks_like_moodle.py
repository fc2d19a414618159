# tries: to have a Canvas download taken for one of Moodle
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("honest_11_101_submit.py", honest)
        archive.writestr("mallory_12_102_x_999_assignsubmission_file_submit.py", b"print(1)")
        archive.writestr("oscar_13_103_Honest_11_assignsubmission_file_.py", b"print(1)")
    return path
