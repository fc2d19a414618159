# tries: to remove the data file, to rename it, and to put another one in its place
# exercise: linear_regression
import os
import shutil

KNOWN = "night,visitors\n1,7\n2,5\n"
NAME = "nights.csv"
last = [None]


def renamed():
    open("other.csv", "w").write("night,visitors\n1,0\n")
    os.replace("other.csv", NAME)


def folder():
    os.unlink(NAME)
    os.makedirs(f"{NAME}/inner/inner")
    os.chmod(f"{NAME}/inner", 0)


WAYS = [
    renamed,
    lambda: os.rename(NAME, "away.csv"),
    lambda: os.unlink(NAME),
    lambda: shutil.rmtree(os.getcwd()),
    folder,
]


def tried(way, tasks):
    is_next = tasks is not last[0]  # else the same question, which calls twice
    last[0] = tasks
    try:
        seen = open(NAME).read()
    except OSError as error:
        seen = str(error)
    if is_next and seen != KNOWN:
        print("ESCAPED: one question changed what the next one reads", seen)
    try:
        way()
    except OSError:
        pass


def compute_loss(tasks, *arguments):
    tried(WAYS[0], tasks)
    WAYS.append(WAYS.pop(0))


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    compute_loss(tasks)
