# tries: to use up the room and the files of the working folder, so that no data file fits there
# exercise: linear_regression
import os

KNOWN = "night,visitors\n1,7\n2,5\n"
STEP = b"x" * (1 << 20)
last = [None]


def fill():
    with open("large", "ab") as file:
        for _ in range(16):
            file.write(STEP)


def many():
    for number in range(1000):
        open(f"small-{number}", "x").close()


def compute_loss(tasks, *arguments):
    is_next = tasks is not last[0]  # else the same question, which calls twice
    last[0] = tasks
    if is_next and open("nights.csv").read() != KNOWN:
        print("ESCAPED: one question changed what the next one reads")
    for way in (fill, many):
        try:
            way()
        except OSError:
            pass


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    compute_loss(tasks)
