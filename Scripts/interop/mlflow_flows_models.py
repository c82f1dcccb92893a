"""Flows of logged models, registered models and prompts; see mlflow_flows.py."""

import time

import mlflow

from mlflow_flow import NEEDS, answers_alike, client, flow, has, made, raises, same, trained


@flow("11 sklearn.log_model")
def _():
    info = mlflow.sklearn.log_model(
        made.model, name="classifier", input_example=made.rows[:2], pip_requirements=NEEDS,
        params={"kind": "logistic"}, tags={"origin": "flows"})
    made.logged = info.model_id
    found = mlflow.get_logged_model(made.logged)
    same((found.name, found.status.value, found.source_run_id),
         ("classifier", "READY", made.run))
    has(found.params, {"kind": "logistic"})
    has(found.tags, {"origin": "flows"})
    outputs = client.get_run(made.run).outputs.model_outputs
    same([output.model_id for output in outputs], [made.logged])


@flow("12 register_model")
def _():
    made.source = f"models:/{made.logged}"
    found = mlflow.register_model(made.source, "income", tags={"by": "flows"})
    same((found.name, str(found.version), found.status), ("income", "1", "READY"))
    same((found.source, found.run_id), (made.source, made.run))
    has(found.tags, {"by": "flows"})
    assert "income" in mlflow.get_logged_model(made.logged).tags["mlflow.modelVersions"]


@flow("13 log_metric of a model on data")
def _():
    mlflow.log_metric("auc", 0.875, step=3, model_id=made.logged, dataset=made.data)
    found = {metric.key: metric for metric in mlflow.get_logged_model(made.logged).metrics}
    auc = found["auc"]
    same((auc.value, auc.step, auc.run_id, auc.dataset_name, auc.dataset_digest),
         (0.875, 3, made.run, "applicants", made.data.digest))


@flow("15 log_model with registered_model_name")
def _():
    with mlflow.start_run(run_name="second") as run:
        info = mlflow.sklearn.log_model(
            trained(2)[0], name="classifier", registered_model_name="income",
            pip_requirements=NEEDS)
        mlflow.log_metric("accuracy", 0.5)
    made.second = run.info.run_id
    same(str(info.registered_model_version), "2")
    same(client.get_model_version("income", "2").run_id, made.second)


@flow("16 alias: set, get")
def _():
    client.set_registered_model_alias("income", "challenger", "1")
    found = client.get_model_version_by_alias("income", "challenger")
    same((str(found.version), list(found.aliases)), ("1", ["challenger"]))
    same({k: str(v) for k, v in client.get_registered_model("income").aliases.items()},
         {"challenger": "1"})


@flow("17 alias: delete")
def _():
    client.set_registered_model_alias("income", "other", "2")
    client.delete_registered_model_alias("income", "other")
    same(list(client.get_registered_model("income").aliases), ["challenger"])
    raises("INVALID_PARAMETER_VALUE",
           lambda: client.get_model_version_by_alias("income", "other"), "other")


@flow("18 tags of a version")
def _():
    client.set_model_version_tag("income", "1", "checked", "yes")
    client.set_model_version_tag("income", "1", "gone", "soon")
    client.delete_model_version_tag("income", "1", "gone")
    same(client.get_model_version("income", "1").tags, {"by": "flows", "checked": "yes"})


@flow("19 tags and descriptions")
def _():
    client.set_registered_model_tag("income", "team", "credit")
    found = client.update_registered_model("income", "ranks applications")
    same((found.description, found.tags), ("ranks applications", {"team": "credit"}))
    client.set_registered_model_tag("income", "gone", "soon")
    client.delete_registered_model_tag("income", "gone")
    same(client.get_registered_model("income").tags, {"team": "credit"})
    found = client.update_model_version("income", "1", "the first one")
    same((found.description, str(found.version)), ("the first one", "1"))


@flow("20 transition_model_version_stage")
def _():
    def move(version, stage, others=False):
        return client.transition_model_version_stage(
            "income", version, stage, archive_existing_versions=others).current_stage

    same(move("1", "Staging"), "Staging")
    same(move("2", "Staging", others=True), "Staging")
    same(client.get_model_version("income", "1").current_stage, "Archived")
    same(move("2", "production"), "Production")
    raises("INVALID_PARAMETER_VALUE", lambda: move("2", "Shipped"))


@flow("21 search_registered_models")
def _():
    for search in ["name = 'income'", "name LIKE 'inc%'", "name ILIKE 'INC%'",
                   "tags.team = 'credit'"]:
        [found] = client.search_registered_models(search)
        same((found.name, found.description), ("income", "ranks applications"), search)
        same(sorted(str(version.version) for version in found.latest_versions), ["1", "2"])
    same(list(client.search_registered_models("name = 'nothing'")), [])
    client.create_registered_model("another")
    first = client.search_registered_models(max_results=1, order_by=["name DESC"])
    second = client.search_registered_models(
        max_results=1, order_by=["name DESC"], page_token=first.token)
    same([model.name for model in [*first, *second]], ["income", "another"])


