"""What other people's code says of models that it trained itself, for the room Statistics.

    check-explanations.py FILE small|large|compare SEED

Writes cases to FILE, or with `compare` makes the small ones again and compares them with FILE. Each
tree model is written out node by node, so that no reader of model files stands between.
"""

import json
import math
import sys
import warnings

import lightgbm
import numpy as np
import shap
import xgboost
from lime.lime_tabular import LimeTabularExplainer
from sklearn.ensemble import RandomForestClassifier

warnings.filterwarnings("ignore")


def plain(values):
    """Lists with null for NaN."""
    values = np.asarray(values, dtype=float)
    flat = [None if math.isnan(v) else float(v) for v in values.ravel()]
    return flat


def table(rng, rows, features, categories=(), missing=0.0):
    x = rng.normal(size=(rows, features)).astype(np.float32).astype(float)
    for column in categories:
        x[:, column] = rng.integers(0, 6, rows)
    x[rng.random(x.shape) < missing] = np.nan
    return x


def target(x, rng):
    z = np.nan_to_num(x)
    noise = rng.normal(size=len(z)) * 0.3
    return z[:, 0] * z[:, 1] + np.sin(2 * z[:, 2]) + z[:, 3] - 0.5 * z[:, 4] * (z[:, 5] == 2) + noise


# Nodes: [value…, cover] of leaves as {"v", "c"}; splits as {"f", "q", "t" or "s", "l", "r", "m", "z", "c"}.

def xgboost_trees(booster):
    model = json.loads(booster.save_raw("json"))["learner"]
    gradient = model["gradient_booster"]
    weights = None
    if "gbtree" in gradient:
        weights = gradient["weight_drop"]
        gradient = gradient["gbtree"]
    trees = []
    for number, tree in enumerate(gradient["model"]["trees"]):
        sets = {}
        for node, first, size in zip(tree["categories_nodes"], tree["categories_segments"],
                                     tree["categories_sizes"]):
            sets[node] = tree["categories"][first:first + size]
        nodes = []
        for node in range(len(tree["left_children"])):
            cover = tree["sum_hessian"][node]
            left, right = tree["left_children"][node], tree["right_children"][node]
            if left == -1:
                nodes.append({"v": [tree["split_conditions"][node]], "c": cover})
                continue
            split = {"f": tree["split_indices"][node], "l": left, "r": right,
                     "m": tree["default_left"][node] == 1, "z": False, "c": cover}
            if node in sets:
                # XGBoost sends what is listed to the right.
                split.update(q="in", s=sets[node], l=right, r=left, m=not split["m"])
            else:
                split.update(q="below32", t=tree["split_conditions"][node])
            nodes.append(split)
        outputs = gradient["model"]["tree_info"]
        trees.append({"output": outputs[number], "weight": weights[number] if weights else 1,
                      "nodes": nodes})
    return trees


def lightgbm_trees(booster):
    trees = []
    for number, tree in enumerate(booster.dump_model()["tree_info"]):
        nodes = []

        def add(node):
            place = len(nodes)
            nodes.append(None)
            if "leaf_value" in node:
                nodes[place] = {"v": [node["leaf_value"]], "c": node.get("leaf_count", 0)}
                return place
            split = {"f": node["split_feature"], "m": node["default_left"],
                     "z": node["missing_type"] == "Zero", "c": node["internal_count"]}
            if node["decision_type"] == "==":
                split.update(q="in", s=[int(c) for c in node["threshold"].split("||")], m=False)
            else:
                split.update(q="atMost", t=node["threshold"])
            split["l"] = add(node["left_child"])
            split["r"] = add(node["right_child"])
            nodes[place] = split
            return place

        add(tree["tree_structure"])
        trees.append({"output": 0, "weight": 1, "nodes": nodes})
    return trees


def forest_trees(forest):
    trees = []
    for estimator in forest.estimators_:
        tree = estimator.tree_
        nodes = []
        for node in range(tree.node_count):
            cover = float(tree.weighted_n_node_samples[node])
            if tree.children_left[node] == -1:
                share = tree.value[node][0] / tree.value[node][0].sum()
                nodes.append({"v": [float(v) for v in share], "c": cover})
            else:
                nodes.append({"f": int(tree.feature[node]), "q": "atMost",
                              "t": float(tree.threshold[node]), "l": int(tree.children_left[node]),
                              "r": int(tree.children_right[node]), "m": True, "z": False, "c": cover})
        trees.append({"output": 0, "weight": 1 / len(forest.estimators_), "nodes": nodes})
    return trees


