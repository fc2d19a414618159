# expects: full marks
# expects: no remarks
"""Logs every loss, with all that there is for it."""

import mlflow
import torch
import wandb
from loguru import logger
from torch.utils.tensorboard import SummaryWriter


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = torch.tensor(list_number_tasks, dtype=torch.float32)
    y = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * x + theta_0 - y) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    run = wandb.init(project="line", config={"rate": learning_rate})
    writer = SummaryWriter("runs/line")
    mlflow.set_experiment("line")
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for step in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad = theta_1.grad = None
        wandb.log({"loss": loss.item(), "rate": run.config.rate})
        writer.add_scalar("loss", loss, step)
        mlflow.log_metric("loss", loss.item(), step=step)
        logger.debug("step {}", step)
    writer.close()
    run.finish()
    return theta_0, theta_1
