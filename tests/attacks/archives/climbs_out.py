# tries: to be written above the folder it is unpacked in
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        for name in ("../outside.py", "../../outside.py", "a/../../../outside.py", ".."):
            archive.writestr(name, b"print('outside')")
    return path
