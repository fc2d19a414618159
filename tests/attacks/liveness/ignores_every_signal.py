# tries: SIGTERM, SIGINT, SIGALRM and all others ignored, then a loop
# exercise: linear_regression
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def compute_loss(*arguments):
    while True:
        pass


def train_parameters_linear_regression(*arguments, **keywords):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, lambda *_: compute_loss())
    compute_loss()
