# tries: to have more files listed than a class can have, in many archives
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for number in range(15_000):
            archive.writestr(f"{number}.txt", b"")
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        for number in range(14):
            archive.writestr(f"mallory{number}.zip", inner.getvalue())
    return path
