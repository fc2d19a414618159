# tries: to have the list of members read from far behind the end
import struct
import zipfile
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print(1)")
    content = bytearray(path.read_bytes())
    end = content.index(b"PK\5\6")
    struct.pack_into("<II", content, end + 12, 0x7FFFFFFF, 0x7FFFFFFF)
    path.write_bytes(content)
    return path
