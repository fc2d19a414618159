# tries: to stop the run with a name that is not UTF-8
import os
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in (b"mallory\xff.py", b"\xed\xa0\x80.py", b"os\xc0\x80car.py"):
        try:
            with open(os.fsencode(folder) + b"/" + name, "wb") as file:
                file.write(b"print(1)")
        except OSError:  # some file systems take text only
            pass
    return folder
