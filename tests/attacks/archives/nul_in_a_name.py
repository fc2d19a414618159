# tries: to look like one name, and to be opened as another
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.py", honest)
        archive.writestr("mallory_py", b"print(1)")
        archive.writestr("oscar.py_.pdf", b"print(1)")
    content = path.read_bytes().replace(b"mallory_py", b"mallory\0py")
    path.write_bytes(content.replace(b"oscar.py_.pdf", b"oscar.py\0.pdf"))
    return path
