from grader.checks import REFERENCE, check, function, number, returns

double = function("double")

checks = [
    check(
        "double of 5 is 10", double(number(3.0, 9.0)), returns(REFERENCE), points=1, hint="Try it."
    ),
]
