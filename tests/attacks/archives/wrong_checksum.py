# tries: to stop the run with a member that is damaged
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print('mallory')", zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"print('mallory')", b"print('oscar!!')"))
    return path
