"""Flows of MLflow's client through Assay in front of MLflow's own server; see mlflow-upstream.sh."""

import hashlib
import json
import os
import pickle
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import mlflow
import requests
from mlflow.entities import Metric, ViewType

from mlflow_flow import (
    ADDRESS, CAPTURE as BEHIND, NEEDS, PROGRAM, client, flow, flows, made, raises, same, trained)

WORK = Path(os.environ["ASSAY_MLFLOW_WORK"])
behind = mlflow.MlflowClient(BEHIND, BEHIND)


def assay(*words):
    """What `assay WORDS --json` answers."""
    done = subprocess.run(
        [PROGRAM, *words, "--json"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"assay {words}: {done.returncode} {done.stdout} {done.stderr}"
    return json.loads(done.stdout)


def logged(name, seed, **more):
    with mlflow.start_run() as run:
        mlflow.log_param("seed", seed)
        rows = trained(seed)[1]
        mlflow.log_input(mlflow.data.from_pandas(rows, source="census.csv", name="census"))
        made.info = mlflow.sklearn.log_model(
            trained(seed)[0], name=name, pip_requirements=NEEDS, **more)
    return run.info.run_id


def memory(pid):
    """The most that a process has had, in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    raise AssertionError("no VmHWM")


@flow("U1 what is logged and registered is at the MLflow server, and a version in the ledger")
def _():
    run = logged("income", 1, registered_model_name="behind-income")
    same(behind.get_run(run).data.params, {"seed": "1"})
    same(client.get_run(run).data.params, {"seed": "1"})
    version = client.get_model_version("behind-income", "1")
    same((version.status, version.run_id), ("READY", run))
    same(behind.get_model_version("behind-income", "1").source, version.source)
    assert assay("show", "model:behind-income@1")
    made_of = json.dumps(assay("impact", "model:behind-income@1", "--upstream"))
    assert "mlflow:census@" in made_of, made_of
    assert mlflow.sklearn.load_model("models:/behind-income/1") is not None


@flow("U2 a dangerous file makes the version failed, and nobody loads it")
def _():
    class Hostile:
        def __reduce__(self):
            return os.system, ("echo it was loaded",)

    with mlflow.start_run() as run:
        Path("evil.pkl").write_bytes(pickle.dumps(Hostile()))
        mlflow.log_artifact("evil.pkl", "evil")
    client.create_registered_model("behind-hostile")
    print("   ", raises(
        None, lambda: client.create_model_version(
            "behind-hostile", f"runs:/{run.info.run_id}/evil", run.info.run_id),
        "FAILED_REGISTRATION", "system", ".pkl"))
    for found in [client.get_model_version("behind-hostile", "1"),
                  client.search_model_versions("name='behind-hostile'")[0]]:
        same(found.status, "FAILED_REGISTRATION")
    raises("PERMISSION_DENIED",
           lambda: mlflow.sklearn.load_model("models:/behind-hostile/1"), "system")


@flow("U3 a guarded alias is refused with the reason, before the MLflow server hears of it")
def _():
    def champion():
        client.set_registered_model_alias("behind-income", "champion", "1")

    print("   ", raises("PERMISSION_DENIED", champion, "purpose", "no purpose",
                        "describe the registered model"))
    same(behind.get_registered_model("behind-income").aliases, {}, "aliases behind")
    client.update_registered_model("behind-income", description="ranks applications")
    champion()
    aliases = behind.get_registered_model("behind-income").aliases
    same({key: str(value) for key, value in aliases.items()}, {"champion": "1"})
    assert mlflow.sklearn.load_model("models:/behind-income@champion") is not None


@flow("U4 an alias that was set behind is not given out until the gate has allowed it")
def _():
    logged("behind-other", 2, registered_model_name="behind-other")
    behind.set_registered_model_alias("behind-other", "champion", "1")
    print("   ", raises("PERMISSION_DENIED",
                        lambda: client.get_model_version_by_alias("behind-other", "champion"),
                        "the gate has not allowed that"))
    behind.update_registered_model("behind-other", description="ranks others")
    client.set_registered_model_alias("behind-other", "champion", "1")
    same(str(client.get_model_version_by_alias("behind-other", "champion").version), "1")


@flow("U5 a version that was registered behind is registered when it is first asked for")
def _():
    logged("behind-quiet", 6)
    behind.create_registered_model("behind-quiet")
    behind.create_model_version(
        "behind-quiet", f"models:/{made.info.model_id}", model_id=made.info.model_id)
    same(client.search_model_versions("name='behind-quiet'")[0].status, "PENDING_REGISTRATION")
    same(client.get_model_version("behind-quiet", "1").status, "READY")
    same(client.search_model_versions("name='behind-quiet'")[0].status, "READY")
    assert assay("show", "model:behind-quiet@1")


@flow("U6 what was changed behind is given out as it was judged, and what came later is not")
def _():
    logged("behind-steady", 3, registered_model_name="behind-steady")
    uri = client.get_model_version_download_uri("behind-steady", "1")
    place = WORK / "artifacts" / uri.removeprefix("mlflow-artifacts:/")
    before = (place / "MLmodel").read_bytes()
    (place / "MLmodel").write_bytes(b"flavors: {}\n")
    path = f"{ADDRESS}/api/2.0/mlflow-artifacts/artifacts/" + uri.removeprefix("mlflow-artifacts:/")
    same(requests.get(path + "/MLmodel", timeout=30).content, before)
    (place / "later.py").write_text("print('later')")
    answer = requests.get(path + "/later.py", timeout=30)
    same((answer.status_code, answer.json()["error_code"]), (403, "PERMISSION_DENIED"))
    answer = requests.put(path + "/MLmodel", data=b"x", timeout=30)
    same(answer.status_code, 403)
    (place / "later.py").unlink()


@flow("U7 what was recalled is given to nobody, by alias, number or file")
def _():
    logged("behind-withdrawn", 4, registered_model_name="behind-withdrawn")
    client.set_registered_model_alias("behind-withdrawn", "live", "1")
    uri = client.get_model_version_download_uri("behind-withdrawn", "1")
    because = "trained on withdrawn consent"
    assay("recall", "behind-withdrawn@1", "--because", because, "--as",
          "ruth@example.org:risk-reviewer")
    for place in ["models:/behind-withdrawn/1", "models:/behind-withdrawn@live"]:
        print("   ", raises("PERMISSION_DENIED", lambda: mlflow.sklearn.load_model(place),
                            because))
    path = f"{ADDRESS}/api/2.0/mlflow-artifacts/artifacts/" + uri.removeprefix("mlflow-artifacts:/")
    answer = requests.get(path + "/MLmodel", timeout=30)
    same((answer.status_code, because in answer.json()["message"]), (403, True))
    raises("PERMISSION_DENIED",
           lambda: mlflow.register_model("models:/behind-withdrawn/1", "behind-again"), because)


@flow("U8 stages, names and deletion reach both")
def _():
    logged("behind-staged", 5, registered_model_name="behind-staged")
    client.transition_model_version_stage("behind-staged", "1", "Staging")
    same(behind.get_model_version("behind-staged", "1").current_stage, "Staging")
    latest = client.get_latest_versions("behind-staged", ["Staging"])
    same([str(found.version) for found in latest], ["1"])
    client.rename_registered_model("behind-staged", "behind-renamed")
    same(client.get_model_version("behind-renamed", "1").status, "READY")
    raises("PERMISSION_DENIED", lambda: client.delete_model_version("behind-income", "1"), "recall")
    raises("PERMISSION_DENIED", lambda: client.delete_registered_model("behind-income"), "recall")
    same(behind.get_model_version("behind-income", "1").status, "READY")
    client.delete_registered_model("behind-renamed")
    raises("RESOURCE_DOES_NOT_EXIST", lambda: behind.get_registered_model("behind-renamed"))


@flow("U9 prompts and traces")
def _():
    prompt = mlflow.genai.register_prompt("behind-triage", "Sort {{mail}}.")
    same(mlflow.genai.load_prompt("prompts:/behind-triage/1").template, prompt.template)
    assert assay("show", "prompt:behind-triage@1")
    with mlflow.start_span("ask"):
        pass
    trace = mlflow.get_last_active_trace_id()
    same(behind.get_trace(trace).info.trace_id, trace)


@flow("U10 a large file goes through, both ways, in little memory")
def _():
    pid = int((WORK / "assay.pid").read_text())
    before = memory(pid)
    size = 400 << 20
    with open("large.bin", "wb") as file:
        for _ in range(size >> 20):
            file.write(os.urandom(1 << 20))
    with mlflow.start_run() as run:
        mlflow.log_artifact("large.bin")
    Path("back").mkdir()
    back = client.download_artifacts(run.info.run_id, "large.bin", "back")

    def digest(path):
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    same(digest(back), digest("large.bin"))
    print(f"    {size >> 20} MiB up and down: the most memory went from {before} to "
          f"{memory(pid)} MiB")
    assert memory(pid) - before < 100


@flow("U11 no credentials of this server's clients reach the MLflow server, and no page comes back")
def _():
    answer = requests.get(ADDRESS + "/api/2.0/mlflow/experiments/get?experiment_id=0", timeout=30)
    same(answer.headers["content-security-policy"], "sandbox")
    for path in ["/api/3.0/mlflow/gateway/secrets/list", "/api/2.0/mlflow/users/create",
                 "/api/2.0/mlflow/webhooks", "/api/3.0/mlflow/workspaces"]:
        answer = requests.get(ADDRESS + path, timeout=30)
        same((answer.status_code, answer.json()["error_code"]), (404, "ENDPOINT_NOT_FOUND"), path)
    info = requests.get(ADDRESS + "/api/3.0/mlflow/server-info", timeout=30).json()
    same(info["multipart_downloads_enabled"], False)


@flow("U12 the history is brought into a home, again after a kill, and once more without change")
def _():
    with mlflow.start_run() as run:
        for start in range(0, 5000, 1000):
            client.log_batch(run.info.run_id, metrics=[
                Metric("many", step, 1_000 + step, step) for step in range(start, start + 1000)])
    home = {**os.environ, "ASSAY_HOME": str(WORK / "imported")}
    words = [PROGRAM, "import", "mlflow", BEHIND, "--json"]
    broken_off = 0
    for seconds in [0.2, 0.35, 0.5]:
        underway = subprocess.Popen(
            words, env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        broken_off += underway.poll() is None
        underway.kill()
        underway.wait()
    assert broken_off > 0, "no import was broken off"
    print(f"    broken off {broken_off} times")
    first = subprocess.run(words, env=home, capture_output=True, text=True, timeout=300)
    found = json.loads(first.stdout)
    print("   ", {name: value for name, value in found.items() if isinstance(value, dict)})
    for note in found["notes"]:
        print("    not brought in:", note)
    same(found["runs"]["found"], len(behind.search_runs(
        [found.experiment_id for found in behind.search_experiments(ViewType.ALL)],
        run_view_type=ViewType.ALL)), "runs")
    for version in behind.search_model_versions():
        shown = subprocess.run(
            [PROGRAM, "list", "--json"], env=home, capture_output=True, text=True, timeout=60)
        assert version.name in shown.stdout, f"{version.name} is not in the home"
    second = json.loads(subprocess.run(
        words, env=home, capture_output=True, text=True, timeout=300).stdout)
    same({name: value["new"] for name, value in second.items() if isinstance(value, dict)},
         dict.fromkeys(["aliases", "experiments", "models", "runs", "stages", "versions"], 0))


@flow("U13 a server that is not there is said in a sentence")
def _():
    os.killpg(int((WORK / "mlflow.pid").read_text()), signal.SIGKILL)
    answer = requests.get(ADDRESS + "/api/2.0/mlflow/experiments/get?experiment_id=0", timeout=30)
    same((answer.status_code, answer.json()["error_code"]), (502, "TEMPORARILY_UNAVAILABLE"))
    print("   ", answer.json()["message"])
    same(requests.get(ADDRESS + "/health", timeout=30).text, "OK")


failed = 0
for name, function, _ in flows:
    try:
        function()
        print(f"ok {name}", flush=True)
    except Exception as error:
        failed += 1
        print(f"FAIL {name}: {error!r}", flush=True)
        traceback.print_exc(limit=-2)
sys.exit(1 if failed else 0)
