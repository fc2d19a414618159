# tries: to be graded by halves: a download that broke off
import zipfile
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print(1)" * 1000)
    path.write_bytes(path.read_bytes()[:-40])
    return path
