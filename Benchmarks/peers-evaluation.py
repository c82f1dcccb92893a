"""Compares, profiles and measures the same rows with other people's code. Called by assay-bench.

    peers-evaluation.py FOLDER make ROWS        the data that everybody reads
    peers-evaluation.py FOLDER PEER             what a peer makes of them

Standard output gets the peer's seconds of processor time and its version as JSON, and what it says
where that can be compared. Imports and the reading of files are not counted. Texts are given to
evidently, nannyml, whylogs and Fairlearn as texts, to SciPy and alibi-detect as codes.
"""

import contextlib
import io
import json
import logging
import os
import pathlib
import sys
import time
import warnings

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"
# nannyml and evidently would tell their makers of every use.
os.environ["NML_DISABLE_USAGE_LOGGING"] = os.environ["DO_NOT_TRACK"] = "1"
import numpy

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
LEVELS = [2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000]
NUMBERS = [f"n{index}" for index in range(10)]
TEXTS = [f"c{index}" for index in range(10)]
SIDES = ["reference", "current"]


def numeric_columns(random, rows, shift):
    normal = random.standard_normal
    return [
        normal(rows), normal(rows) * (1 + shift), normal(rows) + shift,
        random.lognormal(0, 1, rows), random.exponential(1 + shift, rows), random.random(rows),
        random.gamma(2, 3, rows), numpy.round(normal(rows) * 50 + 200, 2),
        random.poisson(8, rows).astype(float), random.integers(17, 95, rows).astype(float),
    ]


def text_column(random, rows, levels, shift):
    import pyarrow

    shares = 1 / (numpy.arange(levels) + 2 + shift)
    codes = random.choice(levels, rows, p=shares / shares.sum()).astype(numpy.int32)
    return pyarrow.DictionaryArray.from_arrays(codes, [f"value-{i:04}" for i in range(levels)])


def fairness_columns(random, rows):
    import pyarrow

    groups = random.choice(40, rows, p=(lambda s: s / s.sum())(1 / (numpy.arange(40) + 3)))
    scores = 1 / (1 + numpy.exp(-random.standard_normal(rows) - (groups % 5) * 0.1))
    labels = (random.random(rows) < scores).astype(numpy.int64)
    names = [f"group-{i:02}" for i in range(40)]
    return {
        "y": labels, "p": scores,
        "group": pyarrow.DictionaryArray.from_arrays(groups.astype(numpy.int32), names),
    }


def make(folder, rows):
    import pyarrow
    from pyarrow import csv, parquet

    random = numpy.random.default_rng(20261122)
    for side, shift in zip(SIDES, [0, 0.02]):
        columns = dict(zip(NUMBERS, numeric_columns(random, rows, shift)))
        columns |= {n: text_column(random, rows, k, shift) for n, k in zip(TEXTS, LEVELS)}
        table = pyarrow.table(columns)
        parquet.write_table(table, folder / f"{side}.parquet")
        # The same without a dictionary.
        plain = pyarrow.table(
            {n: c.cast(pyarrow.string()) if n in TEXTS else c
             for n, c in zip(table.column_names, table.columns)})
        if side == "reference":
            csv.write_csv(plain, folder / f"{side}.csv")
            parquet.write_table(plain, folder / f"{side}-plain.parquet", use_dictionary=False)
    parquet.write_table(pyarrow.table(fairness_columns(random, rows)), folder / "fairness.parquet")


def frames(folder):
    """Both sides, with texts as texts."""
    import pandas

    read = [pandas.read_parquet(folder / f"{side}.parquet") for side in SIDES]
    return [f.astype({name: object for name in TEXTS}) for f in read]


def coded(folder):
    """Both sides, texts as codes: their numbers by the names' order."""
    import pandas

    read = [pandas.read_parquet(folder / f"{side}.parquet") for side in SIDES]
    for frame in read:
        for name in TEXTS:
            texts = frame[name].astype("category").cat
            numbers = numpy.array([int(text.removeprefix("value-")) for text in texts.categories])
            frame[name] = numbers[texts.codes.to_numpy()]
    return read


