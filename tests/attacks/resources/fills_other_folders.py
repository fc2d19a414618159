# tries: files that grow wherever else something might be written
# exercise: linear_regression
import os
import sys

FOLDERS = [
    "/dev/shm", "/var/tmp", "/run", "/dev", "/dev/mqueue", "/proc", "/sys", "/",
    "/home", sys.prefix, "@FOLDER@", "@TMP@",
]  # fmt: skip


def compute_loss(*arguments):
    for folder in FOLDERS:
        name = os.path.join(folder, "filled")
        try:
            with open(name, "wb") as file:
                file.write(b"x" * (1 << 20))
            if os.path.realpath(name) != "/tmp/filled":
                print("ESCAPED: wrote", name)
        except OSError:
            pass


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
