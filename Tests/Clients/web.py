"""Plain HTTP, as any program speaks it."""

import http.client
import json
import time


def request(port, method, path, body=None, headers=(), host="127.0.0.1", timeout=300):
    """Status, headers and body of an answer; a body that is no text or bytes is sent as JSON."""
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def get(link, headers=(), method="GET"):
    """What lies behind a link of the server."""
    address, _, path = link.removeprefix("http://").partition("/")
    host, _, port = address.partition(":")
    return request(int(port), method, "/" + path, headers=headers, host=host)


def post(service, tasks, key="any", headers=(), path="/v1"):
    """Status and envelope of a POST of tasks."""
    headers = {
        "Content-Type": "application/json",
        **({"Authorization": f"Bearer {key}"} if key else {}),
        **dict(headers),
    }
    status, got, body = request(service.port, "POST", path, tasks, headers)
    assert got["Content-Type"].startswith("application/json"), got["Content-Type"]
    return status, json.loads(body)


def poll(service, uuid, seconds=120):
    """The items of an asynchronous task once it is done."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, envelope = post(service, [{"taskType": "getResponse", "taskUUID": uuid}])
        if "errors" in envelope or all(item["status"] == "success" for item in envelope["data"]):
            return status, envelope
        time.sleep(0.1)
    raise TimeoutError(f"task {uuid} was not done after {seconds} s: {envelope}")


def metric(service, name):
    """The value of a metric that has one."""
    text = request(service.port, "GET", "/metrics")[2].decode()
    for line in text.splitlines():
        if line.startswith(name + " "):
            return float(line.split()[1])
    raise KeyError(name)
