# tries: to lie about which statement runs: backwards, far ahead, in other files, over and over
# exercise: linear_regression
import json
import os
import stat
import struct
import sys


def tell(at, file="../../solutions/linear_regression/solution.py", line=1):
    body = json.dumps({"at": at, "file": file, "line": line}).encode()
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, struct.pack("!I", len(body)) + body)
        except OSError:
            pass


class Late:
    def __del__(self):
        tell(0)


if len(sys.argv) < 99:
    tell(10**9, "\x1b[2J20 of 20 points" * 30, 10**9)
tell(999_999_999, "file\nscore: 20")
tell(-1)
tell(True)
tell(1.5)
late = Late()
del late


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
