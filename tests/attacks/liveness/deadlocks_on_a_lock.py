# tries: locks taken twice, in Python and in C, and a queue that stays empty
# exercise: linear_regression
import ctypes
import queue
import threading


def compute_loss(*arguments):
    lock = threading.Lock()
    with lock, lock:
        pass


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    if len(tasks) > 2:
        queue.SimpleQueue().get()
    libc = ctypes.CDLL(None)
    mutex = ctypes.create_string_buffer(64)
    libc.pthread_mutex_lock(mutex)
    libc.pthread_mutex_lock(mutex)
