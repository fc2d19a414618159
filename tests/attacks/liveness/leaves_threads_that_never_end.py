# tries: threads that spin on after the answer, daemon and not
# exercise: linear_regression
import _thread
import threading


def spin():
    while True:
        pass


def start(daemon):
    try:
        threading.Thread(target=spin, daemon=daemon).start()
        _thread.start_new_thread(spin, ())
    except RuntimeError:
        pass


start(daemon=True)
start(daemon=False)


def compute_loss(*arguments):
    start(daemon=False)
    return 0.0


def train_parameters_linear_regression(*arguments, **keywords):
    start(daemon=True)
    waiter = threading.Thread(target=threading.main_thread().join)
    waiter.start()
    waiter.join()
