# tries: to get past the size limit with a size that is a lie
import struct
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", bytes(64 << 20))
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\1\2", content.index(b"PK\1\2") + 4)
    struct.pack_into("<I", content, entry + 24, 100)
    path.write_bytes(content)
    return path
