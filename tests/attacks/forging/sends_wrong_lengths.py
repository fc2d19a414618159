# tries: to confuse whoever reads frames with lengths that are too long, too short, nothing or huge
# exercise: linear_regression
import os
import stat
import struct

BODY = b'{"type":"returned","seen":[[{"type":"number","value":20.0}]]}'
LENGTHS = [0, 1, len(BODY) - 1, len(BODY) + 1, 8 << 20, (8 << 20) + 1, 2**31, 2**32 - 1]
turn = 0


def compute_loss(*arguments, **keywords):
    global turn
    length = LENGTHS[turn % len(LENGTHS)]
    turn += 1
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, struct.pack("!I", length) + BODY)
        except OSError:
            pass


train_parameters_linear_regression = compute_loss
