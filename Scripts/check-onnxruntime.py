"""Models of kinds that Assay does not run, for Scripts/check-onnxruntime.sh.

    check-onnxruntime.py make FOLDER            rows, models, and what onnxruntime's Python answers
    check-onnxruntime.py compare FOLDER EVAL    what `assay eval --json` measured of a model
    check-onnxruntime.py row FOLDER NAME JSON   what `assay explain --json` says of the first rows
"""

import json
import sys
import warnings
from pathlib import Path

import numpy
import onnxruntime
from skl2onnx import to_onnx
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.metrics import accuracy_score, brier_score_loss, log_loss, mean_squared_error
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC, SVR

FEATURES = ["age", "hours", "gain"]


def main(command, folder, *rest):
    folder = Path(folder)
    if command == "make":
        make(folder)
    elif command == "compare":
        compare(folder, *rest)
    else:
        row(folder, *rest)


def make(folder):
    warnings.simplefilter("ignore")
    folder.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(7)
    rows = random.normal(size=(240, 3)).astype(numpy.float32)
    two = (rows[:, 0] + rows[:, 1] / 2 + random.normal(scale=0.5, size=240) > 0).astype(int)
    words = numpy.where(rows[:, 0] > 0.5, "cat", numpy.where(rows[:, 1] > 0, "dog", "eel"))
    number = rows[:, 0] * 2 + numpy.sin(rows[:, 2])
    models = {
        "svm": (SVC(probability=True, random_state=0), two, {}),
        "network": (MLPClassifier((8,), random_state=0, max_iter=400), two, {}),
        "neighbours": (KNeighborsClassifier(5), words, {"zipmap": False}),
        "words": (SVC(probability=True, random_state=0), words, {}),
        "vectors": (SVR(), number, {}),
        "process": (GaussianProcessRegressor(alpha=0.1), number, {}),
    }
    answers = {}
    for name, (model, truth, options) in models.items():
        model.fit(rows[:120], truth[:120])
        made = to_onnx(
            model, rows[:1], target_opset=17, options={id(model): options} if options else None)
        path = folder / f"{name}.onnx"
        path.write_bytes(made.SerializeToString())
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        said = session.run(None, {session.get_inputs()[0].name: rows})
        scores = said[-1]
        if isinstance(scores, list):
            scores = [[row[key] for key in sorted(row)] for row in scores]
        answers[name] = numpy.asarray(scores, dtype=float).reshape(240, -1).tolist()
    (folder / "answers.json").write_text(json.dumps(answers))
    lines = [",".join(FEATURES + ["two", "words", "number", "group"])]
    for place in range(240):
        cells = [repr(float(cell)) for cell in rows[place]]
        lines.append(
            ",".join(cells + [
                str(two[place]), words[place], repr(float(number[place])), "ab"[place % 2]]))
    (folder / "rows.csv").write_text("\n".join(lines) + "\n")


def compare(folder, name, file):
    report = json.loads(Path(file).read_text())["evidence"][0]["predicate"]
    answers = numpy.array(json.loads((folder / "answers.json").read_text())[name])
    cells = [line.split(",") for line in (folder / "rows.csv").read_text().split()[1:]]
    if report["task"] == "binary":
        truth = numpy.array([int(row[3]) for row in cells])
        expected = {
            "accuracy": accuracy_score(truth, answers[:, 1] >= 0.5),
            "brier": brier_score_loss(truth, answers[:, 1]),
            "log_loss": log_loss(truth, answers[:, 1]),
        }
    elif report["task"] == "multiclass":
        truth = [row[4] for row in cells]
        classes = sorted(set(truth))
        expected = {"accuracy": accuracy_score(truth, [classes[i] for i in answers.argmax(1)])}
    else:
        truth = [float(row[5]) for row in cells]
        expected = {"mean_squared_error": mean_squared_error(truth, answers[:, 0])}
    for measure, value in expected.items():
        gap = abs(report[measure]["value"] - value)
        print(f"  {measure:20} {value:.9f}  differs by {gap:.1e}")
        assert gap < 1e-6, (name, measure, report[measure]["value"], value)
    runtime = report["configuration"]["runtime"]
    assert runtime["version"] == onnxruntime.__version__, runtime
    assert runtime["library"].startswith("sha256:"), runtime


def row(folder, name, file):
    said = json.loads(Path(file).read_text())
    answers = json.loads((folder / "answers.json").read_text())[name]
    worst = 0
    for one in said["rows"]:
        expected = answers[one["number"] - 1]
        worst = max(worst, min(abs(one["prediction"] - value) for value in expected[-1:]))
        total = one["base"] + sum(reason["contribution"] for reason in one["reasons"])
        assert abs(total - one["prediction"]) < 1e-6, one
    print(f"  {len(said['rows'])} rows differ by at most {worst:.1e}")
    assert worst < 1e-6 and said["runtime"]["name"] == "ONNX Runtime", (name, worst)


if __name__ == "__main__":
    main(*sys.argv[1:])
