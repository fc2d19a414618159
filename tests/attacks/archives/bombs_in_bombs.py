# tries: to be unpacked again and again
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = bytes(1 << 20)
    for level in range(4):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as outer:
            for number in range(10):
                outer.writestr(f"{level}_{number}.zip", inner)
        inner = packed.getvalue()
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.zip", inner)
        archive.writestr("mallory.tar.gz", inner)
        archive.writestr("oscar.zip", inner)
    return path
