from grader.checks import check, function, returns

double, half = function("double"), function("half")

checks = [
    check("double of 5 is 10", double(5.0), returns(10.0), points=1, hint="5 and 5?"),
    check("half of 5 is 2.5", half(5.0), returns(2.5), points=1, hint="5 by 2?"),
]
