# tries: to steer the terminal with names in an inner archive
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("\x1b[2J.py", "a\nb.py", "\u202egpj.py", "=1+1.py", "x" * 2000 + ".py"):
            archive.writestr(name, name.encode())
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.zip", inner.getvalue())
    return path
