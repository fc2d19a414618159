# exercise: module_regression
"""The model keeps the losses of its training, and the file trains once when it is loaded."""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.history = []
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        number_tasks = torch.as_tensor(number_tasks, dtype=torch.float32)
        return self.theta_0 + self.theta_1 * number_tasks


def compute_loss(model, list_number_tasks, list_number_questions):
    errors = model.forward(list_number_tasks) - torch.tensor(list_number_questions)
    return sum(error**2 for error in errors) / len(errors)


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(params=model.parameters(), lr=learning_rate)
    for step in range(number_training_steps):
        optimizer.zero_grad()
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        model.history.append(loss.item())
        loss.backward()
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step}: loss {loss.item():.3f}")
    return model


tasks = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
questions = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]
print(train_model(tasks, questions).state_dict())
