# tries: to fill the memory with notebooks, which may be large
import io
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            with archive.open(f"{number}.ipynb", "w") as bomb:
                for _ in range(127):
                    bomb.write(b" " * (1 << 20))
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.zip", inner.getvalue())
    return path
