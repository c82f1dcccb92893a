"""Flows of experiments, runs, data sets, files and traces; see mlflow_flows.py."""

import json
import tempfile
import time
from pathlib import Path

import mlflow
import requests

from mlflow_flow import ADDRESS, client, flow, has, made, raises, same, trained


@flow("01 set_experiment, new")
def _():
    found = mlflow.set_experiment("credit")
    same((found.name, found.lifecycle_stage), ("credit", "active"))
    assert found.artifact_location.startswith("mlflow-artifacts:/"), found.artifact_location
    assert abs(found.creation_time / 1000 - time.time()) < 60, found.creation_time
    made.experiment = found.experiment_id


@flow("02 set_experiment, existing")
def _():
    same(mlflow.set_experiment("credit").experiment_id, made.experiment)


@flow("03 start_run")
def _():
    run = mlflow.start_run(run_name="first", tags={"stage": "trial"}, description="a first try")
    made.run = run.info.run_id
    same((run.info.run_name, run.info.status), ("first", "RUNNING"))
    has(run.data.tags, {"stage": "trial", "mlflow.note.content": "a first try",
                        "mlflow.runName": "first"})


@flow("04 log_param")
def _():
    same(mlflow.log_param("depth", 4), 4)
    has(client.get_run(made.run).data.params, {"depth": "4"})


@flow("05 log_params")
def _():
    mlflow.log_params({"rate": 0.1, "solver": "lbfgs", "text": "größe ≥ 3"})
    has(client.get_run(made.run).data.params,
        {"rate": "0.1", "solver": "lbfgs", "text": "größe ≥ 3"})


@flow("06 log_metric")
def _():
    for step, value in enumerate([0.5, 0.25, 0.125]):
        mlflow.log_metric("loss", value, step=step)
    has(client.get_run(made.run).data.metrics, {"loss": 0.125})


@flow("07 log_metrics")
def _():
    mlflow.log_metrics({"accuracy": 0.75, "f1": 1.0, "large": 1e300, "worst": float("-inf")})
    has(client.get_run(made.run).data.metrics,
        {"accuracy": 0.75, "f1": 1.0, "large": 1e300})


@flow("08 set_tags")
def _():
    mlflow.set_tag("team", "credit")
    mlflow.set_tags({"reviewer": "ann", "stage": "tuned"})
    has(client.get_run(made.run).data.tags,
        {"team": "credit", "reviewer": "ann", "stage": "tuned"})


@flow("09 log_text, log_dict")
def _():
    mlflow.log_text("two lines\nof text ü\n", "notes/read me.txt")
    mlflow.log_dict({"limits": [1, 2.5], "on": True}, "settings.json")
    root = f"runs:/{made.run}"
    same(mlflow.artifacts.load_text(f"{root}/notes/read me.txt"), "two lines\nof text ü\n")
    same(mlflow.artifacts.load_dict(f"{root}/settings.json"), {"limits": [1, 2.5], "on": True})


@flow("10 log_input of a data set")
def _():
    made.model, made.rows, labels = trained(1)
    made.data = mlflow.data.from_pandas(made.rows.assign(label=labels), name="applicants",
                                        targets="label")
    mlflow.log_input(made.data, context="training", tags={"quarter": "3"})
    [found] = client.get_run(made.run).inputs.dataset_inputs
    same((found.dataset.name, found.dataset.digest), ("applicants", made.data.digest))
    same(found.dataset.schema, made.data.to_dict()["schema"], "schema")
    has({tag.key: tag.value for tag in found.tags},
        {"mlflow.data.context": "training", "quarter": "3"})


@flow("14 end_run")
def _():
    mlflow.end_run()
    info = client.get_run(made.run).info
    same(info.status, "FINISHED")
    assert info.end_time >= info.start_time, (info.start_time, info.end_time)


