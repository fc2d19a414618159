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
LISTS = "Python does not calculate with lists. torch.tensor(...) makes a tensor of a list."
ARRAYS = (
    "A numpy array and a tensor do not mix. torch.tensor(...) makes a tensor of an array, and "
    "torch has the functions that numpy has."
)
FLOATING = (
    "Only tensors of floating point numbers can require gradients. A number such as 1.0 makes one; "
    "1 makes a tensor of whole numbers."
)
WHOLE = (
    "A tensor of whole numbers (Long) is used where floating point numbers are needed. "
    "torch.tensor([1, 2]) makes whole numbers; dtype=torch.float32 or .float() makes floating "
    "point numbers of them."
)
DTYPES = (
    "Two tensors of different types meet: whole numbers (Long), float32 (Float) or float64 "
    "(Double). dtype=torch.float32 where they are made, or .float() on them, makes them the same."
)
NO_GPU = (
    'There is no GPU here. The CPU is enough, and device = "cuda" if torch.cuda.is_available() '
    'else "cpu" works everywhere.'
)
ONE_ELEMENT = (
    "A tensor of shape [] is a single number: it has no length, no elements and no order. .item() "
    "gives its value."
)
TO_OPTIMIZE = (
    "An optimizer takes a list of tensors that require gradients, such as [theta_0, theta_1], even "
    "if it is a single one."
)
NO_PARAMETERS = (
    "The optimizer was given nothing to change. parameters() of a model lists what is a "
    "torch.nn.Parameter and an attribute of the model, and no plain tensors."
)
NO_TENSOR = (
    "A plain number, list or array stands where a tensor is needed. torch.tensor(...) makes one; "
    ".item(), float() and numpy end what gradients can follow."
)

# by a part of the message
TORCH_ERRORS = {
    "'NoneType'": (
        "A value is None where the code needs a number or a tensor. A .grad is None until "
        "backward() fills it, and stays None for a tensor that was computed, such as theta after "
        "theta = theta - step. A function without a return statement returns None."
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
    "is not available here": (
        "Packages that show or log something do nothing while a submission is graded, so nothing "
        "can be computed from what they return."
    ),
    "no known parent package": (
        "Only this file is graded, so it cannot import from files beside it. What it needs from "
        "there has to be in the file itself."
    ),
    "only integer tensors of a single element": (
        "A list was multiplied by a tensor, or a tensor stands where a whole number belongs. "
        "torch.tensor(...) makes a tensor of a list; int(...) makes a whole number of a tensor."
    ),
    "'numpy.ndarray' and": ARRAYS,
    "and 'numpy.ndarray'": ARRAYS,
    "must be Tensor, not numpy": ARRAYS,
    "'list' and": LISTS,
    "and 'list'": LISTS,
    "can only concatenate list": LISTS,
    "can't multiply sequence by non-int": LISTS,
    "must be Tensor, not list": LISTS,
    "must be Tensor, not": NO_TENSOR,
    "has no attribute 'backward'": NO_TENSOR,
    "has no attribute 'requires_grad": NO_TENSOR,
    "has no attribute 'detach'": NO_TENSOR,
    "has no attribute 'grad'": NO_TENSOR,
    "has no attribute 'item'": (
        ".item() belongs to tensors. What it is called on is a plain number already, or a list."
    ),
    "got an unexpected keyword argument 'axis'": (
        "A function of numpy was called with a tensor. torch has its own, such as torch.mean(x)."
    ),
    "not compiled with CUDA": NO_GPU,
    "no NVIDIA driver": NO_GPU,
    "No CUDA GPUs": NO_GPU,
    "CUDA error": NO_GPU,
    "support for mps": NO_GPU,
    "of a 0-d tensor": ONE_ELEMENT,
    "over a 0-d tensor": ONE_ELEMENT,
    "of a 0-dim tensor": ONE_ELEMENT,
    "'Tensor' object is not callable": (
        "Round brackets behind a tensor call it like a function. Perhaps a * is missing, or square "
        "brackets are meant."
    ),
    "Got: Long": WHOLE,
    "not implemented for 'Long'": WHOLE,
    "the desired output type Long": WHOLE,
    "the same dtype": DTYPES,
    "have same dtype": DTYPES,
    "expected scalar type": DTYPES,
    "Found dtype": DTYPES,
    "the optimizer should be an iterable": TO_OPTIMIZE,
    "optimizer can only optimize": TO_OPTIMIZE,
    "optimizer got an empty": NO_PARAMETERS,
    "Module.__init__() call": (
        "A model that is not set up yet was given a parameter or a layer. super().__init__() comes "
        "first in __init__."
    ),
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
    "Tensors of floating point": FLOATING,
    "you can only change requires_grad flags of leaf": (
        "requires_grad can be switched on and off only for tensors that were made, not for those "
        "that were computed. .detach() gives a computed one without its graph."
    ),
    "Inference tensors cannot be saved": (
        "What was computed under torch.inference_mode() cannot take part in gradients. Training "
        "belongs outside of it."
    ),
    "grad can be implicitly created only for scalar outputs": (
        "backward() was called on a tensor of several numbers. A loss is one number: the mean over "
        "all points."
    ),
    "can't optimize a non-leaf Tensor": (
        "The optimizer was given the result of a computation instead of a parameter."
    ),
    "Can't call numpy() on Tensor that requires grad": (
        "numpy cannot calculate with a tensor that requires gradients. What is computed from "
        "parameters has to stay in torch: torch.tensor(...) makes tensors of lists and arrays."
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
    "IndexError": (
        "An index is larger than what it points into (the first element has index 0), or something "
        "is taken from an empty list."
    ),
    "ZeroDivisionError": "Something is divided by 0.",
    "FileNotFoundError": (
        "There is no file of that name here. Only the data files that come with the exercise are "
        "there, if it has any, and their plain names are enough, without a folder."
    ),
    "RecursionError": "A function calls itself again and again, without an end.",
}


def pattern(message: str) -> str:
    """The part of a message by which PyTorch's errors are recognised; empty for others."""
    return next((part for part in TORCH_ERRORS if part in message), "")


def meaning(message: str, error: str = "") -> str:
    """What an error means, by its message or else its type; empty if nobody knows."""
    return TORCH_ERRORS.get(pattern(message), "") or PYTHON_ERRORS.get(error, "")
