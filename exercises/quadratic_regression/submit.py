# exercise: quadratic_regression
import torch


def generate_dataset(npts=100):
    """Return (x, y): npts points of the parabola 20x² + 5x − 3, with noise on y.

    npts:  integer, how many points

    Returns two tensors of shape [npts]: x is evenly spaced from 0 to 1, and y has standard normal
    noise, with new random numbers in each call.
    """
    # TODO: tasks 1 and 2
    raise NotImplementedError


def f(x, params):
    """Return the parabola a·x² + b·x + c at every point of x.

    x:       tensor of shape [n]
    params:  tensor of shape [3], the coefficients a, b and c in this order

    Returns a tensor of shape [n] through which gradients reach params.
    """
    # TODO: task 3
    raise NotImplementedError


def mse(y_pred, y_true):
    """Return the mean squared error of the predictions.

    y_pred:  tensor of shape [n], the predicted values
    y_true:  tensor of shape [n], the measured values

    Returns a tensor of shape [] through which gradients reach y_pred.
    """
    # TODO: task 4
    raise NotImplementedError


def apply_step(x, y_true, params, lr=1e-3):
    """Make one step of gradient descent on params, in place, and return (y_pred, loss).

    x, y_true:  tensors of shape [n], the data
    params:     tensor of shape [3] that requires gradients; contains the new values afterwards
    lr:         number, the learning rate

    Returns the prediction from before the step, a tensor of shape [n], and its loss, a Python
    number. Leaves no gradient in params.
    """
    # TODO: tasks 5 to 7
    raise NotImplementedError


def train(x, y_true, params, epochs=15000, lr=1e-3):
    """Make one step of gradient descent per epoch on params, in place, and return the losses.

    x, y_true:  tensors of shape [n], the data
    params:     tensor of shape [3] that requires gradients; contains the new values afterwards
    epochs:     integer, how many steps to make
    lr:         number, the learning rate

    Returns a list of `epochs` Python numbers: the loss before each step.
    """
    # TODO: tasks 8 and 9
    raise NotImplementedError


if __name__ == "__main__":
    x, y = generate_dataset()
    params = torch.zeros(3, requires_grad=True)

    history = train(x, y, params)

    print(f"loss: {history[0]:.3f} in the first epoch, {history[-1]:.3f} in the last")
    a, b, c = params.tolist()
    print(f"found: {a:.2f} x² {b:+.2f} x {c:+.2f}, data from: 20 x² +5 x -3")
