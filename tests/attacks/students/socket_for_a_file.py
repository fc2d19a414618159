# tries: to stop the run with a file that cannot be opened
import os
import socket
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)  # the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("mallory.py")
    os.fchdir(here)
    os.close(here)
    return folder
