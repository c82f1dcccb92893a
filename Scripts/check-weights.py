"""Reference values for weighted rows, computed with other people's code.

Run by Scripts/check-weights.sh.
"""

import json
import math
import sys
from pathlib import Path

import numpy
import statsmodels.api as sm
from scipy import stats
from scipy.spatial import distance
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "Tests/StatisticsTests/weight-values.json"
TOLERANCE = 1e-10


def kish(weights):
    return weights.sum() ** 2 / (weights ** 2).sum()


def mean(values, weights):
    """The weighted mean and its robust error: HC1 of a regression on a constant."""
    kept = weights > 0
    fit = sm.WLS(values[kept], numpy.ones(kept.sum()), weights=weights[kept]).fit(cov_type="HC1")
    return {"value": fit.params[0], "error": fit.bse[0],
            "reach": stats.t.ppf(0.975, kish(weights) - 1) * fit.bse[0]}


def share(hits, weights):
    """Wilson's interval of the rows that linearisation makes of the weights."""
    value = numpy.average(hits, weights=weights)
    variance = (weights ** 2 * (hits - value) ** 2).sum() / weights.sum() ** 2
    rows = min(value * (1 - value) / variance, (weights > 0).sum())
    lower, upper = proportion_confint(value * rows, rows, method="wilson")
    return {"value": value, "lower": lower, "upper": upper}


def binary(seed, rows, kind):
    random = numpy.random.default_rng(seed)
    labels = (random.random(rows) < 0.4).astype(int)
    scores = numpy.round(numpy.clip(random.normal(0.4 + 0.2 * labels, 0.25), 0, 1) * 50) / 50
    weights = draw(random, rows, kind)
    said = (scores >= 0.5).astype(int)
    w = {"sample_weight": weights}
    bins = numpy.clip(numpy.ceil(scores * 10).astype(int) - 1, 0, 9)
    gaps = [abs(((labels - scores) * weights)[bins == b].sum()) for b in range(10)]
    kept = numpy.clip(scores, 2.0 ** -52, 1 - 2.0 ** -52)
    return {
        "labels": labels, "scores": scores, "weights": weights, "effective": kish(weights),
        "measures": {
            "accuracy": metrics.accuracy_score(labels, said, **w),
            "balancedAccuracy": metrics.balanced_accuracy_score(labels, said, **w),
            "precision": metrics.precision_score(labels, said, **w),
            "recall": metrics.recall_score(labels, said, **w),
            "specificity": metrics.recall_score(labels, said, pos_label=0, **w),
            "negativePredictiveValue": metrics.precision_score(labels, said, pos_label=0, **w),
            "f1": metrics.f1_score(labels, said, **w),
            "matthews": metrics.matthews_corrcoef(labels, said, **w),
            "kappa": metrics.cohen_kappa_score(labels, said, **w),
            "youden": metrics.balanced_accuracy_score(labels, said, adjusted=True, **w)},
        "shares": {
            "accuracy": share(said == labels, weights),
            "precision": share(labels[said == 1], weights[said == 1]),
            "recall": share(said[labels == 1], weights[labels == 1])},
        "auc": metrics.roc_auc_score(labels, scores, **w),
        "average_precision": metrics.average_precision_score(labels, scores, **w),
        "log_loss": mean(-numpy.log(numpy.where(labels == 1, kept, 1 - kept)), weights),
        "log_loss_of_sklearn": metrics.log_loss(labels, scores, **w),
        "brier": mean((scores - labels) ** 2.0, weights),
        "brier_of_sklearn": metrics.brier_score_loss(labels, scores, **w),
        "calibration": sum(gaps) / weights.sum(),
    }


def regression(seed, rows, kind):
    random = numpy.random.default_rng(seed)
    actual = random.normal(10, 3, rows)
    predicted = actual + random.normal(0.2, 1, rows) * (1 + (actual > 10))
    weights = draw(random, rows, kind)
    w = {"sample_weight": weights}
    errors = actual - predicted
    return {
        "actual": actual, "predicted": predicted, "weights": weights,
        "mean_error": mean(errors, weights), "mae": mean(abs(errors), weights),
        "mse": mean(errors ** 2, weights),
        "of_sklearn": {
            "mae": metrics.mean_absolute_error(actual, predicted, **w),
            "mse": metrics.mean_squared_error(actual, predicted, **w),
            "rmse": metrics.root_mean_squared_error(actual, predicted, **w),
            "median": metrics.median_absolute_error(actual, predicted, **w),
            "mape": metrics.mean_absolute_percentage_error(actual, predicted, **w),
            "r2": metrics.r2_score(actual, predicted, **w),
            "explained": metrics.explained_variance_score(actual, predicted, **w),
            "pinball": metrics.mean_pinball_loss(actual, predicted, alpha=0.1, **w)},
    }


