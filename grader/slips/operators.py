"""All operators: the ways in which a line of right code goes slightly wrong.

Each sentence says what such a function shows, never what the code of a submission contains. The
order of OPERATORS is the order in which causes are told apart: of two with one behaviour, the first
is told.
"""

import ast

from grader.slips.calls import (
    arguments_swapped,
    elements_left_out,
    keywords_left_out,
    mean_for_sum,
    methods_left_out,
    other_functions,
    with_keyword,
)
from grader.slips.modules import (
    base_not_set_up,
    cut_off,
    fixed_numbers,
    made_at_each_call,
    parameters_returned,
    random_starts,
    single_step,
    some_parameters,
    unregistered,
    untrained,
)
from grader.slips.numbers import (
    constants,
    defaults,
    exchanged,
    operands,
    other_counts,
    other_dtypes,
    other_losses,
    other_starts,
    powers,
    powers_outside,
    roots,
    scaled,
    signs,
    terms_left_out,
    unreduced,
)
from grader.slips.operator import Operator
from grader.slips.returned import (
    computed_again,
    losses_returned,
    made_anew,
    method,
    nothing_returned,
    returned_at_once,
    returned_order,
    returned_otherwise,
    returned_parts,
    rewrapped,
    rounded,
)
from grader.slips.statements import (
    arguments_ignored,
    dropped,
    exchanged_lines,
    into_the_loop,
    loops_left_out,
    names_exchanged,
    only_once,
    other_names,
    ranges,
    repeated,
    seeded,
    unpacked_in_another_order,
    unwrapped,
)
from grader.slips.training import (
    accelerated,
    clipped,
    columns,
    in_batches,
    no_gradient,
    other_optimizers,
    other_shapes,
    other_steps,
    own_backward,
    part_of_data,
    shrinking_rate,
    stopped_early,
    weighted,
)

