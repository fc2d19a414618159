# tries: a socket pair, which may be allowed, turned to another address
# exercise: linear_regression
import errno
import socket

ADDRESSES = ["@UNIX@", "\0@ABSTRACT@"]
# these errors come only after the socket at the address was found
FOUND = {errno.EPROTOTYPE, errno.ECONNREFUSED}


def attempt(how, address):
    try:
        how()
        print("ESCAPED: reached", repr(address))
    except OSError as error:
        if error.errno in FOUND:
            print("ESCAPED: found", repr(address), errno.errorcode[error.errno])


def compute_loss(*arguments):
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        for address in ADDRESSES:
            one, other = socket.socketpair(socket.AF_UNIX, kind)
            with one, other:
                attempt(lambda: one.sendto(b"hello", address), address)
                attempt(lambda: one.sendmsg([b"hello"], [], 0, address), address)
                attempt(lambda: one.connect(address), address)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
