# tries: to be elsewhere when the next question opens its data, or to have the folder elsewhere
# exercise: linear_regression
import os

KNOWN = "night,visitors\n1,7\n2,5\n"
OWN = os.getcwd()
last = [None]


def linked():
    for name in os.listdir(OWN):
        os.unlink(f"{OWN}/{name}")
    os.rmdir(OWN)
    os.symlink("@FOLDER@", OWN)


WAYS = [
    lambda: os.chdir("/"),
    lambda: os.chdir("@FOLDER@"),
    lambda: os.fchdir(os.open("/", os.O_RDONLY)),
    linked,
]


def compute_loss(tasks, *arguments):
    is_next = tasks is not last[0]  # else the same question, which calls twice
    last[0] = tasks
    try:
        seen = open("nights.csv").read()
    except OSError as error:
        seen = str(error)
    if is_next and seen != KNOWN:
        print("ESCAPED: one question changed what the next one reads", seen)
    try:
        WAYS[0]()
    except OSError:
        pass
    WAYS.append(WAYS.pop(0))


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    compute_loss(tasks)
