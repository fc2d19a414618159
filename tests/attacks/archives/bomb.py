# tries: to fill the memory: 60 KB that unpack to 64 MB
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", bytes(64 << 20))
        archive.writestr("oscar.ipynb", bytes(64 << 20))
    return path
