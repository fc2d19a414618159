# tries: to get past the limit of members with a count that is a lie
import struct
import zipfile
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("honest.py", honest)
    content = path.read_bytes()
    directory, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    record = content[directory:end]
    more = b"".join(record.replace(b"honest", b"%06d" % n) for n in range(30_000))
    size = end + len(more) - directory
    path.write_bytes(
        content[:end] + more + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, size, directory, 0)
    )
    return path
