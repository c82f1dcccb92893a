"""What flows of MLflow's client are written with; see mlflow_flows.py."""

import logging
import os
import sys
import warnings
from types import SimpleNamespace

os.environ.update(
    MLFLOW_HTTP_REQUEST_MAX_RETRIES="1", MLFLOW_ENABLE_ASYNC_TRACE_LOGGING="false",
    MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT="true",
)
warnings.simplefilter("ignore")

import mlflow  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

for name in ["mlflow", "mlflow.tracking", "mlflow.sklearn", "mlflow.models", "mlflow.utils"]:
    logging.getLogger(name).setLevel(logging.ERROR)

ADDRESS, PROGRAM, CAPTURE = sys.argv[1:]
IS_ASSAY = PROGRAM != "mlflow"
# What a model needs, said rather than found out: that would load it in a process of its own.
NEEDS = ["scikit-learn"]

mlflow.set_tracking_uri(ADDRESS)
client = mlflow.MlflowClient()
made = SimpleNamespace(run=None)
flows = []


def flow(name, is_known=False, only_assay=False):
    """`is_known`: it is known not to be served; another list than the failures has it."""

    def keep(function):
        if IS_ASSAY or not only_assay:
            flows.append((name, function, is_known))
        return function

    return keep


def same(found, wanted, what=""):
    if found != wanted:
        raise AssertionError(f"{what} is {found!r}, not {wanted!r}".strip())


def has(found, wanted, what=""):
    """All members of `wanted` are in `found`, whatever else is there."""
    same({key: found.get(key) for key in wanted}, wanted, what)


def raises(code, act, *words):
    """`act` is refused with MLflow's code, and the sentence has the words."""
    try:
        act()
    except MlflowException as error:
        if code:
            same(error.error_code, code, f"error code of `{error}`")
        for word in words:
            assert word.lower() in str(error).lower(), f"`{word}` is not in `{error}`"
        return str(error)
    raise AssertionError("nothing was raised")


def trained(seed):
    """A small classifier, its rows and its labels; another model for another seed."""
    random = numpy.random.default_rng(seed)
    rows = pandas.DataFrame(random.normal(size=(40, 2)), columns=["age", "income"])
    labels = (rows["age"] + rows["income"] > 0).astype(int)
    return LogisticRegression().fit(rows, labels), rows, labels


def answers_alike(loaded):
    same(list(loaded.predict(made.rows)), list(made.model.predict(made.rows)), "predictions")