OPERATORS = (
    Operator(
        "does_not_set_up_the_base_class",
        "{function} behaves like one that does not call super().__init__(), or calls it after "
        "it has made its parameters.",
        base_not_set_up,
        is_everywhere_alike=True,
    ),
    Operator(
        "registers_no_parameters",
        "{function} behaves like one that has a plain tensor for a parameter, or keeps "
        "parameters in a plain list: torch does not register those, so no optimizer gets them.",
        unregistered,
        is_everywhere_alike=True,
    ),
    Operator(
        "makes_parameters_at_each_call",
        "{function} behaves like one that makes its parameters again at each call: what "
        "training changed is lost.",
        made_at_each_call,
        is_everywhere_alike=True,
    ),
    Operator(
        "starts_at_random",
        "{function} behaves like one whose parameters start at random numbers.",
        random_starts,
        is_everywhere_alike=True,
    ),
    Operator(
        "leaves_the_model_untrained",
        "{function} behaves like one whose model stays as it was made: no step is made, the "
        "step has no gradient, or what is trained is another model.",
        untrained,
    ),
    Operator(
        "makes_a_single_step",
        "{function} behaves like one that makes a single step: it returns inside the loop, "
        "steps outside of it, or makes a new model in each iteration.",
        single_step,
    ),
    Operator(
        "trains_some_of_the_parameters",
        "{function} behaves like one whose optimizer gets only some of the parameters: the "
        "others never change.",
        some_parameters,
    ),
    Operator(
        "returns_parameters",
        "{function} behaves like one that returns parameters or a state_dict in place of the "
        "model.",
        parameters_returned,
        is_everywhere_alike=True,
    ),
    Operator(
        "takes_the_sum_for_the_mean",
        "{function} behaves like one that adds up where the mean belongs, or takes the mean "
        "where a sum belongs.",
        mean_for_sum,
    ),
    Operator(
        "mixes_up_power_and_product",
        "{function} behaves like one that does not square: that doubles instead, takes the "
        "absolute value, or leaves the number as it is.",
        powers,
    ),
    Operator(
        "squares_outside",
        "{function} behaves like one that squares a mean or a product as a whole instead of "
        "the values in it.",
        powers_outside,
    ),
    Operator(
        "takes_the_root",
        "{function} behaves like one that takes the square root of its result.",
        roots,
        is_everywhere_alike=True,
    ),
    Operator(
        "takes_another_loss",
        "{function} behaves like one with a loss other than the mean of the squared errors.",
        other_losses,
    ),
    Operator(
        "returns_one_number_per_point",
        "{function} behaves like one that returns a number for every point, where one number "
        "for all of them is asked for.",
        unreduced,
    ),
    Operator(
        "scales_the_result",
        "{function} behaves like one whose result is off by a constant factor, such as half "
        "or double, or by the number of points.",
        scaled,
        is_everywhere_alike=True,
    ),
    Operator(
        "divides_by_another_count",
        "{function} behaves like one that divides a sum by one less than the number of "
        "points, or by one more.",
        other_counts,
        is_everywhere_alike=True,
    ),
    Operator(
        "calls_backward_itself",
        "{function} behaves like one that calls backward() itself. That is for the caller "
        "to do: return the value with its graph.",
        own_backward,
        is_everywhere_alike=True,
    ),
    Operator(
        "is_too_coarse",
        "{function} behaves like one that computes with half precision, which is too coarse.",
        other_dtypes,
        is_everywhere_alike=True,
    ),
    Operator(
        "returns_another_shape",
        "{function} behaves like one that returns a column or a row in place of a plain list "
        "of numbers.",
        other_shapes,
        is_everywhere_alike=True,
    ),
    Operator(
        "makes_a_column",
        "{function} behaves like one that makes a column of one tensor but not of the "
        "other: what is computed from both is then a table of all pairs.",
        columns,
    ),
    Operator(
        "counts_one_off",
        "{function} behaves like one whose loop makes one iteration too many, or one too few.",
        ranges,
    ),
    Operator(
        "stops_early",
        "{function} behaves like one whose loop ends when its values hardly change any more.",
        stopped_early,
    ),
    Operator(
        "returns_in_another_order",
        "{function} behaves like one that returns its results in another order.",
        returned_order,
        is_everywhere_alike=True,
    ),
    Operator(
        "starts_elsewhere",
        "{function} behaves like one that starts from other numbers.",
        other_starts,
    ),
    Operator(
        "unpacks_in_another_order",
        "{function} behaves like one that unpacks a value in the wrong order.",
        unpacked_in_another_order,
    ),
    Operator(
        "returns_inside_the_loop",
        "{function} behaves like one that returns at the end of the first iteration of its loop.",
        returned_at_once,
    ),
    Operator(
        "does_once_what_belongs_into_the_loop",
        "{function} behaves like one that runs a line outside the loop that belongs inside it.",
        only_once,
    ),
    Operator(
        "does_in_the_loop_what_belongs_outside",
        "{function} behaves like one that runs a line inside the loop that belongs before or "
        "after it.",
        into_the_loop,
    ),
    Operator(
        "exchanges_two_lines",
        "{function} behaves like one in which two neighbouring lines are swapped.",
        exchanged_lines,
    ),
    Operator(
        "computes_again_at_the_end",
        "{function} behaves like one that computes its result once more at the end, when "
        "other lines have changed what it depends on.",
        computed_again,
    ),
    Operator(
        "leaves_out_a_line",
        "{function} behaves like one in which a line is missing.",
        dropped,
    ),
    Operator(
        "leaves_out_a_term",
        "{function} behaves like one that leaves out a term of a sum.",
        terms_left_out,
    ),
    Operator(
        "detaches",
        "{function} behaves like one that detaches a tensor, or computes it under no_grad: "
        "gradients end there.",
        method("detach"),
    ),
    Operator(
        "makes_a_number",
        "{function} behaves like one that turns a tensor into a plain number with .item().",
        method("item"),
    ),
    Operator(
        "makes_an_array",
        "{function} behaves like one that turns a tensor into a numpy array.",
        method("numpy"),
    ),
    Operator(
        "copies_the_result",
        "{function} behaves like one that makes a new tensor of its result: gradients end there.",
        made_anew,
        is_everywhere_alike=True,
    ),
    Operator(
        "copies_an_argument",
        "{function} behaves like one that copies an argument, or part of one, into a new "
        "tensor: gradients stop at the copy.",
        rewrapped,
    ),
    Operator(
        "takes_numbers_out_of_parameters",
        "{function} behaves like one that computes with the values of its parameters, such as "
        ".item() or .data gives them: gradients do not reach the parameters.",
        cut_off,
    ),
    Operator(
        "has_fixed_numbers_for_parameters",
        "{function} behaves like one that computes with fixed numbers where its parameters belong.",
        fixed_numbers,
    ),
    Operator(
        "uses_another_optimizer",
        "{function} behaves like one that uses an optimizer other than plain gradient descent.",
        other_optimizers,
    ),
    Operator(
        "adds_momentum",
        "{function} behaves like gradient descent with momentum, in which earlier gradients "
        "count too.",
        with_keyword("momentum", 0.9, 0.5, 0.8, 0.95, 0.99),
    ),
    Operator(
        "decays_the_weights",
        "{function} behaves like gradient descent with weight decay, which pulls the "
        "parameters towards 0.",
        with_keyword("weight_decay", 0.1, 0.01, 0.001),
    ),
    Operator(
        "scales_the_steps",
        "{function} behaves like one whose steps are too long or too short by a constant "
        "factor, or by the number of points.",
        other_steps,
        is_everywhere_alike=True,
    ),
    Operator(
        "shrinks_the_learning_rate",
        "{function} behaves like one whose learning rate shrinks from step to step.",
        shrinking_rate,
        is_everywhere_alike=True,
    ),
    Operator(
        "takes_mini_batches",
        "{function} behaves like one that makes a step for every few points instead of one "
        "step for all of them.",
        in_batches,
        is_everywhere_alike=True,
    ),
    Operator(
        "keeps_part_of_the_gradient",
        "{function} behaves like gradient descent with momentum: part of the last gradient is "
        "left when the next one is added.",
        accelerated,
    ),
    Operator(
        "weights_the_gradient_by_the_loss",
        "{function} behaves like one that passes the loss to backward(), which multiplies the "
        "gradient by it.",
        weighted,
    ),
    Operator(
        "takes_something_else_for_the_gradient",
        "{function} behaves like one that steps by another value than the gradient.",
        no_gradient,
    ),
    Operator(
        "clips_the_gradient",
        "{function} behaves like one that cuts large gradients off.",
        clipped,
    ),
    Operator(
        "steps_without_no_grad",
        "{function} behaves like one that runs outside of `with` what belongs inside it.",
        unwrapped,
    ),
    Operator(
        "has_another_default",
        "{function} behaves like one whose default values are others.",
        defaults,
        is_everywhere_alike=True,
    ),
    Operator(
        "takes_one_for_another",
        "{function} behaves like one that uses one variable or argument in place of another.",
        other_names,
    ),
    Operator(
        "ignores_an_argument",
        "{function} behaves like one that uses a fixed number in place of an argument.",
        arguments_ignored,
        is_everywhere_alike=True,
    ),
    Operator(
        "leaves_out_data",
        "{function} behaves like one that leaves out some of the data it is given.",
        part_of_data,
    ),
    Operator(
        "exchanges_plus_and_minus",
        "{function} behaves like one in which a plus and a minus are exchanged.",
        exchanged({ast.Add: ast.Sub, ast.Sub: ast.Add}),
    ),
    Operator(
        "exchanges_times_and_divided",
        "{function} behaves like one that multiplies where it should divide, or divides where "
        "it should multiply.",
        exchanged({ast.Mult: ast.Div, ast.Div: ast.Mult}),
    ),
    Operator(
        "swaps_the_sides",
        "{function} behaves like one that has the two sides of an operation the other way round.",
        operands,
    ),
    Operator(
        "swaps_two_arguments",
        "{function} behaves like one that passes two arguments in the other order.",
        arguments_swapped,
    ),
    Operator(
        "exchanges_two_names",
        "{function} behaves like one that uses two variables or arguments in place of each other.",
        names_exchanged,
    ),
    Operator(
        "turns_a_sign",
        "{function} behaves like one in which a sign is flipped.",
        signs,
    ),
    Operator(
        "calls_another_function",
        "{function} behaves like one that calls a similar function of torch in place of the "
        "right one.",
        other_functions,
    ),
    Operator(
        "sets_the_seed",
        "{function} behaves like one that sets the seed of its random numbers itself: each "
        "call draws the same ones.",
        seeded,
        is_everywhere_alike=True,
    ),
    Operator(
        "leaves_out_a_call",
        "{function} behaves like one in which a function or method is not called.",
        methods_left_out,
    ),
    Operator(
        "leaves_out_a_keyword",
        "{function} behaves like one that passes one keyword argument fewer.",
        keywords_left_out,
    ),
    Operator(
        "leaves_out_an_element",
        "{function} behaves like one whose list has one element fewer.",
        elements_left_out,
    ),
    Operator(
        "does_a_line_twice",
        "{function} behaves like one that runs a line of its loop twice.",
        repeated,
    ),
    Operator(
        "leaves_out_the_loop",
        "{function} behaves like one that makes a single iteration, without a loop.",
        loops_left_out,
    ),
    Operator(
        "returns_one_part",
        "{function} behaves like one that returns one of its results alone.",
        returned_parts,
        is_everywhere_alike=True,
    ),
    Operator(
        "returns_the_losses",
        "{function} behaves like one that returns the losses of its steps.",
        losses_returned,
    ),
    Operator(
        "prints_instead_of_returning",
        "{function} behaves like one that prints its result and returns nothing.",
        nothing_returned,
        is_everywhere_alike=True,
    ),
    Operator(
        "returns_something_else",
        "{function} behaves like one that returns another of its variables.",
        returned_otherwise,
    ),
    Operator(
        "rounds",
        "{function} behaves like one that rounds what it returns.",
        rounded,
        is_everywhere_alike=True,
    ),
    Operator(
        "has_another_number",
        "{function} behaves like one in which a number is another: a start, a factor or an "
        "exponent.",
        constants,
    ),
)
