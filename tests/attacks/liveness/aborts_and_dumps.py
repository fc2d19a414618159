# tries: abort, faulthandler's own crashes and dumps that repeat without end
# exercise: linear_regression
import faulthandler
import os

faulthandler.enable(all_threads=True)
faulthandler.dump_traceback_later(0.001, repeat=True)


def compute_loss(tasks, *arguments):
    if len(tasks) > 2:
        os.abort()
    faulthandler._sigsegv()


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    if len(tasks) > 2:
        faulthandler._fatal_error_c_thread()
    faulthandler._stack_overflow()
