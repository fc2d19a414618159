# tries: an address opened by urllib, http.client and torch.hub
# exercise: linear_regression
import http.client
import tempfile
import urllib.error
import urllib.request

import torch

ADDRESS = "http://127.0.0.1:@TCP@/"


def compute_loss(*arguments):
    try:
        urllib.request.urlopen(ADDRESS, timeout=0.5)
    except urllib.error.URLError:
        return
    except (OSError, http.client.HTTPException):
        pass
    print("ESCAPED: connected by HTTP")


def train_parameters_linear_regression(*arguments, **keywords):
    connection = http.client.HTTPConnection("127.0.0.1", int("@TCP@"), timeout=0.5)
    try:
        connection.connect()
        print("ESCAPED: connected by http.client")
    finally:
        torch.hub.download_url_to_file(ADDRESS, f"{tempfile.gettempdir()}/weights", progress=False)
