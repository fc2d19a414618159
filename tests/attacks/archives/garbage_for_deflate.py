# tries: to stop the run with data that does not decompress
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"mallory" * 1000)
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\3\4", 4) + 30 + len("mallory.py")
    content[start : start + 8] = b"\xff" * 8
    path.write_bytes(content)
    return path
