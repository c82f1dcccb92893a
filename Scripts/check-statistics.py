"""Reference values for the room Statistics, computed with other people's code.

Prints each section and how far the pinned file is from it. Run by Scripts/check-statistics.
"""

import csv
import json
import math
import platform
import sys
from pathlib import Path

import fairlearn
import fairlearn.metrics as fair
import numpy
import scipy
import sklearn
import sklearn.metrics as metrics
import statsmodels
from scipy.optimize import brentq
from scipy.special import ndtri
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "Tests/StatisticsTests/reference-values.json"
EVALUATION = ROOT / "Examples/adult-income/evaluation.csv"
TOLERANCE = 1e-12

COUNTS = [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (1, 29), (56, 70), (5, 56), (81, 263),
          (178, 590), (1888, 3256), (999_999, 1_000_000), (1, 1_000_000_000)]
PAIRS = [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((10, 10), (0, 20)), ((10, 10), (0, 10)),
         ((5, 56), (0, 29)), ((1888, 3256), (178, 590)), ((3, 7), (3, 7)), ((1, 1), (0, 1))]


def wilson(successes, trials, confidence=0.95):
    """statsmodels; trials and successes need not be whole."""
    bounds = proportion_confint(successes, trials, alpha=1 - confidence, method="wilson")
    return [float(bound) for bound in bounds]


def newcombe(first, second, confidence=0.95):
    bounds = confint_proportions_2indep(
        *first, *second, compare="diff", method="newcomb", alpha=1 - confidence)
    return [float(bound) for bound in bounds]


def ratio(first, second, confidence=0.95):
    """MOVER by its definition: where the interval of p1 - theta * p2 touches 0."""
    (l1, u1), (l2, u2) = wilson(*first, confidence), wilson(*second, confidence)
    p1, p2 = first[0] / first[1], second[0] / second[1]
    low = lambda t: p1 - t * p2 - math.hypot(p1 - l1, t * (u2 - p2))
    high = lambda t: p1 - t * p2 + math.hypot(u1 - p1, t * (p2 - l2))
    solve = lambda f: float(brentq(f, 0, 1e6, xtol=1e-15, rtol=1e-15, maxiter=500))
    return [solve(low) if p1 > 0 else 0.0, solve(high)]


def area(labels, scores):
    """scikit-learn's area, with DeLong's error from all pairs and Newcombe's method 5."""
    positives, negatives = scores[labels == 1], scores[labels == 0]
    wins = (positives[:, None] > negatives) + 0.5 * (positives[:, None] == negatives)
    m, n = wins.shape
    value = float(metrics.roc_auc_score(labels, scores))
    error = None
    if min(m, n) > 1:
        by_row, by_column = wins.mean(axis=1).var(ddof=1), wins.mean(axis=0).var(ddof=1)
        error = float(math.sqrt(by_row / m + by_column / n))
    z, half = ndtri(0.975), (m + n) / 2 - 1

    def rejects(t):
        spread = 1 + half * (1 - t) / (2 - t) + half * t / (1 + t)
        return (value - t) ** 2 - z**2 * t * (1 - t) * spread / (m * n)

    tiny = 1e-15
    if error and min(m, n) >= 10:
        lower, upper = max(value - z * error, 0), min(value + z * error, 1)
    else:
        lower = brentq(rejects, tiny, value - tiny, xtol=1e-16) if value > 0 else 0.0
        upper = brentq(rejects, value + tiny, 1 - tiny, xtol=1e-16) if value < 1 else 1.0
    return {"area": value, "error": error, "lower": float(lower), "upper": float(upper)}


def performance(labels, scores, threshold):
    decided = (scores >= threshold).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(labels, decided, labels=[0, 1]).ravel()
    share = lambda k, n: None if n == 0 else {
        "estimate": float(k / n), "bounds": wilson(int(k), int(n))}
    return {
        "threshold": threshold,
        "confusion": [int(tp), int(fp), int(tn), int(fn)],
        "accuracy": share(tp + tn, len(labels)),
        "precision": share(tp, tp + fp),
        "recall": share(tp, tp + fn),
        "log_loss": float(metrics.log_loss(labels, scores, labels=[0, 1])),
        "brier": float(metrics.brier_score_loss(labels, scores)) if len(set(labels)) > 1
        else float(((labels - scores) ** 2).mean()),
        "area": area(labels, scores) if len(set(labels)) > 1 else None,
    }


