# tries: to stop the run with extra fields that make no sense
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        odd = zipfile.ZipInfo("mallory.py")
        odd.extra = b"\x99\x99\x00\x00" * 15_000
        archive.writestr(odd, b"print(1)")
    return path