@flow("24 search_runs")
def _():
    search = "metrics.loss < 0.3 and params.depth = '4' and tags.team LIKE 'cre%'"
    found = mlflow.search_runs(experiment_names=["credit"], filter_string=search)
    same(list(found["run_id"]), [made.run])
    row = found.iloc[0]
    same((row["metrics.loss"], row["params.depth"], row["status"]), (0.125, "4", "FINISHED"))
    ordered = mlflow.search_runs([made.experiment], order_by=["metrics.accuracy ASC"])
    same(list(ordered["run_id"]), [made.second, made.run])
    first = client.search_runs([made.experiment], max_results=1)
    second = client.search_runs([made.experiment], max_results=1, page_token=first.token)
    same(len({run.info.run_id for run in [*first, *second]}), 2, "runs on two pages")
    found = client.search_runs([made.experiment], "datasets.name = 'applicants'")
    same([run.info.run_id for run in found], [made.run])


@flow("25 search_experiments")
def _():
    found = mlflow.search_experiments(filter_string="name LIKE 'cred%'")
    same([experiment.name for experiment in found], ["credit"])
    same(sorted(experiment.name for experiment in mlflow.search_experiments()),
         ["Default", "credit"])


@flow("26 get_run")
def _():
    run = mlflow.get_run(made.run)
    same((run.info.experiment_id, run.info.lifecycle_stage), (made.experiment, "active"))
    same(run.data.params,
         {"depth": "4", "rate": "0.1", "solver": "lbfgs", "text": "größe ≥ 3"})
    has(run.data.metrics, {"loss": 0.125, "accuracy": 0.75, "auc": 0.875})
    assert run.info.artifact_uri.startswith("mlflow-artifacts:/"), run.info.artifact_uri


@flow("27 get_metric_history")
def _():
    history = client.get_metric_history(made.run, "loss")
    same([(metric.step, metric.value) for metric in history], [(0, 0.5), (1, 0.25), (2, 0.125)])


@flow("28 list_artifacts")
def _():
    found = client.list_artifacts(made.run)
    has({file.path: (file.is_dir, file.file_size) for file in found}, {"notes": (True, None)})
    [note] = client.list_artifacts(made.run, "notes")
    same((note.path, note.is_dir, note.file_size), ("notes/read me.txt", False, 21))
    files = client.list_logged_model_artifacts(made.logged)
    assert "MLmodel" in [file.path for file in files], files
    same([file.path for file in mlflow.artifacts.list_artifacts(f"models:/{made.logged}")],
         [file.path for file in files])


@flow("29 download_artifacts")
def _():
    folder = Path(mlflow.artifacts.download_artifacts(run_id=made.run, artifact_path="notes"))
    same((folder / "read me.txt").read_text(), "two lines\nof text ü\n")
    whole = Path(mlflow.artifacts.download_artifacts(
        run_id=made.run, artifact_path="", dst_path="whole"))
    assert (whole / "settings.json").is_file(), list(whole.rglob("*"))


@flow("36 sklearn.autolog")
def _():
    mlflow.sklearn.autolog(silent=True)
    try:
        with mlflow.start_run(run_name="autologged") as run:
            trained(3)
    finally:
        mlflow.sklearn.autolog(disable=True, silent=True)
    found = client.get_run(run.info.run_id)
    has(found.data.params, {"C": "1.0", "solver": "lbfgs"})
    has(found.data.tags, {"estimator_name": "LogisticRegression"})
    assert "training_accuracy_score" in found.data.metrics, found.data.metrics
    same([data.dataset.schema != "" for data in found.inputs.dataset_inputs], [True])
    same(len(found.outputs.model_outputs), 1)
    paths = [file.path for file in client.list_artifacts(run.info.run_id)]
    assert "training_confusion_matrix.png" in paths, paths


@flow("37 @mlflow.trace")
def _():
    @mlflow.trace(name="outer")
    def answer(question):
        return question.upper()

    same(answer("why"), "WHY")
    mlflow.flush_trace_async_logging()
    made.trace = mlflow.get_last_active_trace_id()
    found = mlflow.get_trace(made.trace)
    assert found is not None, "get_trace gave nothing"
    same([span.name for span in found.data.spans], ["outer"])


@flow("38 search_traces")
def _():
    found = mlflow.search_traces(locations=[made.experiment], return_type="list")
    same([trace.info.trace_id for trace in found], [made.trace])


