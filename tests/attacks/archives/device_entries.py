# tries: to have devices, FIFOs and sockets made or opened
import stat
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        for kind in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
            device = zipfile.ZipInfo(f"mallory_{kind}.py")
            device.create_system = 3
            device.external_attr = (kind | 0o666) << 16
            archive.writestr(device, b"")
    return path
