# tries: 100,000 small files, folders and links in the temporary folder
# exercise: linear_regression
import os
import tempfile

HERE = os.path.join(tempfile.gettempdir(), "many")


def compute_loss(*arguments):
    os.makedirs(HERE, exist_ok=True)
    for number in range(100_000):
        os.close(os.open(f"{HERE}/{number}", os.O_CREAT | os.O_WRONLY))
    print("ESCAPED: 100,000 files in", HERE)


def train_parameters_linear_regression(*arguments, **keywords):
    os.makedirs(HERE, exist_ok=True)
    for number in range(100_000):
        try:
            os.mkdir(f"{HERE}/d{number}")
            os.symlink("x" * 4000, f"{HERE}/l{number}")
            os.link(f"{HERE}/l{number}", f"{HERE}/h{number}")
            os.setxattr(f"{HERE}/d{number}", "user.note", b"x" * 4000)
        except OSError:
            pass
