# tries: to be listed under one name and stored under another
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print(1)")
    path.write_bytes(path.read_bytes().replace(b"mallory.py", b"../../x.py", 1))
    return path
