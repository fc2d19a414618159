# tries: pipes and socket pairs made large and filled, their memory the kernel's
# exercise: linear_regression
import fcntl
import os
import socket

F_SETPIPE_SZ, MUCH = 1031, 4 << 30


def compute_loss(*arguments):
    total, kept = 0, []
    while total < MUCH:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        kept.append(reader)
        try:
            fcntl.fcntl(writer, F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass
        total += os.write(writer, b"x" * (1 << 20))
    print("ESCAPED: 4 GiB of memory in pipes", flush=True)


def train_parameters_linear_regression(*arguments, **keywords):
    total, kept = 0, []
    while total < MUCH:
        one, other = socket.socketpair()
        one.setblocking(False)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
        kept += [one, other]
        total += one.send(b"x" * (1 << 20))
    print("ESCAPED: 4 GiB of memory in sockets", flush=True)
