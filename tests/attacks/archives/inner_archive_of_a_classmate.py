# tries: to hand in for a classmate from an archive in the archive
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", b"print(1)")
        archive.writestr("honest/submit.py", b"print(1)")
        archive.writestr("../honest/submit.py", b"print(1)")
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest/submit.py", honest)
        archive.writestr("mallory/submit.zip", inner.getvalue())
    return path
