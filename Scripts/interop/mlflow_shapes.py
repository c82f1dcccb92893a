"""What answers look like: records those of MLflow's client, and compares them with a capture.

A shape is an object of shapes by key, a list with one shape, or the name of a type. Captures may go
down a few levels and write `..` below. A key that only some answers have counts as there.
"""

import json
import re
from urllib.parse import urlparse

import requests

# Parts of paths that are names rather than words of the protocol.
NAMES = [
    (r"(/mlflow-artifacts/artifacts)/.+", r"\1/{path}"),
    (r"/logged-models/m-[0-9a-f]+", "/logged-models/{model_id}"),
    (r"/traces/tr-[0-9a-f]+", "/traces/{trace_id}"),
    (r"/datasets/d-[0-9a-f]+", "/datasets/d-{run_id}"),
]


def shape(value):
    """The shape of a value of JSON."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        whole = None
        for inner in value:
            whole = merge(whole, shape(inner))
        return [] if whole is None else [whole]
    return type(value).__name__


def merge(one, two):
    """One shape with all keys of both."""
    if isinstance(one, dict) and isinstance(two, dict):
        keys = {**one, **two}
        return {key: merge(one.get(key), two.get(key)) for key in keys}
    if isinstance(one, list) and isinstance(two, list) and one and two:
        return [merge(one[0], two[0])]
    return one or two


class Recorder:
    """Keeps the shapes and statuses of all answers that this process gets from one address."""

    def __init__(self, address):
        self.address = address
        self.shapes = {}
        self.statuses = []
        sent = requests.Session.send

        def send(session, request, **settings):
            response = sent(session, request, **settings)
            self.keep(request, response, settings.get("stream"))
            return response

        requests.Session.send = send

    def keep(self, request, response, is_stream):
        if not request.url.startswith(self.address):
            return
        path = urlparse(request.url).path
        for pattern, name in NAMES:
            path = re.sub(pattern, name, path)
        endpoint = f"{request.method} {path}"
        self.statuses.append((endpoint, response.status_code))
        if is_stream or response.status_code != 200 or "{path}" in path:
            return
        try:
            found = shape(response.json())
        except ValueError:
            return
        self.shapes[endpoint] = merge(self.shapes.get(endpoint), found)

    def write(self, path):
        """Writes a capture for others to compare with."""
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.shapes, file, indent=1, sort_keys=True)
            file.write("\n")

    def refused(self, since):
        """The answers that were no success, of those after the first `since`."""
        return sorted({f"{e} {s}" for e, s in self.statuses[since:] if s >= 400})


def captured(path):
    """The shapes in a capture, by endpoint: as written here, or as text with `resp` lines."""
    if path.endswith(".json"):
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    shapes = {}
    endpoint = None
    for line in open(path, encoding="utf-8"):
        if found := re.match(r"([A-Z]+ /\S+) n=", line):
            endpoint = found[1]
        elif endpoint and line.startswith("   resp {"):
            shapes[endpoint] = json.loads(line.removeprefix("   resp "))
    return shapes


def differences(ours, theirs, place=""):
    """What is missing, more, or of another type, one line each."""
    if ".." in (ours, theirs):
        return
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted({**theirs, **ours}):
            inner = f"{place}.{key}"
            if key not in ours:
                yield f"missing {inner}"
            elif key not in theirs:
                yield f"more {inner}"
            else:
                yield from differences(ours[key], theirs[key], inner)
    elif isinstance(theirs, list) and isinstance(ours, list):
        if theirs and ours:
            yield from differences(ours[0], theirs[0], f"{place}[]")
    elif ours != theirs and (ours, theirs) != ("int", "float"):
        yield f"{place} is {ours}, there {theirs}"


def compared(recorder, path):
    """The differences between what was recorded and a capture, by endpoint."""
    lines = []
    for endpoint, theirs in captured(path).items():
        ours = recorder.shapes.get(endpoint)
        found = ["no such answer"] if ours is None else differences(ours, theirs)
        lines += [f"{endpoint}: {line}" for line in found]
    return lines
