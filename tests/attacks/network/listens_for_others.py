# tries: servers that wait for the next submission: TCP, UDP, a path, HTTP
# exercise: linear_regression
import http.server
import os
import socket
import socketserver
import tempfile


def listen(family, kind, address):
    server = socket.socket(family, kind)
    server.bind(address)
    if kind == socket.SOCK_STREAM:
        server.listen()
    print("ESCAPED: listens at", address, flush=True)
    server.settimeout(0.2)
    return server.accept() if kind == socket.SOCK_STREAM else server.recv(100)


def compute_loss(*arguments):
    for family, address in (
        (socket.AF_INET, ("127.0.0.1", 0)),
        (socket.AF_INET6, ("::", 0)),
        (socket.AF_UNIX, f"{tempfile.gettempdir()}/meet"),
        (socket.AF_UNIX, "@FOLDER@/meet"),
    ):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            try:
                listen(family, kind, address)
            except OSError:
                pass


def train_parameters_linear_regression(*arguments, **keywords):
    os.chdir(tempfile.gettempdir())
    with socketserver.TCPServer(("", 0), http.server.SimpleHTTPRequestHandler) as server:
        print("ESCAPED: serves files at", server.server_address, flush=True)
        server.serve_forever()
