"""Fills a tracking server with runs and registered models, and writes what `wrk` is to ask of it.

seed-tracking.py ADDRESS FOLDER [--runs N] [--models N]

Each run has ten metrics and five parameters. FOLDER gets one Lua script for each kind of load.
Needs nothing but Python.
"""

import argparse
import http.client
import json
import pathlib
import random
import threading
import urllib.parse

API = "/api/2.0/mlflow"


class Client:
    """One connection that is kept."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc)

    def post(self, path, body):
        self.connection.request(
            "POST", API + path, json.dumps(body), {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}: {text[:300]}")
        return json.loads(text)


def each(address, count, body):
    """Calls `body(client, index)` for each index, eight at a time; the results in order."""
    results = [None] * count

    def work(first):
        client = Client(address)
        for index in range(first, count, 8):
            results[index] = body(client, index)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if None in results:
        raise SystemExit("not everything was written")
    return results


def script(body):
    """A Lua script whose `line()` gives method, path and body of the next request."""
    return (
        body
        + """
request = function()
  local method, path, body = line()
  return wrk.format(method, path, {["Content-Type"] = "application/json"}, body)
end
"""
    )


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("address")
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--runs", type=int, default=500)
    arguments.add_argument("--models", type=int, default=200)
    given = arguments.parse_args()
    client = Client(given.address)
    experiment = client.post("/experiments/create", {"name": "seeded"})["experiment_id"]

    def make_run(client, index):
        values = random.Random(index)
        run = client.post(
            "/runs/create",
            {"experiment_id": experiment, "start_time": 1_700_000_000_000 + index,
             "run_name": f"run-{index}", "tags": [{"key": "mlflow.user", "value": "bench"}]},
        )["run"]["info"]["run_id"]
        client.post("/runs/log-batch", {
            "run_id": run,
            "metrics": [{"key": f"m{key}", "value": values.random(), "timestamp": 1, "step": 0}
                        for key in range(10)],
            "params": [{"key": f"p{key}", "value": str(values.randrange(10))}
                       for key in range(5)]})
        return run

    runs = each(given.address, given.runs, make_run)
    each(given.address, given.models, lambda client, index: client.post(
        "/registered-models/create", {"name": f"seeded-{index:05}"}))

    ids = "local ids = {" + ", ".join(f'"{run}"' for run in runs) + "}\n"
    search = json.dumps({
        "experiment_ids": [experiment], "filter": "metrics.m1 > 0.2 and params.p1 != '3'",
        "order_by": ["metrics.m2 DESC"], "max_results": 50})
    loads = {
        "get-run": ids + f"""
line = function() return "GET", "{API}/runs/get?run_id=" .. ids[math.random(#ids)] end""",
        "log-batch": ids + f"""
local n, start = 0, os.time() * 1000
line = function()
  n = n + 1
  local metrics = {{}}
  for key = 0, 9 do
    metrics[#metrics + 1] = string.format(
      '{{"key":"m%d","value":%.6f,"timestamp":%d,"step":%d}}', key, math.random(), start + n, n)
  end
  return "POST", "{API}/runs/log-batch", '{{"run_id":"' .. ids[math.random(#ids)] ..
    '","metrics":[' .. table.concat(metrics, ",") .. '],"tags":[{{"key":"t","value":"' .. n .. '"}}]}}'
end""",
        "search-runs": f"""
line = function() return "POST", "{API}/runs/search", [[{search}]] end""",
        "search-models": f"""
line = function() return "GET", "{API}/registered-models/search?max_results=100" end""",
        "create-model": f"""
local n, start = 0, os.time()
line = function()
  n = n + 1
  return "POST", "{API}/registered-models/create",
    '{{"name":"made-' .. start .. "-" .. n .. '"}}'
end""",
    }
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, body in loads.items():
        (given.folder / f"{name}.lua").write_text(script(body))


if __name__ == "__main__":
    main()