@flow("40 genai data set")
def _():
    data = mlflow.genai.datasets.create_dataset(
        "questions", experiment_id=made.experiment, tags={"kind": "small"})
    data.merge_records([{"inputs": {"question": "why"}, "expectations": {"answer": "so"}}])
    found = mlflow.genai.datasets.get_dataset(dataset_id=data.dataset_id).to_df()
    same(list(found["inputs"]), [{"question": "why"}])
    data.merge_records([
        {"inputs": {"question": "why"}, "expectations": {"source": "a book"}},
        {"inputs": {"question": "when", "number": 2**60 + 1, "share": 1.0}}])
    whole = mlflow.genai.datasets.get_dataset(dataset_id=data.dataset_id)
    assert whole.digest != data.digest, "other records have the same digest"
    found = whole.to_df()
    same(found["expectations"][0], {"answer": "so", "source": "a book"})
    same(json.dumps(found["inputs"][1], sort_keys=True),
         '{"number": 1152921504606846977, "question": "when", "share": 1.0}')
    same(whole.experiment_ids, [made.experiment])
    mlflow.genai.datasets.set_dataset_tags(
        dataset_id=data.dataset_id, tags={"kind": None, "team": "ml"})
    named = [one.dataset_id for one in mlflow.genai.datasets.search_datasets(
        experiment_ids=[made.experiment], filter_string="tags.team = 'ml'")]
    same(named, [data.dataset_id])
    same(whole.delete_records(list(found["dataset_record_id"])[:1]), 1)
    same(len(mlflow.genai.datasets.get_dataset(dataset_id=data.dataset_id).to_df()), 1)
    mlflow.genai.datasets.delete_dataset(dataset_id=data.dataset_id)
    raises("RESOURCE_DOES_NOT_EXIST",
           lambda: mlflow.genai.datasets.get_dataset(dataset_id=data.dataset_id), "not found")


@flow("41 delete_run, restore_run")
def _():
    client.delete_run(made.second)
    same(client.get_run(made.second).info.lifecycle_stage, "deleted")
    assert made.second not in list(mlflow.search_runs([made.experiment])["run_id"])
    client.restore_run(made.second)
    same(client.get_run(made.second).info.lifecycle_stage, "active")


@flow("42 errors")
def _():
    raises("RESOURCE_DOES_NOT_EXIST", lambda: client.get_run("0" * 32))
    raises("RESOURCE_ALREADY_EXISTS", lambda: client.create_registered_model("income"), "income")
    raises("RESOURCE_DOES_NOT_EXIST", lambda: client.get_registered_model("nothing"), "nothing")
    raises("RESOURCE_DOES_NOT_EXIST", lambda: client.get_model_version("income", "99"))
    raises("INVALID_PARAMETER_VALUE", lambda: client.search_runs([made.experiment], "what = 1"))
    raises("INVALID_PARAMETER_VALUE",
           lambda: client.log_param(made.run, "depth", 5), "depth")
    raises("INVALID_PARAMETER_VALUE", lambda: client.search_model_versions("nonsense = 'a'"))
    raises("RESOURCE_ALREADY_EXISTS", lambda: client.create_experiment("credit"))
    raises(None, lambda: mlflow.pyfunc.load_model("models:/income/99"))


@flow("44 log_artifacts of a folder")
def _():
    files = {"a.bin": bytes(range(256)), "deep/er/ü b.txt": b"text", "deep/empty": b"",
             "large.bin": b"0123456789abcdef" * 300_000, "plus+and&.txt": b"&"}
    with tempfile.TemporaryDirectory() as folder, mlflow.start_run() as run:
        for path, content in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        mlflow.log_artifacts(folder, "out")
    root = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="out"))
    found = {str(file.relative_to(root)): file.read_bytes()
             for file in root.rglob("*") if file.is_file()}
    same(sorted(found), sorted(files))
    same([path for path in files if found[path] != files[path]], [], "files that changed")


@flow("45 end: no run is left open")
def _():
    found = client.search_runs([made.experiment], "attributes.status = 'RUNNING'")
    same([run.info.run_id for run in found], [])
    same(requests.get(f"{ADDRESS}/health", timeout=10).text, "OK")
