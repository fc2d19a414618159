from grader.checks import check, function, returns

double = function("double")

checks = [
    check("double of 5 is 10", double(5.0), returns(10.0), points=1),
]
