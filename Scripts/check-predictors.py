"""Writes models of XGBoost, LightGBM and ONNX with what their own libraries predict.

    check-predictors.py FOLDER [--fixtures]     one JSON file a case; --fixtures: small ones

Each case says its model, rows (or columns), predictions, margins and tolerance. The rows hold
missing values, values on a split itself, unseen categories and infinities where the library takes
them. `PeerCaseTests` reads such a folder.
"""

import base64
import json
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
FOLDER = Path(sys.argv[1])
SMALL = "--fixtures" in sys.argv
TRAINED, SHOWN = (400, 24) if SMALL else (3000, 500)
ROUNDS, DEPTH = (4, 3) if SMALL else (30, 6)
CITIES = ["Aarhus", "Bern", "Cadiz", "Dublin", "Evora", "Fez", "Genoa"]
# The cases that are kept as fixtures: each reader's and operation's ways, once.
CHOSEN = """
xgboost-binary-logistic-plain-json xgboost-binary-logistic-plain-ubj
xgboost-binary-logistic-plain-columns xgboost-binary-logistic-dart-json
xgboost-binary-logistic-one-hot-json xgboost-binary-logistic-given-base-json
xgboost-multi-softprob-plain-json xgboost-multi-softprob-dart-ubj xgboost-count-poisson-plain-json
xgboost-binary-hinge-plain-json xgboost-binary-logitraw-plain-json xgboost-rank-ndcg-plain-json
xgboost-two-targets-multi_output_tree-json xgboost-two-targets-one_output_per_tree-ubj
xgboost-gblinear-multi-softprob xgboost-without-names xgboost-one-leaf
lightgbm-binary-plain lightgbm-binary-plain-columns lightgbm-binary-zero-as-missing
lightgbm-binary-no-missing lightgbm-binary-steep lightgbm-binary-forest lightgbm-multiclass-dart
lightgbm-multiclassova-plain lightgbm-regression-sqrt lightgbm-poisson-plain
lightgbm-cross_entropy_lambda-plain lightgbm-names-with-blanks lightgbm-one-leaf
onnx-tree-words onnx-forest-3 onnx-forest-two-numbers onnx-boosting-2 onnx-boosting-3 onnx-adaboost
onnx-bagging onnx-logistic-words onnx-linear-two-numbers onnx-bayes onnx-network-3 onnx-isotonic
onnx-isolation onnx-imputed onnx-normalised onnx-scaled-min onnx-selected onnx-components
onnx-columns-one-hot onnx-columns-ordinal onnx-converted-lightgbm-2 onnx-converted-xgboost-3
onnx-mode-branch_gte-1-sum onnx-mode-branch_neq-0-average onnx-mode-branch_eq-0-sum
onnx-mode-branch_lt-1-sum onnx-pair-share-1-none onnx-pair-signed-1-logistic
onnx-pair-both-0-softmax_zero onnx-newest-trees
""".split()


