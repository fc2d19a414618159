# tries: TCP to the grader's machine by the socket module, every name for it
# exercise: linear_regression
import socket

PORT = int("@TCP@")


def compute_loss(*arguments):
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "127.1.2.3", "::1", "::ffff:127.0.0.1"):
        try:
            with socket.create_connection((host, PORT), timeout=0.3) as connection:
                print("ESCAPED: connected by TCP to", host)
                connection.sendall(b"hello")
        except OSError:
            pass


def train_parameters_linear_regression(*arguments, **keywords):
    with socket.socket() as connection:
        connection.settimeout(0.3)
        if connection.connect_ex(("127.0.0.1", PORT)) == 0:
            print("ESCAPED: connected by TCP")
