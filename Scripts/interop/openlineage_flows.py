"""What openlineage-python says to a server, and what comes of it; see openlineage-flows.sh."""

import http.server
import json
import os
import subprocess
import sys
import threading
from datetime import datetime, timezone

from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import source_code_location_job
from openlineage.client.transport.http import HttpConfig, HttpTransport
from openlineage.client.uuid import generate_new_uuid

address, program = sys.argv[1:]
failed = 0


def flow(check):
    global failed
    try:
        check()
        print(f"ok {check.__name__}")
    except Exception as error:  # a flow that fails must not keep the others from running
        failed += 1
        print(f"FAIL {check.__name__}: {type(error).__name__}: {error}")


def impact(of, *more):
    asked = subprocess.run(
        [program, "impact", of, "--json", *more], capture_output=True, text=True, timeout=60
    )
    answer = json.loads(asked.stdout)
    return {item["reference"]: item for item in answer["items"] if item["depth"] > 0}


def client():
    return OpenLineageClient(transport=HttpTransport(HttpConfig(url=address)))


def event(state, run, inputs=(), outputs=(), facets=None):
    return RunEvent(
        eventType=state,
        eventTime=datetime.now(timezone.utc).isoformat(),
        run=Run(runId=run),
        job=Job(namespace="airflow", name="clean_orders", facets=facets or {}),
        producer="https://example.org/flows",
        inputs=[InputDataset(namespace="postgres://db:5432", name=name) for name in inputs],
        outputs=[OutputDataset(namespace="s3://lake", name=name) for name in outputs],
    )


def a_run_in_two_events():
    run = str(generate_new_uuid())
    code = source_code_location_job.SourceCodeLocationJobFacet(
        type="git", url="https://example.org/etl", repoUrl="https://example.org/etl",
        version="0f3cdd82910a",
    )
    sender = client()
    sender.emit(event(RunState.START, run, ["public.orders"], facets={"sourceCodeLocation": code}))
    sender.emit(event(RunState.COMPLETE, run, outputs=["orders-clean"]))
    sender.close()
    reached = impact("openlineage:postgres://db:5432 public.orders")
    assert list(reached) == ["openlineage:s3://lake orders-clean"], reached
    assert reached["openlineage:s3://lake orders-clean"]["activityName"] == "airflow/clean_orders"
    back = impact("openlineage:s3://lake orders-clean", "--upstream")
    assert "git:https://example.org/etl@0f3cdd82910a" in back, back


def settings_by_environment_alone():
    os.environ["OPENLINEAGE_URL"] = address
    sender = OpenLineageClient()
    sender.emit(
        event(RunState.COMPLETE, str(generate_new_uuid()), ["public.people"], ["people-clean"])
    )
    sender.close()
    assert impact("openlineage:postgres://db:5432 public.people")


def told_in_the_same_words():
    received = []
    told = threading.Event()

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            received.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(201)
            self.end_headers()
            told.set()

        def log_message(self, *_):
            pass

    receiver = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    issued = subprocess.run(
        [program, "token", "issue", "--for", "operations", "--role", "administrator", "--json"],
        capture_output=True, text=True, timeout=60,
    )
    # The server's setting lets in a private address, so the server is asked.
    remote = {"ASSAY_URL": address, "ASSAY_TOKEN": json.loads(issued.stdout)["token"]}
    added = subprocess.run(
        [program, "webhook", "add", f"http://127.0.0.1:{receiver.server_port}/api/v1/lineage",
         "--format", "openlineage"],
        capture_output=True, text=True, timeout=60, env={**os.environ, **remote},
    )
    assert added.returncode == 0, added.stderr
    run = str(generate_new_uuid())
    sender = client()
    sender.emit(event(RunState.COMPLETE, run, ["public.orders"], ["orders-again"]))
    sender.close()
    assert told.wait(30), "nothing came"
    receiver.shutdown()
    assert received[0]["run"]["runId"] == run, received
    assert received[0]["outputs"] == [{"namespace": "s3://lake", "name": "orders-again"}], received


for check in [a_run_in_two_events, settings_by_environment_alone, told_in_the_same_words]:
    flow(check)
sys.exit(1 if failed else 0)