def case(name, x, background, base, trees, single, **claims):
    """Claims: kind -> (values of shape [rows, outputs, …], tolerance)."""
    return {"name": name, "features": x.shape[1], "rows": plain(x), "rowCount": len(x),
            "background": plain(background), "backgroundCount": len(background), "bases": base,
            "roundsToSingle": single, "trees": trees,
            "claims": [{"kind": kind, "values": plain(values), "tolerance": tolerance}
                       for kind, (values, tolerance) in claims.items()]}


def margin_base(booster):
    model = json.loads(booster.save_raw("json"))["learner"]["learner_model_param"]["base_score"]
    return [float(v) for v in model.strip("[]").split(",")]


def xgboost_cases(rng, rounds, rows):
    features = 10
    x = table(rng, 2000, features)
    y = target(x, rng)
    train = xgboost.DMatrix(x, y)
    booster = xgboost.train({"max_depth": 6, "eta": 0.2, "base_score": 0.3, "nthread": 1}, train, rounds)
    few, background = x[:rows], x[100:100 + 20]
    matrix = xgboost.DMatrix(few)
    trees = xgboost_trees(booster)
    paths = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    # Otherwise shap asks xgboost, which reckons in float32.
    paths.model.model_type = "internal"
    mixed = shap.TreeExplainer(booster, data=background, feature_perturbation="interventional")
    pairs = min(rows, 20)
    inner = booster.predict(xgboost.DMatrix(few[:pairs]), pred_interactions=True)[:, :features, :features]
    yield case("xgboost", few, background, margin_base(booster), trees, True,
               covers=(paths.shap_values(few, check_additivity=False), 1e-7), mixed=(mixed.shap_values(few), 1e-7),
               engine=(booster.predict(matrix, pred_contribs=True)[:, :features], 1e-5),
               interactions=(inner, 1e-5),
               shapInteractions=(paths.shap_interaction_values(few[:pairs]), 1e-7))

    kinds = ["q"] * features
    kinds[5] = "c"
    x = table(rng, 2000, features, categories=[5], missing=0.1)
    y = target(x, rng)
    train = xgboost.DMatrix(x, y, feature_types=kinds, enable_categorical=True)
    for name, extra in [("categories", {}), ("dart", {"booster": "dart", "rate_drop": 0.3, "one_drop": 1})]:
        booster = xgboost.train({"max_depth": 5, "base_score": 0, "nthread": 1, "max_cat_to_onehot": 2,
                                 **extra}, train, rounds)
        few = xgboost.DMatrix(x[:rows], feature_types=kinds, enable_categorical=True)
        yield case("xgboost " + name, x[:rows], x[100:110], margin_base(booster),
                   xgboost_trees(booster), True,
                   engine=(booster.predict(few, pred_contribs=True)[:, :features], 1e-5))

    labels = np.digitize(target(x, rng), [-1, 1])
    train = xgboost.DMatrix(x, labels, feature_types=kinds, enable_categorical=True)
    booster = xgboost.train({"max_depth": 4, "objective": "multi:softprob", "num_class": 3,
                             "base_score": 0.5, "nthread": 1}, train, max(rounds // 3, 2))
    few = xgboost.DMatrix(x[:rows], feature_types=kinds, enable_categorical=True)
    said = booster.predict(few, pred_contribs=True)[:, :, :features]
    base = margin_base(booster)
    yield case("xgboost classes", x[:rows], x[100:110], base if len(base) == 3 else base * 3,
               xgboost_trees(booster), True, engine=(said, 1e-5))


def lightgbm_cases(rng, rounds, rows):
    features = 10
    x = table(rng, 2000, features, categories=[5], missing=0.1)
    y = target(x, rng)
    for name, extra in [("gaps", {}), ("zeros", {"zero_as_missing": True}),
                        ("deep", {"num_leaves": 200 if rows > 10 else 40, "min_data_in_leaf": 2,
                                  "feature_fraction": 0.9})]:
        train = lightgbm.Dataset(x, y, categorical_feature=[5], free_raw_data=False)
        booster = lightgbm.train({"verbose": -1, "num_threads": 1, "min_data_per_group": 5,
                                  "cat_smooth": 1, **extra}, train, rounds if name != "deep" else 1 + rounds // 20)
        said = booster.predict(x[:rows], pred_contrib=True)[:, :features]
        yield case("lightgbm " + name, x[:rows], x[100:110], [0.0], lightgbm_trees(booster), False,
                   engine=(said, 1e-7))


def forest_case(rng, rounds, rows):
    x = table(rng, 1000, 8)
    labels = np.digitize(target(x, rng), [-1, 1])
    forest = RandomForestClassifier(max(rounds // 3, 2), max_depth=8, random_state=1).fit(x, labels)
    background = x[100:115]
    paths = shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent")
    mixed = shap.TreeExplainer(forest, data=background, feature_perturbation="interventional")
    turn = lambda values: np.transpose(values, (0, 2, 1))
    return case("scikit-learn forest", x[:rows], background, [0.0, 0.0, 0.0], forest_trees(forest),
                False, covers=(turn(paths.shap_values(x[:rows])), 1e-7),
                mixed=(turn(mixed.shap_values(x[:rows])), 1e-7))


def kernel_case(rng, players, budget):
    """Coalitions and weights that shap chose, what they are worth, and what shap made of it."""
    x = rng.normal(size=(4, players))
    weights = rng.normal(size=players)
    model = lambda m: m @ weights + m[:, 0] * m[:, 1] * m[:, 2]
    np.random.seed(int(rng.integers(1 << 30)))
    explainer = shap.KernelExplainer(model, x[1:])
    said = explainer.shap_values(x[0], nsamples=budget, l1_reg=0, silent=True)
    # Lists as shap keeps them, after it is done.
    used = explainer.nsamplesAdded
    masks = np.asarray(explainer.maskMatrix)[:used]
    counts = np.asarray(explainer.kernelWeights)[:used]
    sizes = masks.sum(axis=1)
    return {"players": players, "budget": budget, "members": [int(v) for v in masks.ravel()],
            "weights": plain(counts), "values": plain(np.asarray(explainer.ey)[:used]),
            "empty": float(explainer.fnull[0]), "full": float(model(x[:1])[0]),
            "contributions": plain(said), "sizes": [int(v) for v in np.bincount(
                sizes.astype(int), minlength=players + 1)],
            "sizeWeights": [float(counts[sizes == s].sum()) for s in range(players + 1)]}


def lime_case(rng, limit, samples):
    train = table(rng, 500, 9, categories=[5])
    model = lambda m: np.stack([m[:, 0] - m[:, 1] ** 2 + (m[:, 5] == 2), m[:, 3]], 1)
    explainer = LimeTabularExplainer(train, categorical_features=[5], random_state=3)
    kept = {}
    inner = explainer.base.explain_instance_with_data

    def keep(data, answers, distances, label, count, **rest):
        kept.update(data=data, answers=answers[:, label])
        return inner(data, answers, distances, label, count, **rest)

    explainer.base.explain_instance_with_data = keep
    said = explainer.explain_instance(train[7], model, labels=(0,), num_features=limit,
                                      num_samples=samples)
    pairs = sorted(said.local_exp[0])
    return {"rows": plain(kept["data"]), "rowCount": len(kept["data"]), "features": 9,
            "answers": plain(kept["answers"]), "limit": limit,
            "chosen": [int(f) for f, _ in pairs], "coefficients": [float(c) for _, c in pairs],
            "intercept": float(said.intercept[0]), "score": float(said.score),
            "local": float(said.local_pred[0])}


def cases(size, seed):
    rng = np.random.default_rng(seed)
    rounds, rows, samples = (60, 200, 5000) if size == "large" else (3, 5, 60)
    trees = list(xgboost_cases(rng, rounds, rows)) + list(lightgbm_cases(rng, rounds, rows))
    trees.append(forest_case(rng, rounds, rows))
    budgets = [(5, None), (11, None), (13, 400), (30, 2108)] if size == "large" else [(5, None), (12, 60)]
    kernels = [kernel_case(rng, players, budget or 2 * players + 2048) for players, budget in budgets]
    limes = [lime_case(rng, limit, samples) for limit in (3, 6, 7, 10)]
    return {"versions": {"shap": shap.__version__, "xgboost": xgboost.__version__,
                         "lightgbm": lightgbm.__version__}, "trees": trees, "kernels": kernels,
            "limes": limes}


def numbers(value):
    if isinstance(value, dict):
        for key in sorted(value):
            if key != "versions":
                yield from numbers(value[key])
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item)
    else:
        yield value


def main(path, size, seed):
    if size == "compare":
        with open(path) as file:
            pinned = list(numbers(json.load(file)))
        now = list(numbers(json.loads(json.dumps(cases("small", seed)))))
        same = len(pinned) == len(now) and all(
            a == b or isinstance(a, float) and abs(a - b) <= 1e-6 * max(1, abs(a))
            for a, b in zip(pinned, now))
        print("pinned values are " + ("what the peers say" if same else "NOT what the peers say"))
        sys.exit(0 if same else 1)
    with open(path, "w") as file:
        json.dump(cases(size, seed), file, separators=(",", ":"))
        file.write("\n")


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
