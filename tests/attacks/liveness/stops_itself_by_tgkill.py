# tries: SIGSTOP to itself by tgkill, tkill, rt_sigqueueinfo and a pidfd
# exercise: linear_regression
import ctypes
import os
import platform
import signal
import threading

TGKILL, TKILL, QUEUE = (131, 130, 138) if platform.machine() == "aarch64" else (234, 200, 129)
libc = ctypes.CDLL(None)


def compute_loss(*arguments):
    libc.syscall(TGKILL, os.getpid(), threading.get_native_id(), signal.SIGSTOP)
    libc.syscall(TKILL, threading.get_native_id(), signal.SIGSTOP)
    while True:
        pass


def train_parameters_linear_regression(*arguments, **keywords):
    about = (ctypes.c_int * 32)(signal.SIGSTOP, 0, -1)
    libc.syscall(QUEUE, os.getpid(), signal.SIGSTOP, about)
    try:
        signal.pidfd_send_signal(os.pidfd_open(os.getpid()), signal.SIGSTOP)
    finally:
        compute_loss()