def data(seed, rows, missing=True, categories=True):
    """Two numbers, a whole number, a column that is mostly 0 and two of categories; a score."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({
        "age": rng.normal(40, 12, rows).round(1),
        "income": np.exp(rng.normal(10, 1, rows)),
        "children": rng.integers(0, 5, rows).astype(float),
        "sparse": np.where(rng.random(rows) < 0.7, 0, rng.normal(size=rows)),
    })
    city = rng.integers(0, len(CITIES), rows)
    level = rng.integers(0, 3, rows) * 10
    score = (frame.age - 40) / 12 + frame.children / 2 + (city % 3) - level / 15 + frame["sparse"]
    score = score + rng.normal(size=rows) * 0.3
    if missing:
        for name in ["age", "sparse"]:
            frame.loc[rng.random(rows) < 0.15, name] = np.nan
    if categories:
        frame["city"] = pd.Categorical([CITIES[c] for c in city], categories=CITIES)
        frame["level"] = pd.Categorical(level, categories=[0, 10, 20])
    return frame, np.asarray(score)


def cells(matrix):
    def cell(x):
        return None if np.isnan(x) else float(x) if np.isfinite(x) else str(x)

    return [[cell(float(x)) for x in row] for row in np.asarray(matrix, float)]


def columns(frame):
    def column(name):
        values = frame[name]
        missing = values.isna()
        if pd.api.types.is_numeric_dtype(values):
            return {"numbers": [None if m else float(v) for v, m in zip(values, missing)]}
        return {"texts": [None if m else str(v) for v, m in zip(values, missing)]}

    return [{"name": name} | column(name) for name in reversed(list(frame.columns))]


def codes(frame):
    """Categories as their codes, which is how matrices hold them."""
    coded = frame.copy()
    for name in coded.columns:
        if isinstance(coded[name].dtype, pd.CategoricalDtype):
            code = coded[name].cat.codes.astype(float)
            coded[name] = code.where(code >= 0)
    return coded.astype(float).to_numpy(copy=True)


def write(name, model, predictions, margins=None, tolerance=1e-5, classes=None, trees=True,
          matrix=None, frame=None):
    if "--chosen" in sys.argv and name not in CHOSEN:
        return
    shaped = lambda a: np.asarray(a, float).reshape(len(predictions), -1).tolist()
    text = isinstance(model, str)
    case = {
        "model": model if text else base64.b64encode(model).decode(),
        "isBase64": not text,
        "matrix": None if matrix is None else cells(matrix),
        "columns": None if frame is None else columns(frame),
        "predictions": shaped(predictions),
        "margins": None if margins is None else shaped(margins),
        "tolerance": tolerance,
        "classes": classes,
        "hasTrees": trees,
    }
    (FOLDER / f"{name}.json").write_text(json.dumps(case))


# MARK: XGBoost

def xgboost_cases():
    import xgboost

    def save(booster, kind):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"m.{kind}"
            booster.save_model(path)
            return path.read_text() if kind == "json" else path.read_bytes()

    modern = int(xgboost.__version__.split(".")[0]) >= 3
    frame, score = data(1, TRAINED)
    shown, _ = data(2, SHOWN)
    grades = np.digitize(score, [0.5, 2.0])
    targets = {
        "binary:logistic": score > 1, "reg:logistic": score > 1, "binary:logitraw": score > 1,
        "binary:hinge": score > 1, "multi:softprob": grades, "reg:squarederror": score,
        "reg:squaredlogerror": score.clip(0), "reg:pseudohubererror": score,
        "reg:absoluteerror": score, "count:poisson": grades, "reg:gamma": score.clip(0.1),
        "reg:tweedie": score.clip(0), "survival:cox": score.clip(0.1), "rank:ndcg": grades,
        "rank:pairwise": grades, "rank:map": score > 1, "reg:quantileerror": score,
        "survival:aft": score.clip(0.1),
    }
    variants = {
        "plain": {}, "dart": {"booster": "dart", "rate_drop": 0.4},
        "one-hot": {"max_cat_to_onehot": 20},
        "forest": {"num_parallel_tree": 2, "subsample": 0.7, "eta": 1},
        "exact": {"tree_method": "exact"},
        "given-base": {"base_score": 0.3},
    }
    jobs = [(objective, "plain") for objective in targets]
    jobs += [("binary:logistic", v) for v in variants] + [("multi:softprob", v) for v in variants]
    jobs += [("reg:squarederror", "dart"), ("count:poisson", "given-base")]
    for objective, variant in sorted(set(jobs)):
        table, show = frame, shown
        if variant == "exact":
            table, show = frame.iloc[:, :4], shown.iloc[:, :4]
        parameters = {"objective": objective, "max_depth": DEPTH, "nthread": 1} | variants[variant]
        if objective.startswith("multi"):
            parameters["num_class"] = 3
        if objective == "reg:quantileerror":
            parameters["quantile_alpha"] = [0.2, 0.8]
        label = np.asarray(targets[objective], float)
        train = xgboost.DMatrix(table, label, enable_categorical=True)
        if objective == "survival:aft":
            train.set_float_info("label_lower_bound", label)
            train.set_float_info("label_upper_bound", label)
        if objective.startswith("rank"):
            train.set_group([TRAINED // 4] * 4)
        try:
            booster = xgboost.train(parameters, train, ROUNDS)
        except xgboost.core.XGBoostError:
            continue  # an objective that this version does not have
        edges = codes(show)
        edges[0, 1], edges[1, 1], edges[2, 0] = np.float32(1e20), -3, 40
        if variant == "plain":  # values on the splits themselves
            model = json.loads(save(booster, "json"))["learner"]["gradient_booster"]["model"]
            for row, tree in enumerate(model["trees"][: SHOWN // 2]):
                if tree["split_indices"][0] < 4 and tree["left_children"][0] >= 0:
                    edges[row, tree["split_indices"][0]] = tree["split_conditions"][0]
        test = xgboost.DMatrix(
            edges, feature_names=list(table.columns),
            feature_types=train.feature_types, enable_categorical=True)
        margins = booster.predict(test, output_margin=True)
        predictions = booster.predict(test)
        classes = ["0", "1", "2"] if objective.startswith("multi") else None
        name = f"xgboost-{objective.replace(':', '-')}-{variant}"
        for kind in ["json", "ubj"] if variant in ("plain", "dart") else ["json"]:
            if kind == "ubj" and objective not in ("binary:logistic", "multi:softprob"):
                continue
            write(f"{name}-{kind}", save(booster, kind), predictions, margins,
                  classes=classes, matrix=edges)
        if objective == "binary:logistic" and variant in ("plain", "dart") and modern:
            strange = show.copy()
            strange["city"] = strange["city"].astype(object)
            strange.loc[0, "city"] = None
            again = strange.assign(city=pd.Categorical(strange["city"], categories=CITIES))
            d = xgboost.DMatrix(again, enable_categorical=True)
            write(f"{name}-columns", save(booster, "json"), booster.predict(d),
                  booster.predict(d, output_margin=True), frame=strange)

    numbers, shown_numbers = frame.iloc[:, :4], shown.iloc[:, :4]
    two = np.stack([score, -score ** 2], 1)
    for strategy in ["one_output_per_tree", "multi_output_tree"]:
        try:
            booster = xgboost.train(
                {"max_depth": DEPTH, "multi_strategy": strategy, "tree_method": "hist",
                 "nthread": 1},
                xgboost.DMatrix(numbers, two), ROUNDS)
        except Exception:
            continue
        d = xgboost.DMatrix(shown_numbers)
        for kind in ["json", "ubj"]:
            write(f"xgboost-two-targets-{strategy}-{kind}", save(booster, kind),
                  booster.predict(d), booster.predict(d, output_margin=True),
                  matrix=shown_numbers)
    for objective in ["reg:squarederror", "binary:logistic", "multi:softprob"]:
        label = np.asarray(targets[objective], float)
        parameters = {"booster": "gblinear", "objective": objective, "nthread": 1}
        if objective.startswith("multi"):
            parameters["num_class"] = 3
        booster = xgboost.train(
            parameters, xgboost.DMatrix(numbers.drop(columns="income"), label), ROUNDS)
        table = shown_numbers.drop(columns="income")
        d = xgboost.DMatrix(table)
        write(f"xgboost-gblinear-{objective.replace(':', '-')}", save(booster, "json"),
              booster.predict(d), booster.predict(d, output_margin=True), matrix=table,
              trees=False)
    booster = xgboost.train({"max_depth": 2}, xgboost.DMatrix(numbers.to_numpy(), score), 2)
    d = xgboost.DMatrix(shown_numbers.to_numpy())
    write("xgboost-without-names", save(booster, "json"), booster.predict(d),
          booster.predict(d, output_margin=True), matrix=shown_numbers)
    constant = xgboost.train({"max_depth": 2}, xgboost.DMatrix(numbers, 0 * score + 5), 2)
    d = xgboost.DMatrix(shown_numbers)
    write("xgboost-one-leaf", save(constant, "json"), constant.predict(d),
          constant.predict(d, output_margin=True), matrix=shown_numbers)


# MARK: LightGBM

def lightgbm_cases():
    import lightgbm

    frame, score = data(3, TRAINED)
    shown, _ = data(4, SHOWN)
    grades = np.digitize(score, [0.5, 2.0])
    targets = {
        "binary": score > 1, "regression": score, "regression_l1": score, "huber": score,
        "fair": score, "quantile": score, "mape": score, "poisson": grades,
        "gamma": score.clip(0.1), "tweedie": score.clip(0), "multiclass": grades,
        "multiclassova": grades, "cross_entropy": 1 / (1 + np.exp(-score)),
        "cross_entropy_lambda": 1 / (1 + np.exp(-score)), "lambdarank": grades,
        "rank_xendcg": grades,
    }
    common = {"verbose": -1, "num_leaves": 2 ** DEPTH, "num_threads": 1, "min_data_per_group": 5,
              "cat_smooth": 1, "min_data_in_leaf": 5}
    variants = {
        "plain": {}, "dart": {"boosting": "dart", "drop_rate": 0.5},
        "forest": {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.7},
        "zero-as-missing": {"zero_as_missing": True},
        "no-missing": {"use_missing": False}, "steep": {"sigmoid": 2.5},
        "one-hot": {"max_cat_to_onehot": 20}, "sqrt": {"reg_sqrt": True},
    }
    jobs = [(objective, "plain") for objective in targets]
    jobs += [("binary", v) for v in variants if v != "sqrt"] + [("regression", "sqrt")]
    jobs += [("multiclass", "dart"), ("multiclass", "forest"), ("multiclassova", "steep")]
    for objective, variant in sorted(set(jobs)):
        parameters = common | {"objective": objective} | variants[variant]
        if objective.startswith("multiclass"):
            parameters["num_class"] = 3
        label = np.asarray(targets[objective], float)
        group = [TRAINED // 4] * 4 if "rank" in objective else None
        booster = lightgbm.train(
            parameters, lightgbm.Dataset(frame, label, group=group), ROUNDS)
        edges = codes(shown)
        edges[0, 3], edges[1, 3], edges[2, 3] = 1e-36, -1e-36, 1.0000000180025095e-35
        edges[3, 4], edges[4, 4], edges[5, 4], edges[6, 4] = 99, -1, 2.7, 1e9
        edges[7:11, 1] = [1e308, -1e308, np.inf, -np.inf]
        name = f"lightgbm-{objective}-{variant}"
        text = booster.model_to_string()
        classes = ["0", "1", "2"] if objective.startswith("multiclass") else None
        # A forest's raw score is the sum over its rounds; its prediction is made of the mean.
        raw = booster.predict(edges, raw_score=True) / (ROUNDS if variant == "forest" else 1)
        write(name, text, booster.predict(edges), raw, tolerance=1e-12, classes=classes,
              matrix=edges)
        if variant in ("plain", "dart") and objective == "binary":
            write(f"{name}-columns", text, booster.predict(shown),
                  booster.predict(shown, raw_score=True), tolerance=1e-12, frame=shown)
    renamed = frame.iloc[:, :4].rename(columns={"age": "age in years"})
    booster = lightgbm.train(
        common | {"objective": "binary"}, lightgbm.Dataset(renamed, score > 1), ROUNDS)
    show = shown.iloc[:, :4].rename(columns={"age": "age in years"})
    write("lightgbm-names-with-blanks", booster.model_to_string(), booster.predict(show),
          booster.predict(show, raw_score=True), tolerance=1e-12, frame=show)
    booster = lightgbm.train(
        common | {"objective": "regression"},
        lightgbm.Dataset(frame.iloc[:, :4], np.zeros(TRAINED)), 2)
    write("lightgbm-one-leaf", booster.model_to_string(), booster.predict(shown.iloc[:, :4]),
          booster.predict(shown.iloc[:, :4], raw_score=True), tolerance=1e-12,
          matrix=shown.iloc[:, :4])


# MARK: ONNX

def onnx_cases():
    import onnxruntime
    from skl2onnx import convert_sklearn, update_registered_converter
    from skl2onnx.common.data_types import (
        FloatTensorType, Int64TensorType, StringTensorType, DoubleTensorType)
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import (
        AdaBoostClassifier, BaggingClassifier, ExtraTreesRegressor, GradientBoostingClassifier,
        GradientBoostingRegressor, HistGradientBoostingClassifier, HistGradientBoostingRegressor,
        IsolationForest, RandomForestClassifier, RandomForestRegressor, VotingClassifier)
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import (
        ElasticNet, LinearRegression, LogisticRegression, PoissonRegressor, Ridge, SGDClassifier)
    from sklearn.naive_bayes import BernoulliNB, GaussianNB
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import (
        Binarizer, KBinsDiscretizer, MaxAbsScaler, MinMaxScaler, Normalizer, OneHotEncoder,
        OrdinalEncoder, PolynomialFeatures, RobustScaler, StandardScaler)
    from sklearn.feature_selection import SelectKBest
    from sklearn.decomposition import PCA
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    def run(name, model, feeds, trees, tolerance=1e-5, matrix=None, frame=None, margins=None):
        session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        outputs = session.run(None, feeds)
        kinds = [o.type for o in session.get_outputs()]
        best = next((i for i, kind in enumerate(kinds) if "float" in kind or "double" in kind), 0)
        values = outputs[best]
        classes = None
        if len(outputs) > 1 and not kinds[0].startswith("tensor(float"):
            if isinstance(values, list):
                classes = [str(key) for key in values[0]]
                values = [[row[key] for key in row] for row in values]
        write(name, model, values, margins, tolerance, classes, trees, matrix, frame)

    size = 4 if SMALL else 20
    plain, score = data(5, TRAINED, missing=False, categories=False)
    holes, _ = data(5, TRAINED, categories=False)
    plain["income"], holes["income"] = plain.income / 1e5, holes.income / 1e5
    X, H = plain.to_numpy(np.float32), holes.to_numpy(np.float32)
    binary, grades = (score > 1).astype(int), np.digitize(score, [0.5, 2.0])
    words = np.array(["low", "mid", "high"])[grades]
    show, show_holes = X[:SHOWN], H[:SHOWN]

    def sklearn_case(name, estimator, table, label, shown, trees, kind=FloatTensorType, **options):
        estimator.fit(table, label)
        options = {"options": {id(estimator): options}} if options else {}
        try:
            model = convert_sklearn(
                estimator, initial_types=[("X", kind([None, table.shape[1]]))],
                target_opset={"": 18, "ai.onnx.ml": 3}, **options)
        except Exception as error:
            return print("not converted:", name, str(error)[:100])
        run(f"onnx-{name}", model.SerializeToString(), {"X": shown}, trees, matrix=shown)

    depth = {"max_depth": DEPTH, "random_state": 0}
    forest = {"n_estimators": size, **depth}
    cases = [
        ("tree-2", DecisionTreeClassifier(**depth), X, binary, True),
        ("tree-3", DecisionTreeClassifier(**depth), X, grades, True),
        ("tree-words", DecisionTreeClassifier(**depth), X, words, True),
        ("tree-number", DecisionTreeRegressor(**depth), X, score, True),
        ("tree-holes", DecisionTreeRegressor(**depth), H, score, True),
        ("forest-2", RandomForestClassifier(**forest), X, binary, True),
        ("forest-3", RandomForestClassifier(**forest), X, grades, True),
        ("forest-number", RandomForestRegressor(**forest), X, score, True),
        ("forest-two-numbers", RandomForestRegressor(**forest), X,
         np.stack([score, -score], 1), True),
        ("extra-trees", ExtraTreesRegressor(**forest), X, score, True),
        ("boosting-2", GradientBoostingClassifier(**forest), X, binary, True),
        ("boosting-3", GradientBoostingClassifier(**forest), X, grades, True),
        ("boosting-number", GradientBoostingRegressor(**forest), X, score, True),
        ("hist-2", HistGradientBoostingClassifier(max_iter=size, max_depth=DEPTH), H, binary, True),
        ("hist-3", HistGradientBoostingClassifier(max_iter=size, max_depth=DEPTH), H, grades, True),
        ("hist-number", HistGradientBoostingRegressor(max_iter=size, max_depth=DEPTH), H, score,
         True),
        ("adaboost", AdaBoostClassifier(n_estimators=size, random_state=0), X, grades, False),
        ("bagging", BaggingClassifier(DecisionTreeClassifier(**depth), n_estimators=3,
                                      random_state=0), X, grades, False),
        ("logistic-2", LogisticRegression(), X, binary, False),
        ("logistic-3", LogisticRegression(), X, grades, False),
        ("logistic-words", LogisticRegression(), X, words, False),
        ("linear", LinearRegression(), X, score, False),
        ("linear-two-numbers", LinearRegression(), X, np.stack([score, -score], 1), False),
        ("ridge", Ridge(), X, score, False),
        ("elastic", ElasticNet(), X, score, False),
        ("poisson", PoissonRegressor(max_iter=500), X, grades, False),
        ("sgd", SGDClassifier(loss="log_loss", random_state=0), X, grades, False),
        ("bayes", GaussianNB(), X, grades, False),
        ("bernoulli", BernoulliNB(), X, grades, False),
        ("network-2", MLPClassifier(hidden_layer_sizes=(5,), random_state=0, max_iter=50), X, binary, False),
        ("network-3", MLPClassifier(hidden_layer_sizes=(5, 4), random_state=0, max_iter=50), X, words, False),
        ("network-number", MLPRegressor(hidden_layer_sizes=(5,), activation="tanh", random_state=0, max_iter=50),
         X, score, False),
        ("calibrated", CalibratedClassifierCV(LogisticRegression(), cv=2), X, binary, False),
        ("isotonic", CalibratedClassifierCV(LogisticRegression(), cv=2, method="isotonic"), X,
         binary, False),
        ("voting", VotingClassifier([("a", LogisticRegression()), ("b", GaussianNB())],
                                    voting="soft"), X, grades, False),
        ("isolation", IsolationForest(n_estimators=size, random_state=0, max_samples=64), X, None,
         False),
        ("scaled", make_pipeline(StandardScaler(), LogisticRegression()), X, grades, False),
        ("scaled-min", make_pipeline(MinMaxScaler(clip=True), LogisticRegression()), X, binary,
         False),
        ("scaled-max", make_pipeline(MaxAbsScaler(), Ridge()), X, score, False),
        ("scaled-robust", make_pipeline(RobustScaler(), Ridge()), X, score, False),
        ("imputed", make_pipeline(SimpleImputer(strategy="median"), Ridge()), H, score, False),
        ("imputed-forest", make_pipeline(
            SimpleImputer(), RandomForestClassifier(**forest)), H, binary, False),
        ("normalised", make_pipeline(Normalizer(), Ridge()), X, score, False),
        ("normalised-l1", make_pipeline(Normalizer("l1"), Ridge()), X, score, False),
        ("binarised", make_pipeline(Binarizer(threshold=0.5), Ridge()), X, score, False),
        ("polynomial", make_pipeline(StandardScaler(), PolynomialFeatures(2), Ridge()), X, score,
         False),
        ("bins", make_pipeline(KBinsDiscretizer(4), Ridge()), X, score, False),
        ("selected", make_pipeline(SelectKBest(k=2), RandomForestClassifier(**forest)), X, binary,
         False),
        ("components", make_pipeline(PCA(3), LogisticRegression()), X, binary, False),
    ]
    for name, estimator, table, label, trees in cases:
        shown = show_holes if table is H else show
        sklearn_case(name, estimator, table, label, shown, trees)
    sklearn_case("forest-unzipped", RandomForestClassifier(**forest), X, words, show, True,
                 zipmap=False)
    sklearn_case("logistic-raw", LogisticRegression(), X, grades, show, False,
                 raw_scores=True, zipmap=False)
    sklearn_case("boosting-raw", GradientBoostingClassifier(**forest), X, binary, show, True,
                 raw_scores=True, zipmap=False)

    # Columns by name, with texts and whole numbers.
    frame, score = data(6, TRAINED)
    frame = frame.astype({"city": object, "level": np.int64})
    frame["city"] = frame.city.astype(str)
    shown = frame.head(SHOWN).copy()
    unseen = shown.copy()
    unseen.loc[0, "city"] = "Zürich"
    types = [("age", FloatTensorType([None, 1])), ("income", FloatTensorType([None, 1])),
             ("children", FloatTensorType([None, 1])), ("sparse", FloatTensorType([None, 1])),
             ("city", StringTensorType([None, 1])), ("level", Int64TensorType([None, 1]))]
    numeric = make_pipeline(SimpleImputer(), StandardScaler())
    for name, encoder, model in [
        ("one-hot", OneHotEncoder(handle_unknown="ignore"), LogisticRegression(max_iter=500)),
        ("ordinal", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1),
         GradientBoostingClassifier(**forest)),
    ]:
        pipeline = make_pipeline(
            ColumnTransformer([
                ("numbers", numeric, ["age", "income", "children", "sparse"]),
                ("texts", encoder, ["city"]),
                ("levels", OneHotEncoder(handle_unknown="ignore"), ["level"])]), model)
        pipeline.fit(frame, np.digitize(score, [0.5, 2.0]))
        model = convert_sklearn(
            pipeline, initial_types=types, target_opset={"": 18, "ai.onnx.ml": 3})
        feeds = {k: unseen[[k]].to_numpy(
            np.float32 if isinstance(t, FloatTensorType) else
            np.int64 if isinstance(t, Int64TensorType) else object) for k, t in types}
        run(f"onnx-columns-{name}", model.SerializeToString(), feeds, False, frame=unseen)

    converted_cases(run, X, H, binary, grades, score, show, show_holes, size)
    tree_operator_cases(run, show, show_holes)


def converted_cases(run, X, H, binary, grades, score, show, show_holes, size):
    """Gradient boosting of other libraries, converted by onnxmltools."""
    import lightgbm
    import onnxmltools
    import xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType

    types = [("X", FloatTensorType([None, X.shape[1]]))]
    rng = np.random.default_rng(7)
    numbers = X[:, 0] / 12 + X[:, 3]
    jobs = [
        ("lightgbm-2", lightgbm.LGBMClassifier, binary), ("lightgbm-3", lightgbm.LGBMClassifier,
                                                        grades),
        ("lightgbm-number", lightgbm.LGBMRegressor, numbers),
        ("xgboost-2", xgboost.XGBClassifier, binary), ("xgboost-3", xgboost.XGBClassifier, grades),
        ("xgboost-number", xgboost.XGBRegressor, numbers),
    ]
    for name, estimator, label in jobs:
        model = estimator(n_estimators=size, max_depth=DEPTH, n_jobs=1)
        if "lightgbm" in name:
            model.set_params(verbose=-1, min_child_samples=5)
        model.fit(H, label)
        convert = (onnxmltools.convert_lightgbm if "lightgbm" in name
                   else onnxmltools.convert_xgboost)
        try:
            converted = convert(model, initial_types=types, target_opset=15)
        except Exception as error:
            print("not converted:", name, str(error)[:100])
            continue
        run(f"onnx-converted-{name}", converted.SerializeToString(), {"X": show_holes}, True,
            matrix=show_holes)


def tree_operator_cases(run, show, show_holes):
    """The tree operations' own corners: every mode, base values, transforms, the newest form."""
    from onnx import TensorProto, helper

    edges = show_holes[:24].copy()
    edges[:8, 0] = [0.5, 0.5, 40, 40, np.nan, 0, 1, 2]
    edges[:8, 1] = [1, 1, 1, 0.1, 0.1, np.nan, np.inf, -np.inf]

    def model(node, kind, outputs):
        ports = [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, edges.shape[1]])]
        graph = helper.make_graph([node], "g", ports, outputs)
        return helper.make_model(
            graph, ir_version=9, opset_imports=[
                helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", kind)]
        ).SerializeToString()

    number = [helper.make_tensor_value_info("Y", TensorProto.FLOAT, [None, None])]
    label = [helper.make_tensor_value_info("L", TensorProto.INT64, [None])]
    modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]

    def nodes(mode, tracks):
        return {
            "nodes_treeids": [0] * 3 + [1] * 3, "nodes_nodeids": [0, 1, 2] * 2,
            "nodes_featureids": [0, 0, 0, 1, 0, 0], "nodes_values": [40.0, 0, 0, 0.1, 0, 0],
            "nodes_modes": [mode, "LEAF", "LEAF"] * 2,
            "nodes_truenodeids": [1, 0, 0] * 2, "nodes_falsenodeids": [2, 0, 0] * 2,
            "nodes_missing_value_tracks_true": [tracks, 0, 0] * 2,
            "nodes_hitrates": [1.0] * 6,
        }

    for mode in modes:
        for tracks in [0, 1]:
            for aggregate in ["SUM", "AVERAGE"]:
                node = helper.make_node(
                    "TreeEnsembleRegressor", ["X"], ["Y"], domain="ai.onnx.ml", n_targets=1,
                    target_treeids=[0, 0, 1, 1], target_nodeids=[1, 2, 1, 2],
                    target_ids=[0] * 4, target_weights=[1.0, 2.0, 10.0, 20.0],
                    aggregate_function=aggregate, base_values=[0.25], **nodes(mode, tracks))
                name = f"onnx-mode-{mode}-{tracks}-{aggregate}".lower()
                run(name, model(node, 3, number), {"X": edges}, True, matrix=edges)
    for transform in ["NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO"]:
        for kind, ids, weights in [
            ("second", [1] * 4, [0.1, 0.2, 0.3, 0.4]), ("signed", [0] * 4, [-0.9, 0.2, 0.3, 0.4]),
            ("share", [0] * 4, [0.1, 0.2, 0.3, 0.4]), ("both", [0] * 4 + [1] * 4, [
                0.1, 0.2, 0.3, -0.4, 0.5, 0.6, 0.7, 0.8]),
        ]:
            # With a base value for each of two classes ONNX Runtime loses votes.
            for base in [None] if kind in ("second", "both") else [None, [0.5]]:
                extra = {} if base is None else {"base_values": base}
                node = helper.make_node(
                    "TreeEnsembleClassifier", ["X"], ["L", "Y"], domain="ai.onnx.ml",
                    classlabels_int64s=[4, 7], class_treeids=[0, 0, 1, 1] * (len(ids) // 4),
                    class_nodeids=[1, 2, 1, 2] * (len(ids) // 4), class_ids=ids, class_weights=weights,
                    post_transform=transform, **extra, **nodes("BRANCH_LEQ", 0))
                size = 0 if base is None else len(base)
                run(f"onnx-pair-{kind}-{size}-{transform}".lower(), model(node, 3, label + number),
                    {"X": edges}, True, matrix=edges)
    number_modes = helper.make_tensor("m", TensorProto.UINT8, [3], [0, 2, 4])
    node = helper.make_node(
        "TreeEnsemble", ["X"], ["Y"], domain="ai.onnx.ml", n_targets=2, tree_roots=[0, 2],
        nodes_featureids=[0, 1, 2], nodes_modes=number_modes,
        nodes_splits=helper.make_tensor("s", TensorProto.FLOAT, [3], [40, 0.1, 2]),
        nodes_truenodeids=[1, 0, 3], nodes_trueleafs=[0, 1, 1],
        nodes_falsenodeids=[2, 1, 4], nodes_falseleafs=[1, 1, 1],
        nodes_missing_value_tracks_true=[1, 0, 0],
        leaf_targetids=[0, 1, 0, 1, 0],
        leaf_weights=helper.make_tensor("w", TensorProto.FLOAT, [5], [1, 2, 3, 4, 5]),
        aggregate_function=1, post_transform=0)
    try:
        run("onnx-newest-trees", model(node, 5, number), {"X": edges}, True, matrix=edges)
    except Exception as error:
        print("not run: the newest trees,", str(error)[:200])


FOLDER.mkdir(parents=True, exist_ok=True)
chosen = [word for word in sys.argv[2:] if not word.startswith("--")]
for family in chosen or ["xgboost", "lightgbm", "onnx"]:
    {"xgboost": xgboost_cases, "lightgbm": lightgbm_cases, "onnx": onnx_cases}[family]()
