# tries: to have code run by the tags of the metadata
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    metadata += 'submission_2: !!python/object/apply:os.system ["touch outside"]\n'
    metadata += "submission_3: {':submitters': [!!python/object/new:os.popen ['touch outside']]}\n"
    metadata += "submission_4: !ruby/object:Gem::Installer {i: x}\n"
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
    return path
