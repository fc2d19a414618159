# tries: UDP datagrams by sendto, sendmsg, a connected socket and sendmmsg
# exercise: linear_regression
import ctypes
import platform
import socket

TO = ("127.0.0.1", int("@UDP@"))
SENDMMSG = 269 if platform.machine() == "aarch64" else 307


def compute_loss(*arguments):
    for host in (TO[0], "localhost", "255.255.255.255"):
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sender.sendto(b"hello", (host, TO[1]))
                print("ESCAPED: sent UDP to", host)
                sender.sendmsg([b"hello"], [], 0, (host, TO[1]))
        except OSError:
            pass


def train_parameters_linear_regression(*arguments, **keywords):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(TO)
        sender.send(b"hello")
        print("ESCAPED: sent UDP over a connected socket")
        text = ctypes.create_string_buffer(b"hello")
        part = (ctypes.c_size_t * 2)(ctypes.addressof(text), 5)
        batch = (ctypes.c_size_t * 8)(0, 0, ctypes.addressof(part), 1)
        ctypes.CDLL(None).syscall(SENDMMSG, sender.fileno(), batch, 1, 0)
