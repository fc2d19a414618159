# tries: to have an archive of the student's own unpacked
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / "mallory").mkdir()
    with zipfile.ZipFile(folder / "mallory" / "submit.zip", "w") as archive:
        archive.writestr("../../outside.py", b"print(1)")
    (folder / "oscar.tar.gz").write_bytes(b"\x1f\x8b")
    return folder
