# tries: more endless statements at the top level than are passed over
# exercise: linear_regression
while True:
    pass

for _ in iter(int, 1):
    continue

while True:
    try:
        while True:
            pass
    except BaseException:
        pass

[None for _ in iter(int, 1)]

all(True for _ in iter(int, 1))

while True:
    1 + 1


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    return None


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
