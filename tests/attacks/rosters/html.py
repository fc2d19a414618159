# tries: to put a script into a page
EXPECT = "read"


def build() -> bytes:
    return b"id,name\nhonest,Honest\nmallory,<script>alert(1)</script>\n<b>,M\n"