RATES = {
    "selection": (fair.selection_rate, lambda y: y >= 0),
    "truePositive": (fair.true_positive_rate, lambda y: y == 1),
    "falsePositive": (fair.false_positive_rate, lambda y: y == 0),
    "accuracy": (metrics.accuracy_score, lambda y: y >= 0),
}


def groups(labels, decided, codes, names):
    """Fairlearn's rates by group; statsmodels' intervals of them and between all pairs."""
    result = {}
    for rate, (metric, counts) in RATES.items():
        frame = fair.MetricFrame(
            metrics=metric, y_true=labels, y_pred=decided, sensitive_features=codes)
        hits = labels == decided if rate == "accuracy" else decided == 1
        shares = []
        for code in range(len(names)):
            mask = counts(labels) & (codes == code)
            shares.append((int(hits[mask].sum()), int(mask.sum())))
        judged = [code for code, (_, trials) in enumerate(shares) if trials]
        pairs = [(i, j) for i in judged for j in judged if i < j]
        confidence = 1 - 0.05 / len(pairs)
        intervals = {pair: newcombe(shares[pair[0]], shares[pair[1]], confidence) for pair in pairs}
        estimate = lambda code: shares[code][0] / shares[code][1]
        far = lambda bounds: max(bounds[1], -bounds[0])
        near = lambda bounds: max(bounds[0], -bounds[1], 0)
        widest = max(pairs, key=lambda pair: far(intervals[pair]))
        surest = max(pairs, key=lambda pair: near(intervals[pair]))
        largest = max(pairs, key=lambda pair: abs(estimate(pair[0]) - estimate(pair[1])))
        result[rate] = {
            "by_group": [float(frame.by_group[code]) if code in judged else None
                         for code in range(len(names))],
            "bounds": [wilson(*share) if share[1] else None for share in shares],
            "trials": [share[1] for share in shares],
            "pairs": len(pairs),
            "largest": {"pair": sorted(names[code] for code in largest),
                        "difference": float(abs(estimate(largest[0]) - estimate(largest[1])))},
            "widest": {"pair": sorted(names[code] for code in widest),
                       "upper": far(intervals[widest])},
            "surest_lower": near(intervals[surest]),
        }
        if len(judged) == len(names):
            assert abs(frame.difference() - result[rate]["largest"]["difference"]) < 1e-12
    rates = [share for share in [(k, n) for k, n in [
        (int(((codes == c) & (decided == 1)).sum()), int((codes == c).sum()))
        for c in range(len(names))] if n]]
    low, high = min(rates, key=lambda s: s[0] / s[1]), max(rates, key=lambda s: s[0] / s[1])
    pairs = len(rates) * (len(rates) - 1) // 2
    result["ratio"] = {
        "smallest": float(fair.demographic_parity_ratio(labels, decided, sensitive_features=codes)),
        "bounds": ratio(low, high, 1 - 0.05 / pairs)}
    return result


def decides(estimates, sizes, limit):
    """Whether every pair's gap is within the limit, or one is beyond, over such samples."""
    pairs = [(i, j) for i in range(len(sizes)) for j in range(i)]
    confidence = 1 - 0.05 / len(pairs)
    bounds = [wilson(p * n, n, confidence) for p, n in zip(estimates, sizes)]
    within = True
    for i, j in pairs:
        down = math.hypot(estimates[i] - bounds[i][0], bounds[j][1] - estimates[j])
        up = math.hypot(bounds[i][1] - estimates[i], estimates[j] - bounds[j][0])
        difference = estimates[i] - estimates[j]
        lower, upper = difference - down, difference + up
        if max(lower, -upper, 0) > limit:
            return True
        within = within and max(upper, -lower) <= limit
    return within


def rows_needed(shares, limit):
    """The smallest least count that decides, by trying one after the other; then sparing groups."""
    estimates, counts = [k / n for k, n in shares], [n for _, n in shares]
    least = min(counts)
    while not decides(estimates, [max(n, least) for n in counts], limit):
        least += 1
    sizes = [max(n, least) for n in counts]
    for index, count in enumerate(counts):
        spared = sizes[:index] + [count] + sizes[index + 1:]
        sizes = spared if decides(estimates, spared, limit) else sizes
    return sizes


def sample(seed, rows, steps):
    """Rows with scores on a grid, so that there are ties, and three groups."""
    random = numpy.random.default_rng(seed)
    labels = (random.random(rows) < 0.4).astype(int)
    scores = numpy.clip(random.normal(0.4 + 0.2 * labels, 0.25), 0, 1)
    scores = numpy.round(scores * steps) / steps
    return labels, scores, random.integers(0, 3, rows)


