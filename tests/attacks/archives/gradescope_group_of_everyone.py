# tries: to make one submission everyone's, a thousand times
import zipfile
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    person = "{':name': Mallory, ':sid': m%d}"
    everyone = ", ".join(person % number for number in range(1000))
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    metadata += f"submission_2: {{':submitters': &everyone [{everyone}]}}\n"
    for number in range(3, 1000):
        metadata += f"submission_{number}: {{':submitters': *everyone}}\n"
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
    return path
