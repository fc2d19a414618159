# tries: to write outside of the class from an archive in the archive
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (
            "../outside.py",
            "../../outside.py",
            "/tmp/outside.py",
            "C:/outside.py",
            "..\\outside.py",
        ):
            archive.writestr(name, b"print(1)")
        archive.writestr("submit.py", b"print(1)")
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.zip", inner.getvalue())
    return path
