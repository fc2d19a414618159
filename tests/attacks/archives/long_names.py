# tries: to fill the terminal and the gradebook with a name of 60 kilobytes
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("m" * 60_000 + ".py", b"print(1)")
        archive.writestr("n" * 900 + ".py", b"print(1)")
        archive.writestr("/".join(["deep"] * 10_000) + "/mallory.py", b"print(1)")
    return path
