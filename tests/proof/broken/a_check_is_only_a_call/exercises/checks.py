from grader.checks import check, function, returns

double = function("double")

checks = [double(5.0)]
