# tries: to send numbers that compare oddly: NaN, Infinity, beyond all floats, thousands of digits
# exercise: linear_regression
import os
import stat
import struct

NUMBERS = [
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"9" * 5000,
    b"-0.0",
    b"5e-324",
    b"1" + b"0" * 400 + b".0",
    b"0." + b"0" * 100_000 + b"1",
    b'"nan"',
    b'"Infinity"',
    b'"20.0"',
    b"true",
    b"[20.0]",
]
turn = 0


def compute_loss(*arguments, **keywords):
    global turn
    value = NUMBERS[turn % len(NUMBERS)]
    turn += 1
    body = b'{"type":"returned","seen":[[{"type":"number","value":' + value + b"}]]}"
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, struct.pack("!I", len(body)) + body)
        except OSError:
            pass


train_parameters_linear_regression = compute_loss
