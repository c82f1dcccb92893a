"""The example's model behind other people's servers, for Scripts/check-served-models.sh.

    check-served-models.py save FOLDER       an MLflow model, an MLServer model and a filter command
    check-served-models.py compare ONE TWO   what `assay eval --json` said twice, measure by measure
"""

import json
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "Examples/adult-income"

# What all three have in common: the columns of the example's file become the model's features.
SCORER = '''
import numpy
import xgboost

NUMBERS = ["age", "education_num", "capital_gain", "capital_loss", "hours_per_week"]
TEXTS = ["workclass", "occupation", "sex"]
booster = xgboost.Booster(model_file={model!r})


def scores(columns):
    """The probability of each row; `columns` is a column by name."""
    matrix = []
    for name in booster.feature_names:
        column, _, text = name.partition("=")
        values = columns[column]
        matrix.append([float(v == text) for v in values] if text else [float(v) for v in values])
    rows = xgboost.DMatrix(numpy.array(matrix).T, feature_names=booster.feature_names)
    return [float(score) for score in booster.predict(rows)]
'''

MLFLOW = '''
import sys
import mlflow

sys.path.insert(0, {folder!r})
import scorer


class Income(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return scorer.scores({{name: list(model_input[name]) for name in model_input.columns}})


mlflow.models.set_model(Income())
'''

MLSERVER = '''
import sys

from mlserver import MLModel
from mlserver.codecs import NumpyCodec, StringCodec
from mlserver.types import InferenceResponse

sys.path.insert(0, {folder!r})
import numpy
import scorer


class Income(MLModel):
    async def load(self):
        return True

    async def predict(self, payload):
        columns = {{}}
        for one in payload.inputs:
            if one.datatype == "BYTES":
                columns[one.name] = StringCodec.decode_input(one)
            else:
                columns[one.name] = NumpyCodec.decode_input(one).flatten()
        scores = numpy.array(scorer.scores(columns)).reshape(-1, 1)
        return InferenceResponse(
            model_name=self.name, outputs=[NumpyCodec.encode_output("score", scores)])
'''

COMMAND = '''
import json
import sys

sys.path.insert(0, {folder!r})
import scorer

rows = [json.loads(line) for line in sys.stdin]
for score in scorer.scores({{name: [row[name] for row in rows] for name in rows[0]}}):
    print(score)
'''


def save(folder):
    folder.mkdir(parents=True, exist_ok=True)
    model = str(EXAMPLE / "model/model.json")
    for name, text in [
        ("scorer.py", SCORER), ("income_mlflow.py", MLFLOW), ("income_mlserver.py", MLSERVER),
        ("serve.py", COMMAND),
    ]:
        (folder / name).write_text(text.format(folder=str(folder), model=model))
    numbers = ["age", "education_num", "capital_gain", "capital_loss", "hours_per_week"]
    texts = ["workclass", "occupation", "sex"]
    try:
        import mlflow
        from mlflow.models import ModelSignature
        from mlflow.types import ColSpec, Schema

        columns = [ColSpec("long", name) for name in numbers]
        columns += [ColSpec("string", name) for name in texts]
        mlflow.pyfunc.save_model(
            str(folder / "mlflow"), python_model=str(folder / "income_mlflow.py"),
            signature=ModelSignature(inputs=Schema(columns)), pip_requirements=[])
    except ImportError:
        pass
    settings = {
        "name": "income", "implementation": "income_mlserver.Income",
        "inputs": [{"name": name, "datatype": "FP64", "shape": [-1, 1]} for name in numbers]
        + [{"name": name, "datatype": "BYTES", "shape": [-1, 1]} for name in texts],
    }
    (folder / "model-settings.json").write_text(json.dumps(settings))


def differences(one, two, path=""):
    """Paths at which two predicates differ by more than float32 sums do."""
    if isinstance(one, dict) and isinstance(two, dict):
        for name in sorted(set(one) | set(two)):
            if name not in ("configuration", "score", "robustness"):
                yield from differences(one.get(name), two.get(name), f"{path}.{name}")
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for place, pair in enumerate(zip(one, two)):
            yield from differences(*pair, f"{path}[{place}]")
    elif isinstance(one, float) and isinstance(two, (int, float)):
        if abs(one - two) > 1e-5:
            yield f"{path}: {one} {two}"
    elif one != two:
        yield f"{path}: {one} {two}"


def compare(one, two):
    reports = [
        {item["kind"]: item for item in json.loads(Path(path).read_text())["evidence"]}
        for path in (one, two)
    ]
    grades = [reports[0]["eval_report"]["grade"], reports[1]["eval_report"]["grade"]]
    found = [
        difference for kind in ("eval_report", "fairness_report")
        for difference in differences(
            reports[0][kind]["predicate"], reports[1][kind]["predicate"], kind)
    ]
    print(f"  {grades[0]} and {grades[1]}; {len(found)} differences beyond 1e-5")
    if found or grades != ["observed", "declared"]:
        sys.exit("\n".join(found[:10]) or "other grades")


if __name__ == "__main__":
    if sys.argv[1] == "save":
        save(Path(sys.argv[2]))
    else:
        compare(sys.argv[2], sys.argv[3])
