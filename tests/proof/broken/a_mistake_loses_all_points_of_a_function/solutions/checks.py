from grader.checks import REFERENCE, check, function, number, returns

double, half = function("double"), function("half")

checks = [
    check("double is right", double(number(3.1, 3.2)), returns(REFERENCE), points=2, hint="3?"),
    check("half is right", half(number(3.0, 9.0)), returns(REFERENCE), points=2, hint="Half of 3?"),
]
