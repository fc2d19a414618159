# tries: sleep for a day, at the top level and in both functions
# exercise: linear_regression
import ctypes
import threading
import time

time.sleep(86400)


def compute_loss(*arguments):
    ctypes.CDLL(None).sleep(86400)


def train_parameters_linear_regression(*arguments, **keywords):
    threading.Event().wait(86400)
