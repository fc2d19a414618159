# tries: to climb out with the separators of Windows
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        for name in ("..\\outside.py", "\\\\server\\share\\outside.py", "a\\..\\..\\outside.py"):
            archive.writestr(name, b"print('outside')")
    return path
