# tries: to write new files everywhere but in its own folder
# exercise: linear_regression
import os
import tempfile

import torch

OWN = tuple({"/tmp/", tempfile.gettempdir() + "/"})
FOLDERS = [
    "@FOLDER@",
    "@SOLUTIONS@",
    os.path.dirname("@GRADEBOOK@"),
    os.path.dirname("@CLASSMATE@"),
    os.path.expanduser("~"),
    "/",
    "/dev/shm",
    "/var/tmp",
    "/run",
    "/run/lock",
    "/var/crash",
    "/var/mail",
    "/dev/mqueue",
    "/mnt",
    "/etc",
    os.getcwd(),
]
for folder in FOLDERS:
    path = os.path.join(folder, "note_of_a_submission")
    if os.path.realpath(path).startswith(OWN) and not folder.startswith("@FOLDER@"):
        continue
    for way in (
        lambda: open(path, "x").close(),
        lambda: os.mkdir(path + "_folder"),
        lambda: os.mkfifo(path + "_fifo"),
        lambda: os.symlink("20 of 20 points", path + "_link"),
        lambda: tempfile.TemporaryFile(dir=folder).close(),
        lambda: torch.save(20, path + ".pt"),
        lambda: os.mknod(path + "_node"),
    ):
        try:
            way()
        except (OSError, RuntimeError):
            continue
        print(f"ESCAPED: wrote into {folder}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
