# tries: to fill the memory from an archive in the archive
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("submit.py", "w", force_zip64=True) as bomb:
            for _ in range(300):
                bomb.write(bytes(1 << 20))
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.zip", inner.getvalue())
    return path
