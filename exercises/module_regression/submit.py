# exercise: module_regression
import torch


class ModelNumberQuestions(torch.nn.Module):
    """The line theta_0 + theta_1 * number_tasks, with two parameters that can be trained.

    theta_0, theta_1:  registered parameters of shape [], which start at 1 and 2
    """

    def __init__(self):
        """Register the parameters theta_0 = 1 and theta_1 = 2."""
        # TODO: task 1
        raise NotImplementedError

    def forward(self, number_tasks):
        """Return the number of questions that the line predicts for every sheet.

        number_tasks:  tensor of shape [n], the tasks on each sheet

        Returns a tensor of shape [n] through which gradients reach both parameters.
        """
        # TODO: task 2
        raise NotImplementedError


def compute_loss(model, list_number_tasks, list_number_questions):
    """Return the mean squared error of the model.

    model:                  a ModelNumberQuestions
    list_number_tasks:      list of n numbers, the tasks in each week
    list_number_questions:  list of n numbers, the questions asked in each week

    Returns a tensor of shape [] through which gradients reach the parameters of the model.
    """
    # TODO: tasks 3 and 4
    raise NotImplementedError


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    """Return a new ModelNumberQuestions after full-batch gradient descent.

    list_number_tasks:      list of n numbers, the tasks in each week
    list_number_questions:  list of n numbers, the questions asked in each week
    learning_rate:          number, multiplies the gradients in each step
    number_training_steps:  integer, how many steps to make

    Returns the trained model itself.
    """
    # TODO: tasks 5 to 7
    raise NotImplementedError


if __name__ == "__main__":
    tasks = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
    questions = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]

    start = ModelNumberQuestions()
    trained = train_model(tasks, questions)

    for when, model in (("before", start), ("after", trained)):
        loss = compute_loss(model, tasks, questions).item()
        answer = model(torch.tensor([7.0])).item()
        print(f"{when} training: loss {loss:.3f}, {answer:.1f} questions about seven tasks")
        for name, parameter in model.named_parameters():
            print(f"  {name} = {parameter.item():.3f}")
