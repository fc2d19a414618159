# tries: to have gigabytes set aside for the dictionary of a rare method
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print(1)", zipfile.ZIP_LZMA)
        archive.writestr("oscar.py", b"print(1)", zipfile.ZIP_BZIP2)
    return path
