# tries: to stop the run with a name that says it is UTF-8 and is not
import zipfile
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mällory.py", b"print(1)")
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xff\xfe"))
    return path
