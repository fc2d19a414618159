# tries: to be written to a drive of Windows
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        for name in ("C:/outside.py", "c:outside.py", "C:"):
            archive.writestr(name, b"print('outside')")
    return path
