# tries: an endless loop inside compute_loss
# exercise: linear_regression
def compute_loss(*arguments):
    while True:
        pass


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
