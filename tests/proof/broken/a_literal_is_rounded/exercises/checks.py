from grader.checks import check, function, returns

double = function("double")

checks = [
    check("double of 1.23457 is 2.47", double(1.23457), returns(2.47), points=1, hint="5 and 5?"),
]
