# tries: sockets of other processes, by pidfd_getfd and through /proc
# exercise: linear_regression
import ctypes
import os
import socket
import stat

PIDFD_GETFD = 438
libc = ctypes.CDLL(None)


def compute_loss(*arguments):
    me = os.getpid()
    for pid in {int("@PID@"), os.getppid(), 1} - {me}:
        try:
            other = os.pidfd_open(pid)
        except OSError:
            continue
        for number in range(64):
            copy = libc.syscall(PIDFD_GETFD, other, number, 0)
            if copy >= 0:
                print("ESCAPED: descriptor", number, "of process", pid)
                if stat.S_ISSOCK(os.fstat(copy).st_mode):
                    socket.socket(fileno=copy).send(b"")


def train_parameters_linear_regression(*arguments, **keywords):
    me = os.getpid()
    for pid in {int("@PID@"), os.getppid(), 1} - {me}:
        try:
            for name in os.listdir(f"/proc/{pid}/fd"):
                os.open(f"/proc/{pid}/fd/{name}", os.O_RDWR)
                print("ESCAPED: descriptor", name, "of process", pid)
        except OSError:
            pass
