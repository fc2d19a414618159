# tries: a daemon by two forks and setsid, to outlive the grading and leave a note
# exercise: linear_regression
import os
import time


def detach():
    if os.fork():
        print("ESCAPED: a child that becomes a daemon", flush=True)
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    for descriptor in range(64):
        try:
            os.close(descriptor)
        except OSError:
            pass
    for _ in range(60):
        try:
            with open("@TMP@/left_by_a_daemon", "a") as note:
                note.write("still here\n")
        except OSError:
            pass
        time.sleep(1)
    os._exit(0)


try:
    detach()
except OSError:
    pass


def compute_loss(*arguments):
    detach()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
