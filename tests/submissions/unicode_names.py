# expects: full marks
"""Parameters have Greek names, and the file prints umlauts and emoji."""

import torch

print("Übung: θ₀ und θ₁ 🎉")


def compute_loss(aufgaben, fragen, θ0, θ1):
    ŷ = θ1 * torch.tensor(aufgaben) + θ0
    return ((ŷ - torch.tensor(fragen)) ** 2).mean()


def train_parameters_linear_regression(aufgaben, fragen, η=0.02, schritte=200):
    θ0, θ1 = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
    for _ in range(schritte):
        compute_loss(aufgaben, fragen, θ0, θ1).backward()
        with torch.no_grad():
            for θ in (θ0, θ1):
                θ -= η * θ.grad
                θ.grad = None
    return θ0, θ1
