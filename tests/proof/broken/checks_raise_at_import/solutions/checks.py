from grader.checks import check

checks = [1 / 0]
