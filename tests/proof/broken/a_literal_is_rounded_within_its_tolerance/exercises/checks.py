from grader.checks import check, function, returns

double = function("double")

checks = [
    check("double of 1.23457 is 2.469", double(1.23457), returns(2.469), points=1, hint="5 and 5?"),
]
