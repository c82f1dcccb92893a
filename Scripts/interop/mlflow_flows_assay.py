"""Flows that only Assay has: scanning, the gate and recalls; see mlflow_flows.py."""

import os
import pickle
import subprocess
from pathlib import Path

import mlflow
import requests
from sklearn.base import BaseEstimator

from mlflow_flow import ADDRESS, NEEDS, PROGRAM, client, flow, made, raises, same, trained


class Hostile(BaseEstimator):
    """A model whose file runs a command when it is loaded."""

    def __reduce__(self):
        return os.system, ("echo it was loaded",)


@flow("A1 a pickle that runs a command is not registered", only_assay=True)
def _():
    with mlflow.start_run() as run:
        info = mlflow.sklearn.log_model(
            Hostile(), name="hostile", serialization_format="pickle", pip_requirements=NEEDS)
        Path("evil.pkl").write_bytes(pickle.dumps(Hostile()))
        mlflow.log_artifact("evil.pkl", "evil")
        folder = mlflow.get_artifact_uri("evil")
    client.create_registered_model("hostile")
    for source in [f"models:/{info.model_id}", f"runs:/{run.info.run_id}/evil", folder]:
        print("   ", raises(
            None, lambda: client.create_model_version("hostile", source, run.info.run_id),
            "FAILED_REGISTRATION", "system", ".pkl"))
    found = client.get_model_version("hostile", "1")
    same(found.status, "FAILED_REGISTRATION")
    assert "system" in found.status_message, found.status_message
    raises("PERMISSION_DENIED", lambda: mlflow.sklearn.load_model("models:/hostile/1"), "system")


@flow("A2 a guarded alias needs what its policy asks for", only_assay=True)
def _():
    with mlflow.start_run():
        mlflow.sklearn.log_model(trained(5)[0], name="guarded", registered_model_name="guarded",
                                 pip_requirements=NEEDS)

    def champion():
        client.set_registered_model_alias("guarded", "champion", "1")

    print("   ", raises("PERMISSION_DENIED", champion, "purpose", "no purpose",
                        "describe the registered model"))
    same(client.get_registered_model("guarded").aliases, {}, "aliases after the refusal")
    client.update_registered_model("guarded", description="ranks applications")
    champion()
    same(str(client.get_model_version_by_alias("guarded", "champion").version), "1")
    same(list(mlflow.sklearn.load_model("models:/guarded@champion").classes_), [0, 1])


@flow("A3 what was recalled is given to nobody", only_assay=True)
def _():
    with mlflow.start_run():
        info = mlflow.sklearn.log_model(trained(6)[0], name="withdrawn", pip_requirements=NEEDS,
                                        registered_model_name="withdrawn")
    made.withdrawn = info.model_id
    client.set_registered_model_alias("withdrawn", "live", "1")
    assert mlflow.sklearn.load_model("models:/withdrawn/1") is not None
    because = "trained on withdrawn consent"
    asked = requests.post(
        f"{ADDRESS}/api/v1/recalls", timeout=30,
        json={"versions": ["model:withdrawn@1"], "because": because})
    if asked.status_code != 201:
        # Who is trusted for being on this machine is a contributor, and takes nothing back.
        print(f"    by the API: {asked.status_code} {asked.text[:200]}")
        said = subprocess.run(
            [PROGRAM, "recall", "withdrawn@1", "--because", because, "--as",
             "ruth@example.org:risk-reviewer"], capture_output=True, text=True, timeout=60)
        same((said.returncode, said.stderr), (0, ""), "assay recall")
    for place in ["models:/withdrawn/1", "models:/withdrawn@live"]:
        print("   ", raises("PERMISSION_DENIED", lambda: mlflow.sklearn.load_model(place),
                            because))
    raises("PERMISSION_DENIED",
           lambda: mlflow.register_model("models:/withdrawn/1", "again"), because)


@flow("A4 nor by the address of its files", only_assay=True)
def _():
    # The client joins what went wrong with each file, and keeps no code.
    raises(None, lambda: mlflow.sklearn.load_model(f"models:/{made.withdrawn}"),
           "PERMISSION_DENIED", "withdrawn consent")
