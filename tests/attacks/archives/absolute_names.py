# tries: to be written at the root of the machine
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        for name in ("/tmp/outside.py", "//tmp/outside.py", "/outside.py"):
            archive.writestr(name, b"print('outside')")
    return path
