# tries: to be a file and a folder under one name
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print('a file')")
        archive.writestr("mallory.py/", b"")
        archive.writestr("mallory.py/submit.py", b"print('below it')")
    return path
