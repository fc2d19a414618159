# tries: to list the folders where solutions, submissions and the grader lie, and all above them
# exercise: linear_regression
import glob
import os
import pathlib

WAYS = [
    os.listdir,
    lambda path: [entry.name for entry in os.scandir(path)],
    lambda path: glob.glob(path + "/**", recursive=True)[1:],
    lambda path: [files for _, _, files in os.walk(path) if files],
    lambda path: list(pathlib.Path(path).rglob("*.py")),
    lambda path: os.listdir(os.open(path, os.O_DIRECTORY)),
    lambda path: [files for _, _, files, _ in os.fwalk(path) if files],
]
for path in ("@SOLUTIONS@", "@FOLDER@", os.path.dirname("@GRADEBOOK@")):
    for way in WAYS:
        try:
            names = way(path)
        except OSError:
            continue
        if names:
            print(f"ESCAPED: {path} holds {names}")
secrets = {os.path.basename(path) for path in ("@CANARY@", "@GRADEBOOK@")} | {"solutions"}
for folder, folders, files in os.walk("/"):
    if folder.count("/") > 4 or folder in {"/proc", "/sys"}:
        folders.clear()
    if secrets & {*folders, *files}:
        print(f"ESCAPED: {folder} holds {secrets & {*folders, *files}}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
