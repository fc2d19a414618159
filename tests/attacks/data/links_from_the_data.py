# tries: to replace the data file with links that the grader follows when it writes or removes it
# exercise: linear_regression
import os

KNOWN = "night,visitors\n1,7\n2,5\n"
NAME = "nights.csv"
last = [None]


def linked(target):
    os.unlink(NAME)
    os.symlink(target, NAME)


def below():
    os.symlink("@FOLDER@", "inside")
    os.symlink("@CANARY@", "beside.csv")
    os.link("@CANARY@", "hard.csv")


WAYS = [
    lambda: linked("@CANARY@"),
    lambda: linked("@FOLDER@"),
    lambda: linked(NAME),
    lambda: linked("/dev/zero"),
    lambda: linked("@FIFO@"),
    below,
]


def compute_loss(tasks, *arguments):
    is_next = tasks is not last[0]  # else the same question, which calls twice
    last[0] = tasks
    if is_next and (not os.path.isfile(NAME) or open(NAME).read(1000) != KNOWN):
        print("ESCAPED: one question changed what the next one reads")
    try:
        WAYS[0]()
    except OSError:
        pass
    WAYS.append(WAYS.pop(0))


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    compute_loss(tasks)
