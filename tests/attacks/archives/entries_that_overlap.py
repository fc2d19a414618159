# tries: to be a bomb of many entries that share one compressed kernel
import struct
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("kernel000.py", bytes(1 << 20))
    content = path.read_bytes()
    entry = content.index(b"PK\1\2", content.index(b"PK\1\2") + 4)
    end = content.index(b"PK\5\6")
    record = content[entry:end]
    more = b"".join(record.replace(b"kernel000", b"kernel%03d" % n) for n in range(1, 1000))
    more += record * 1000
    directory = content.index(b"PK\1\2")
    size = end + len(more) - directory
    path.write_bytes(
        content[:end]
        + more
        + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 2001, 2001, size, directory, 0)
    )
    return path
