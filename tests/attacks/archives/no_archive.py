# tries: to be taken for an archive by its name
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    path.write_bytes(b"PK\3\4" + honest)
    return path
