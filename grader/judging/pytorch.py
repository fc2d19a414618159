"""What error messages of PyTorch and Python mean in a training loop."""

SHAPES = (
    "Two tensors do not fit together: their shapes differ. print(x.shape) before that line shows "
    "them."
)
ONE_NUMBER = (
    "A tensor or array of several numbers is used where one number is needed. float(), .item() and "
    "round() accept only one."
)
POWER = "Power is ** in Python. ^ is an operation on the bits of whole numbers."

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
    "for ^:": POWER,
    "bitwise_xor": POWER,
    "must match the size of tensor": SHAPES,
    "shapes cannot be multiplied": SHAPES,
    "size mismatch": SHAPES,
    "expects each tensor to be equal size": SHAPES,
    "could not be broadcast together": SHAPES,
    "values to unpack": (
        "A line such as `a, b = values` needs as many names on its left as there are values on its "
        "right."
    ),
    "cannot be converted to Scalar": ONE_NUMBER,
    "only one element tensors can be converted to Python scalars": ONE_NUMBER,
    "can only convert an array of size 1 to a Python scalar": ONE_NUMBER,
    "Boolean value of Tensor with more than one value is ambiguous": (
        "`if` and `while` need one true or false; a tensor of several numbers has no single answer."
    ),
    "appears to not have been used in the graph": (
        "A gradient was asked for with respect to something that the loss was not computed from, "
        "such as a copy, or a part that was cut out afterwards."
    ),
    "has been modified by an inplace operation": (
        "A value that backward() still needs was changed in place after it was used."
    ),
    "Only Tensors of floating point and complex dtype can require gradients": (
        "Only tensors of floating point numbers can require gradients. A number such as 1.0 makes "
        "one; 1 makes a tensor of whole numbers."
    ),
    "grad can be implicitly created only for scalar outputs": (
        "backward() was called on a tensor of several numbers. A loss is one number: the mean over "
        "all points."
    ),
    "can't optimize a non-leaf Tensor": (
        "The optimiser was given the result of a computation instead of a parameter."
    ),
    "Can't call numpy() on Tensor that requires grad": (
        "A tensor that requires gradients cannot be turned into a numpy array directly."
    ),
}


# by the type of an error whose message is none of these
PYTHON_ERRORS = {
    "NameError": (
        "A name is used that has no value: it is misspelled, or set nowhere, or its import is "
        "missing."
    ),
    "UnboundLocalError": (
        "A name is used before it has a value. Inside a function, a name that is assigned anywhere "
        "in it is the function's own, from its first line on."
    ),
    "AttributeError": (
        "Something has no attribute of that name: it is misspelled, or the value is of another "
        "type than the code expects."
    ),
    "TypeError": (
        "A value has another type than the operation needs, such as a list in place of a tensor, "
        "or a call has too many or too few arguments."
    ),
    "IndexError": "An index is larger than what it points into: the first element has index 0.",
    "ZeroDivisionError": "Something is divided by 0.",
    "RecursionError": "A function calls itself again and again, without an end.",
}


def pattern(message: str) -> str:
    """The part of a message by which PyTorch's errors are recognised; empty for others."""
    return next((part for part in TORCH_ERRORS if part in message), "")


def meaning(message: str, error: str = "") -> str:
    """What an error means, by its message or else its type; empty if nobody knows."""
    return TORCH_ERRORS.get(pattern(message), "") or PYTHON_ERRORS.get(error, "")
