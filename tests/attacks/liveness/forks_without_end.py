# tries: processes that double by os.fork and sleep
# exercise: linear_regression
import os
import time


def multiply(most=3):
    for fork in (os.fork, os.forkpty):
        for _ in range(most):
            try:
                made = fork()
            except OSError:
                break
            pid = made[0] if isinstance(made, tuple) else made
            if pid:
                print("ESCAPED: a process made by", fork.__name__, flush=True)
    time.sleep(60)


multiply()


def compute_loss(*arguments):
    multiply()


train_parameters_linear_regression = compute_loss