def draw(random, rows, kind):
    if kind == "equal":
        return numpy.full(rows, 2.5)
    if kind == "whole":
        return random.integers(0, 6, rows).astype(float)
    return random.gamma(0.7, 2, rows)


def largest(first, second, u, v):
    """max |F − G|, and the two-sided p-value of the effective rows."""
    points = numpy.union1d(first, second)
    steps = [numpy.array([weights[values <= x].sum() for x in points]) / weights.sum()
             for values, weights in ((first, u), (second, v))]
    statistic = abs(steps[0] - steps[1]).max()
    n, m = kish(u), kish(v)
    return statistic, stats.kstwo.sf(statistic, int(numpy.round(n * m / (n + m))))


def numbers(seed, rows, others, kind):
    random = numpy.random.default_rng(seed)
    first = numpy.round(random.normal(0, 1, rows), 2)
    second = numpy.round(random.normal(0.2, 1.1, others), 2)
    u, v = draw(random, rows, kind), draw(random, others, kind)
    statistic, p = largest(first, second, u, v)
    return {"reference": first, "current": second, "reference_weights": u, "current_weights": v,
            "distance": statistic, "p": p,
            "wasserstein": stats.wasserstein_distance(first, second, u, v)}


def categories(seed, rows, others, kind):
    random = numpy.random.default_rng(seed)
    first = random.choice(4, rows, p=[0.4, 0.3, 0.2, 0.1])
    second = random.choice(4, others, p=[0.3, 0.3, 0.25, 0.15])
    u, v = draw(random, rows, kind), draw(random, others, kind)
    counts = [numpy.bincount(codes, weights, 4) for codes, weights in ((first, u), (second, v))]
    table = numpy.array([c / c.sum() * kish(w) for c, w in zip(counts, (u, v))])
    test = stats.chi2_contingency(table, correction=False)
    smoothed = [(row + 0.5) / (row + 0.5).sum() for row in table]
    return {"reference": first, "current": second, "reference_weights": u, "current_weights": v,
            "chi": test.statistic, "p": test.pvalue,
            "cramers_v": stats.contingency.association(
                numpy.round(table * 1e9).astype(int), method="cramer"),
            "jensen_shannon": distance.jensenshannon(*counts, base=2),
            "from_reference": stats.entropy(*smoothed),
            "from_current": stats.entropy(*smoothed[::-1]),
            "stability": stats.entropy(*smoothed) + stats.entropy(*smoothed[::-1])}


def clean(value):
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, numpy.ndarray)):
        return [clean(item) for item in value]
    if isinstance(value, (int, numpy.integer)):
        return int(value)
    return float(value)


def compute():
    kinds = ["equal", "whole", "gamma"]
    return clean({
        "binary": [binary(seed, 200, kind) for seed, kind in enumerate(kinds, 1)],
        "regression": [regression(seed, 150, kind) for seed, kind in enumerate(kinds, 1)],
        "numbers": [numbers(seed, 120, 90, kind) for seed, kind in enumerate(kinds, 1)],
        "categories": [categories(seed, 150, 110, kind) for seed, kind in enumerate(kinds, 1)]})


def differences(path, one, other):
    if isinstance(one, dict):
        keys = one.keys() ^ other.keys()
        return [f"{path}: {keys}"] * bool(keys) + [
            line for key in one.keys() & other.keys()
            for line in differences(f"{path}.{key}", one[key], other[key])]
    if isinstance(one, list):
        return [f"{path}: lengths"] * (len(one) != len(other)) + [
            line for index, pair in enumerate(zip(one, other))
            for line in differences(f"{path}[{index}]", *pair)]
    return [] if math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE) else [
        f"{path}: {one} and {other}"]


if __name__ == "__main__":
    found = compute()
    if sys.argv[1:] == ["--pin"]:
        PINNED.write_text(json.dumps(found, indent=None, separators=(",", ":")) + "\n")
        print(f"wrote {PINNED.relative_to(ROOT)}")
    else:
        lines = differences("", json.loads(PINNED.read_text()), found)
        print("\n".join(lines) or "all values agree")
        sys.exit(1 if lines else 0)
