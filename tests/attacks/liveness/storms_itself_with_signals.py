# tries: timer signals every microsecond whose handlers run in one another
# exercise: linear_regression
import signal
import sys

sys.setrecursionlimit(10**9)


def again(number, frame):
    signal.raise_signal(signal.SIGUSR1)
    while True:
        pass


for number in (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGUSR1):
    signal.signal(number, again)


def storm():
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 1e-6, 1e-6)


def compute_loss(*arguments):
    storm()


def train_parameters_linear_regression(*arguments, **keywords):
    signal.signal(signal.SIGSEGV, again)
    signal.raise_signal(signal.SIGSEGV)
