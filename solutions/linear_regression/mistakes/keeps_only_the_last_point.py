"""Only the last point counts in the loss; the others are computed and then lost.

Each time around the loop, the new squared error replaces the old one. What should happen to the
errors of the earlier points?
"""


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    loss = 0.0
    for tasks, questions in zip(list_number_tasks, list_number_questions):
        prediction = theta_1 * tasks + theta_0
        loss = (prediction - questions) ** 2
    return loss / len(list_number_tasks)
