# tries: to fill the memory from a device
import os
import stat
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    try:
        os.mknod(folder / "mallory.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:  # for root alone
        (folder / "mallory.py").symlink_to("/dev/zero")
    return folder
