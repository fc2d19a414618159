# tries: the eight-bit control characters, as text, as bytes and out of order
# exercise: linear_regression
import os

C1 = "".join(map(chr, range(0x80, 0xA0)))
print(C1)
print("\x9b2J \x9b31mred \x9d0;title\x9c \x90q\x9c \x98\x9c \x9e\x9f")
os.write(1, bytes(range(0x80, 0xA0)) + b"\n" + b"\xc2" + b"\x9b2J" + b"\n")


def compute_loss(*arguments):
    raise ValueError(C1)


def train_parameters_linear_regression(*arguments, **keywords):
    return C1


Error = type("\x9b2JError", (Exception,), {})
globals()["compute_loss\x9b2J"] = lambda: None

raise Error("\x9b?1049h")
