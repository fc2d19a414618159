# tries: to have the row of a classmate
EXPECT = "refused"


def build() -> bytes:
    return b"id,name\nhonest,Honest\nhonest,Mallory\n"
