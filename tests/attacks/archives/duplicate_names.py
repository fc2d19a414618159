# tries: to be two submissions under one name
import warnings
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print('what is looked at')")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr("mallory.py", b"print('what is graded')")
    return path
