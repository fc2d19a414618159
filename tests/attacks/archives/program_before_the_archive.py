# tries: to be taken for no archive, with a program before it
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory.py", b"print(1)")
    path.write_bytes(b"#!/bin/sh\nexec cat /etc/passwd\n" + path.read_bytes())
    return path
