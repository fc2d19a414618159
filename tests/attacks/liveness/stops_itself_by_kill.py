# tries: SIGSTOP and the terminal's stop signals to itself by kill() and killpg()
# exercise: linear_regression
import os
import signal


def compute_loss(*arguments):
    os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        pass


def train_parameters_linear_regression(*arguments, **keywords):
    os.setpgid(0, 0)
    os.killpg(os.getpid(), signal.SIGTSTP)
    os.killpg(os.getpid(), signal.SIGSTOP)
    while True:
        pass