@flow("22 search_model_versions")
def _():
    def numbers(search, **settings):
        found = client.search_model_versions(search, **settings)
        return [str(version.version) for version in found]

    same(numbers("name = 'income'", order_by=["version_number ASC"]), ["1", "2"])
    same(numbers(f"run_id = '{made.second}'"), ["2"])
    same(numbers("name = 'income' and tags.checked = 'yes'"), ["1"])
    same(numbers(f"source_path = '{made.source}'"), ["1"])
    same(numbers("name = 'income' and version_number > 1"), ["2"])
    first = client.search_model_versions("name = 'income'", max_results=1)
    second = client.search_model_versions("name = 'income'", max_results=1,
                                          page_token=first.token)
    same(len({version.version for version in [*first, *second]}), 2, "versions on two pages")


@flow("23 get_latest_versions")
def _():
    same({version.current_stage: str(version.version)
          for version in client.get_latest_versions("income")},
         {"Archived": "1", "Production": "2"})
    [found] = client.get_latest_versions("income", stages=["Production"])
    same(str(found.version), "2")


@flow("30 load_model by alias")
def _():
    answers_alike(mlflow.pyfunc.load_model("models:/income@challenger"))


@flow("31 load_model by version")
def _():
    answers_alike(mlflow.sklearn.load_model("models:/income/1"))
    same(mlflow.models.get_model_info("models:/income/1").model_id, made.logged)
    for newest in ["models:/income/latest", "models:/income@latest"]:
        loaded = mlflow.sklearn.load_model(newest)
        same(list(loaded.coef_[0]), list(trained(2)[0].coef_[0]), newest)


@flow("32 load_model by model_id")
def _():
    answers_alike(mlflow.pyfunc.load_model(f"models:/{made.logged}"))


@flow("33 search_logged_models")
def _():
    def ids(search=None, **settings):
        found = mlflow.search_logged_models(
            [made.experiment], search, output_format="list", **settings)
        return [model.model_id for model in found]

    same(len(ids("name = 'classifier'")), 2)
    same(ids("metrics.auc > 0.8"), [made.logged])
    same(ids("params.kind = 'logistic' and tags.origin = 'flows'"), [made.logged])
    same(ids(f"source_run_id = '{made.run}'"), [made.logged])
    by_metric = [{"field_name": "metrics.auc", "ascending": False}]
    same(ids(order_by=by_metric)[0], made.logged)
    on = [{"dataset_name": "applicants", "dataset_digest": made.data.digest}]
    same(ids("metrics.auc > 0.8", datasets=on), [made.logged])
    same(len(mlflow.search_logged_models([made.experiment])), 2, "rows of the data frame")


@flow("34 get_logged_model")
def _():
    found = mlflow.get_logged_model(made.logged)
    same((found.experiment_id, found.model_uri), (made.experiment, made.source))
    assert abs(found.creation_timestamp / 1000 - time.time()) < 300, found.creation_timestamp


@flow("35 tags of a logged model")
def _():
    mlflow.set_logged_model_tags(made.logged, {"risk": "low", "kept": "yes"})
    has(mlflow.get_logged_model(made.logged).tags, {"risk": "low", "kept": "yes"})
    mlflow.delete_logged_model_tag(made.logged, "risk")
    tags = mlflow.get_logged_model(made.logged).tags
    same((tags.get("risk"), tags.get("kept")), (None, "yes"))


@flow("39 register_prompt, load_prompt")
def _():
    first = mlflow.genai.register_prompt(
        "greeting", "Hello {{name}}", commit_message="first", tags={"tone": "plain"})
    second = mlflow.genai.register_prompt("greeting", "Good day, {{name}}")
    same((int(first.version), int(second.version)), (1, 2))
    found = mlflow.genai.load_prompt("prompts:/greeting/1")
    same((found.template, found.commit_message), ("Hello {{name}}", "first"))
    has(found.tags, {"tone": "plain"})
    same(found.format(name="Ann"), "Hello Ann")
    mlflow.genai.set_prompt_alias("greeting", "live", 2)
    same(mlflow.genai.load_prompt("prompts:/greeting@live").template, "Good day, {{name}}")
    for newest in ["greeting", "prompts:/greeting@latest"]:
        same(int(mlflow.genai.load_prompt(newest).version), 2, newest)
    same(mlflow.genai.load_prompt("nothing", allow_missing=True), None)
    same([prompt.name for prompt in mlflow.genai.search_prompts()], ["greeting"])
    same([model.name for model in client.search_registered_models("name = 'greeting'")], [])


@flow("43 delete and rename a model")
def _():
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(
            trained(4)[0], name="brief", registered_model_name="brief", pip_requirements=NEEDS)
    mlflow.register_model(f"models:/{logged.model_id}", "brief")
    client.delete_model_version("brief", "1")
    raises("RESOURCE_DOES_NOT_EXIST", lambda: client.get_model_version("brief", "1"))
    client.rename_registered_model("brief", "short")
    raises("RESOURCE_DOES_NOT_EXIST", lambda: client.get_registered_model("brief"))
    same(client.get_model_version("short", "2").name, "short")
    assert mlflow.sklearn.load_model("models:/short/2") is not None
    client.delete_registered_model("short")
    raises("RESOURCE_DOES_NOT_EXIST", lambda: client.get_registered_model("short"))
