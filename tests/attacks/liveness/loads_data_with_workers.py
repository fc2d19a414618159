# tries: worker processes of a DataLoader that never hand anything over
# exercise: linear_regression
import time

import torch
from torch.utils.data import DataLoader, IterableDataset


class Never(IterableDataset):
    def __iter__(self):
        print("ESCAPED: a worker process of a DataLoader", flush=True)
        time.sleep(3600)
        yield torch.zeros(1)


def compute_loss(*arguments):
    for _ in DataLoader(Never(), num_workers=2, timeout=0, persistent_workers=True):
        pass


train_parameters_linear_regression = compute_loss
