# tries: to steer the terminal of whoever reads the list of names
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("\x1b[2J\x1b]0;mallory\x07.py", b"print(1)")
        archive.writestr("osc\nar: 20 of 20 points\r.py", b"print(1)")
        archive.writestr("mallory\u202eyp.exe\u2066.py", b"print(1)")
    return path
