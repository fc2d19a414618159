# tries: SIGSTOP, SIGTSTP and SIGTTIN to itself by raise()
# exercise: linear_regression
import signal

signal.raise_signal(signal.SIGSTOP)


def compute_loss(*arguments):
    for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
        signal.raise_signal(number)
    while True:
        pass


train_parameters_linear_regression = compute_loss
