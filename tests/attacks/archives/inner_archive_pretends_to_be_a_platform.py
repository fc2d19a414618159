# tries: to be taken for the download of a whole class
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "submission_metadata.yml", b"submission_1:\n  :submitters:\n  - :sid: honest\n"
        )
        archive.writestr("submission_1/submit.py", b"print(1)")
        archive.writestr("submitted/honest/hw/hw.py", b"print(1)")
        archive.writestr("honest_1_assignsubmission_file_/submit.py", b"print(1)")
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.zip", inner.getvalue())
    return path
