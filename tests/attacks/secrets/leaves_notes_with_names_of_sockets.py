# tries: to leave a note by holding an abstract socket name or a port that the next one finds taken
# exercise: linear_regression
import errno
import os
import socket
import tempfile
import time

NAMES = [
    (socket.AF_UNIX, "\x00note_of_a_submission"),
    (socket.AF_UNIX, tempfile.gettempdir() + "/note_of_a_submission.sock"),
    (socket.AF_UNIX, "@TMP@/note_of_a_submission.sock"),
    (socket.AF_UNIX, "\x00@ABSTRACT@"),
    (socket.AF_INET, ("127.0.0.1", 20202)),
    (socket.AF_INET6, ("::1", 20202)),
]
held = []
for family, name in NAMES:
    try:
        held.append(socket.socket(family, socket.SOCK_STREAM))
        held[-1].bind(name)
        held[-1].listen()
        print("ESCAPED: listens on", name, flush=True)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            print("ESCAPED: somebody holds", name, flush=True)


def compute_loss(*arguments):
    time.sleep(0.02)
    os._exit(1)


def train_parameters_linear_regression(*arguments, **keywords):
    return None
