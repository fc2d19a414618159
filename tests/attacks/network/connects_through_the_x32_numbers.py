# tries: TCP by x32 system call numbers, which a filter may not know
# exercise: linear_regression
import ctypes
import platform
import socket
import struct

X32 = 1 << 30
SOCKET, CONNECT = 41, 42
libc = ctypes.CDLL(None)
TO = struct.pack("=H", socket.AF_INET) + struct.pack("!H4s8x", int("@TCP@"), bytes([127, 0, 0, 1]))


def compute_loss(*arguments):
    if platform.machine() != "x86_64":
        return
    for number in (X32 + SOCKET, X32 * 2 + SOCKET, (1 << 32) + SOCKET):
        made = libc.syscall(ctypes.c_long(number), socket.AF_INET, socket.SOCK_STREAM, 0)
        if made != -1:
            print("ESCAPED: a socket by system call", hex(number))
            if libc.syscall(ctypes.c_long(X32 + CONNECT), made, TO, len(TO)) == 0:
                print("ESCAPED: connected by TCP")


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
