# tries: TCP by raw system calls and by libc's own functions
# exercise: linear_regression
import ctypes
import platform
import socket
import struct

ARM = platform.machine() == "aarch64"
SOCKET, CONNECT, SENDTO = (198, 203, 206) if ARM else (41, 42, 44)
libc = ctypes.CDLL(None)
TO = struct.pack("=H", socket.AF_INET) + struct.pack("!H4s8x", int("@TCP@"), bytes([127, 0, 0, 1]))


def compute_loss(*arguments):
    for flags in (0, socket.SOCK_CLOEXEC, socket.SOCK_NONBLOCK):
        made = libc.syscall(SOCKET, socket.AF_INET, socket.SOCK_STREAM | flags, 0)
        if made != -1 and libc.syscall(CONNECT, made, TO, len(TO)) == 0:
            print("ESCAPED: connected by TCP through system calls")


def train_parameters_linear_regression(*arguments, **keywords):
    made = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    if made != -1 and libc.connect(made, TO, len(TO)) == 0:
        print("ESCAPED: connected by TCP through libc")