def sections():
    yield "versions", {
        "python": platform.python_version(), "numpy": numpy.__version__,
        "scipy": scipy.__version__, "scikit-learn": sklearn.__version__,
        "statsmodels": statsmodels.__version__, "fairlearn": fairlearn.__version__}
    probabilities = [1e-300, 1e-100, 1e-20, 1e-12, 1e-6, 0.001, 0.0249, 0.025, 0.074, 0.075, 0.076,
                     0.2, 0.4, 0.5, 0.6, 0.9, 0.924, 0.926, 0.975, 0.995, 0.999999]
    yield "quantiles", [{"p": p, "value": float(ndtri(p))} for p in probabilities]
    yield "wilson", [
        {"counts": counts, "confidence": confidence, "bounds": wilson(*counts, confidence)}
        for counts in COUNTS for confidence in (0.5, 0.95, 0.999)]
    yield "newcombe", [
        {"first": first, "second": second, "confidence": confidence,
         "bounds": newcombe(first, second, confidence)}
        for first, second in PAIRS for confidence in (0.95, 0.99)]
    yield "ratio", [
        {"first": first, "second": second, "bounds": ratio(first, second)}
        for first, second in PAIRS + [((0, 12), (7, 9)), ((2, 9), (1, 400))] if second[0] > 0]
    samples = []
    for seed, rows, steps in [(1, 4, 4), (2, 15, 10), (3, 60, 10), (4, 200, 1000), (5, 500, 20)]:
        labels, scores, codes = sample(seed, rows, steps)
        decided = (scores >= 0.5).astype(int)
        samples.append({
            "labels": labels.tolist(), "scores": scores.tolist(), "groups": codes.tolist(),
            "performance": performance(labels, scores, 0.5),
            "by_group": groups(labels, decided, codes, ["a", "b", "c"]) if rows > 20 else None})
    yield "samples", samples
    yield "rows_needed", [
        {"shares": shares, "limit": limit, "sizes": rows_needed(shares, limit)}
        for shares, limit in [
            ([(300, 500), (20, 37)], 0.1), ([(300, 500), (40, 100)], 0.1),
            ([(61, 133), (6, 19), (78, 179)], 0.25), ([(30, 90), (2, 80), (40, 100)], 0.2),
            ([(500, 1000), (480, 1000)], 0.05)]]
    yield "example", list(example())


def example():
    with open(EVALUATION, newline="") as file:
        rows = list(csv.DictReader(file))
    labels = numpy.array([int(row["label"]) for row in rows])
    for column in ("score", "score_2"):
        scores = numpy.array([float(row[column]) for row in rows])
        decided = (scores >= 0.5).astype(int)
        by = {}
        for attribute in ("sex", "race"):
            names = sorted({row[attribute] for row in rows})
            codes = numpy.array([names.index(row[attribute]) for row in rows])
            by[attribute] = groups(labels, decided, codes, names)
        yield {"column": column, "performance": performance(labels, scores, 0.5), "by": by}


def farthest(found, pinned):
    """The largest difference between two values of the same shape; infinite when shapes differ."""
    if isinstance(found, (list, tuple)) and isinstance(pinned, list) and len(found) == len(pinned):
        return max((farthest(a, b) for a, b in zip(found, pinned)), default=0.0)
    if isinstance(found, dict) and isinstance(pinned, dict) and found.keys() == pinned.keys():
        return max((farthest(found[key], pinned[key]) for key in found), default=0.0)
    if isinstance(found, float) and isinstance(pinned, (int, float)):
        return abs(found - pinned) / max(1.0, abs(pinned))
    return 0.0 if found == pinned else math.inf


def main():
    found = dict(sections())
    if "--pin" in sys.argv[1:]:
        PINNED.write_text(json.dumps(found, separators=(",", ":")) + "\n")
        print(f"pinned {PINNED.relative_to(ROOT)}")
        return 0
    pinned = json.loads(PINNED.read_text())
    wrong = 0
    for name, values in found.items():
        if name == "versions":
            print(f"versions   {values}")
            continue
        distance = farthest(values, pinned.get(name))
        wrong += distance > TOLERANCE
        print(f"{name:12s} {'ok' if distance <= TOLERANCE else 'DIFFERS'}  largest difference "
              f"{distance:.1e}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
