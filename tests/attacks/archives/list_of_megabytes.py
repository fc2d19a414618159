# tries: to fill the memory with the names of the members alone
import zipfile
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        for number in range(200):
            archive.writestr(f"{number:060000}.py", b"")
    return path
