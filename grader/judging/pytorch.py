"""What PyTorch's error messages mean in a training loop."""

# by a part of the message
TORCH_ERRORS = {
    "'NoneType'": (
        "A value is None where the code needs a number or a tensor. A .grad is None until "
        "backward() fills it, and a function without a return statement returns None."
    ),
    "does not require grad and does not have a grad_fn": (
        "backward() was called on a value that is not connected to any parameter: on the way, a "
        "tensor was turned into numbers, copied into a new tensor, detached, or computed under "
        "no_grad; or the parameters do not have requires_grad."
    ),
    "leaf Variable that requires grad is being used in an in-place operation": (
        "A parameter was changed in place while PyTorch was recording for the gradient. The update "
        "step is not part of the loss, so it does not need to be recorded."
    ),
    "backward through the graph a second time": (
        "backward() ran twice on the same computation. Each step computes its own loss."
    ),
    "can't optimize a non-leaf Tensor": (
        "The optimiser was given the result of a computation instead of a parameter."
    ),
    "Can't call numpy() on Tensor that requires grad": (
        "A tensor that requires gradients cannot be turned into a numpy array directly."
    ),
}


def meaning(message: str) -> str:
    """What an error message means; empty if it is none of these."""
    return next((words for part, words in TORCH_ERRORS.items() if part in message), "")
