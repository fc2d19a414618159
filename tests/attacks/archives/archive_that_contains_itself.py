# tries: to be opened for ever: what the inner archive lists is the outer one
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    for _ in range(3):
        before = path.read_bytes() if path.exists() else b""
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("honest.py", honest)
            archive.writestr("mallory.zip", before)
    return path
