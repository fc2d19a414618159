# tries: to share a name with a classmate by an address of one's own choice
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    metadata += 'submission_2: {":submitters": [{":name": "M", ":email": "Honest@"}]}\n'
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
        archive.writestr("assignment_1_export/submission_2/submit.py", b"print(1)")
    return path
