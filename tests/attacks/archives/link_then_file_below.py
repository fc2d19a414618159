# tries: to write through a linked folder, with a second entry below it
import stat
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        link = zipfile.ZipInfo("mallory")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/tmp")
        archive.writestr("mallory/outside.py", b"print('outside')")
    return path