def scipy(folder):
    from scipy import stats

    reference, current = coded(folder)

    def measure():
        said = {}
        for name in NUMBERS:
            one, other = reference[name].to_numpy(), current[name].to_numpy()
            said[name] = stats.ks_2samp(one, other, method="asymp").statistic
        for name, levels in zip(TEXTS, LEVELS):
            counts = [numpy.bincount(s[name].to_numpy(), minlength=levels)
                      for s in (reference, current)]
            table = numpy.array(counts)
            table = table[:, table.sum(axis=0) > 0]
            said[name] = stats.chi2_contingency(table, correction=False).pvalue
        return said

    return measure


def scipy_all(folder):
    """The measures that `assay drift` says of each column: bins by the reference's quantiles."""
    from scipy import spatial, stats

    reference, current = coded(folder)
    distances = scipy(folder)

    def stability(one, other):
        p, q = (one + 0.5) / (one + 0.5).sum(), (other + 0.5) / (other + 0.5).sum()
        spatial.distance.jensenshannon(one, other)
        return ((q - p) * numpy.log(q / p)).sum()

    def measure():
        for name in NUMBERS:
            one, other = reference[name].to_numpy(), current[name].to_numpy()
            stats.wasserstein_distance(one, other)
            edges = numpy.unique(numpy.quantile(one, numpy.arange(1, 10) / 10))
            stability(*[numpy.bincount(numpy.searchsorted(edges, side), minlength=len(edges) + 1)
                        for side in (one, other)])
        for name, levels in zip(TEXTS, LEVELS):
            stability(*[numpy.bincount(side[name].to_numpy(), minlength=levels)
                        for side in (reference, current)])
        return distances()

    return measure


def alibi_detect(folder):
    from alibi_detect.cd import TabularDrift

    reference, current = [frame.to_numpy(dtype=float) for frame in coded(folder)]
    categories = {index: None for index in range(10, 20)}

    def measure():
        TabularDrift(reference, categories_per_feature=categories).predict(current)

    return measure


def nannyml(folder):
    import nannyml

    reference, current = frames(folder)

    def measure():
        nannyml.UnivariateDriftCalculator(
            column_names=NUMBERS + TEXTS, chunk_number=10,
            continuous_methods=["kolmogorov_smirnov", "jensen_shannon", "wasserstein"],
            categorical_methods=["chi2", "jensen_shannon"],
        ).fit(reference).calculate(current).to_df()

    return measure


def evidently(folder):
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    definition = DataDefinition(numerical_columns=NUMBERS, categorical_columns=TEXTS)
    reference, current = [
        Dataset.from_pandas(frame, data_definition=definition) for frame in frames(folder)]

    def measure():
        Report([DataDriftPreset()]).run(current, reference).dict()

    return measure


def whylogs(folder):
    import whylogs

    reference, _ = frames(folder)

    def measure():
        size = len(whylogs.log(reference).view().serialize())
        return {"bytes": size}

    return measure


def fairlearn(folder):
    """One replicate at one threshold: rows drawn again, ten rates a group."""
    import pandas
    from fairlearn import metrics
    from sklearn.metrics import accuracy_score, precision_score

    rows = pandas.read_parquet(folder / "fairness.parquet")
    rows["group"] = rows["group"].astype(object)
    rates = {
        "selection_rate": metrics.selection_rate, "accuracy": accuracy_score,
        "tpr": metrics.true_positive_rate, "fpr": metrics.false_positive_rate,
        "tnr": metrics.true_negative_rate, "fnr": metrics.false_negative_rate,
        "precision": lambda y, p: precision_score(y, p, zero_division=0),
        "count": metrics.count, "mean": metrics.mean_prediction,
        "base": lambda y, p: numpy.mean(y),
    }

    def measure():
        drawn = rows.sample(frac=1, replace=True, random_state=1)
        frame = metrics.MetricFrame(
            metrics=rates, y_true=drawn["y"], y_pred=(drawn["p"] >= 0.5).astype(int),
            sensitive_features=drawn["group"])
        frame.by_group

    return measure


def main():
    folder, what = pathlib.Path(sys.argv[1]), sys.argv[2]
    if what == "make":
        return make(folder, int(sys.argv[3]))
    from importlib.metadata import version

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        measure = globals()[what](folder)
        start = time.process_time()
        said = measure()
        seconds = time.process_time() - start
    print(json.dumps({
        "seconds": seconds, "version": version(what.removesuffix("_all").replace("_", "-")), "said": said or {}}))


main()
