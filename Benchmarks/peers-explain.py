"""Explains the same rows with other people's code. Called by assay-bench.

    peers-explain.py FOLDER make QUICK          the data and the models that everybody explains
    peers-explain.py FOLDER PEER ROWS           explains the first so many rows

A peer's contributions go to FOLDER/PEER.f64, and standard output gets its seconds of processor time
and its version as JSON. What is read and trained is not counted, nor is an explainer's making.
"""

import contextlib
import io
import json
import os
import pathlib
import sys
import time
import warnings

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy

warnings.filterwarnings("ignore")
FEATURES = 30
SMALL_BACKGROUND = 100


def table(folder, name):
    return numpy.fromfile(folder / f"{name}.f64").reshape(-1, FEATURES)


def make(folder, is_quick):
    import lightgbm
    import xgboost

    numbers = numpy.random.default_rng(20261121)
    count, trees = (2_000, 20) if is_quick else (10_000, 500)
    for name in ["training", "background", "rows"]:
        # Exact in float32 too, so that every engine sees the same values.
        drawn = numbers.normal(size=(count, FEATURES)).astype(numpy.float32).astype(float)
        drawn.tofile(folder / f"{name}.f64")
    x = table(folder, "training")
    margin = x[:, 0] * x[:, 1] + x[:, 2] - x[:, 3] ** 2 + numpy.sin(x[:, 4:10]).sum(axis=1)
    y = (margin + numbers.normal(size=count) > 0).astype(int)
    xgboost.train(
        {"objective": "binary:logistic", "max_depth": 6, "eta": 0.05, "nthread": 1, "seed": 1},
        xgboost.DMatrix(x, y), trees,
    ).save_model(folder / "xgboost.json")
    lightgbm.train(
        {"objective": "binary", "max_depth": 6, "num_leaves": 64, "learning_rate": 0.05,
         "num_threads": 1, "seed": 1, "verbosity": -1},
        lightgbm.Dataset(x, y), trees,
    ).save_model(folder / "lightgbm.txt")


def xgboost_model(folder):
    import xgboost

    return xgboost.Booster({"nthread": 1}, model_file=folder / "xgboost.json")


def lightgbm_model(folder):
    import lightgbm

    return lightgbm.Booster(model_file=folder / "lightgbm.txt")


def margins(folder):
    import xgboost

    booster = xgboost_model(folder)
    return lambda x: booster.predict(xgboost.DMatrix(x, nthread=1), output_margin=True)


def xgboost(folder):
    import xgboost

    booster = xgboost_model(folder)
    return lambda x: booster.predict(xgboost.DMatrix(x, nthread=1), pred_contribs=True)[:, :-1]


def lightgbm(folder):
    booster = lightgbm_model(folder)
    return lambda x: booster.predict(x, pred_contrib=True, num_threads=1)[:, :-1]


def shap(folder):
    import shap

    explainer = shap.TreeExplainer(
        xgboost_model(folder), feature_perturbation="tree_path_dependent")
    # Else shap would ask xgboost to explain itself.
    explainer.model.model_type = "internal"
    return lambda x: explainer.shap_values(x, check_additivity=False)


def shap_background(folder):
    import shap

    explainer = shap.TreeExplainer(
        xgboost_model(folder), table(folder, "background")[:SMALL_BACKGROUND],
        feature_perturbation="interventional")
    return lambda x: explainer.shap_values(x, check_additivity=False)


def fasttreeshap(folder):
    import fasttreeshap

    explainer = fasttreeshap.TreeExplainer(lightgbm_model(folder), algorithm="v2", n_jobs=1)

    def explain(x):
        values = explainer.shap_values(x, check_additivity=False)
        return values[1] if isinstance(values, list) else values

    return explain


def shap_kernel(folder):
    import shap

    explainer = shap.KernelExplainer(
        margins(folder), table(folder, "background")[:SMALL_BACKGROUND])
    return lambda x: explainer.shap_values(x, nsamples="auto", l1_reg=0, silent=True)


def lime(folder):
    from lime.lime_tabular import LimeTabularExplainer

    explainer = LimeTabularExplainer(
        table(folder, "training"), mode="regression", random_state=1)
    answer = margins(folder)

    def explain(x):
        for row in x:
            explainer.explain_instance(row, answer, num_features=10, num_samples=5_000)
        return numpy.zeros(0)

    return explain


def version(peer):
    from importlib.metadata import packages_distributions, version as installed

    return installed(packages_distributions()[peer.split("_")[0]][0])


def main():
    folder, what = pathlib.Path(sys.argv[1]), sys.argv[2]
    if what == "make":
        return make(folder, sys.argv[3] == "quick")
    explain = globals()[what](folder)
    rows = table(folder, "rows")[: int(sys.argv[3])]
    # What is set up or compiled at the first call is not counted.
    explain(rows[:1])
    # shap draws a bar of its progress on standard error.
    with contextlib.redirect_stderr(io.StringIO()):
        start = time.process_time()
        values = explain(rows)
        seconds = time.process_time() - start
    numpy.asarray(values, dtype=float).tofile(folder / f"{what}.f64")
    print(json.dumps({"seconds": seconds, "version": version(what)}))


main()
