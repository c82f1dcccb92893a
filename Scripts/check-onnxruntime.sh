#!/bin/sh
# Makes models of kinds that Assay does not run, has `assay eval` and `assay explain` run them with
# the ONNX Runtime of a PyPI wheel, and compares with what that runtime's own Python answers.
#
#   Scripts/check-onnxruntime.sh [FOLDER-OF-PROGRAMS]     .build/debug unless given
set -eu
cd "$(dirname "$0")/.."
programs=$(cd "${1:-.build/debug}" && pwd)
environment="${ASSAY_CHECK_VENV:-$PWD/.build/check-onnxruntime}"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check \
    onnxruntime==1.31.1 skl2onnx==1.20.0 scikit-learn==1.9.1
library=$(echo "$environment"/lib/python3*/site-packages/onnxruntime/capi)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASSAY_HOME="$work/home"
unset ASSAY_ONNXRUNTIME || true
check() { "$environment/bin/python" -W ignore Scripts/check-onnxruntime.py "$@"; }
check make "$work/made"

measure() {
    name=$1 label=$2
    shift 2
    mkdir "$work/$name"
    cp "$work/made/$name.onnx" "$work/$name/"
    "$programs/assay" register model "$name" --from "$work/$name" --purpose "is compared" \
        --business-owner bea@example.org --technical-owner tom@example.org --risk high \
        --part "evaluation-data=$work/made/rows.csv" >/dev/null
    echo "$name"
    "$programs/assay" eval "$name@1" --data "$work/made/rows.csv" --label "$label" \
        --features age,hours,gain --sensitive group --suite high --json "$@" \
        >"$work/$name.json" || { cat "$work/$name.json"; exit 1; }
    check compare "$work/made" "$name" "$work/$name.json"
}
measure svm two --onnxruntime "$library"
measure network two --onnxruntime "$library"
measure words words --onnxruntime "$library"
measure neighbours words --onnxruntime "$library"
measure vectors number --onnxruntime "$library"
measure process number --onnxruntime "$library"

echo "explained, and recomputed with the same library"
"$programs/assay" explain "$work/made/svm.onnx" "$work/made/rows.csv" --features age,hours,gain \
    --onnxruntime "$library" --json >"$work/rows.json"
check row "$work/made" svm "$work/rows.json"
"$programs/assay" explain "$work/made/words.onnx" "$work/made/rows.csv" --features age,hours,gain \
    --onnxruntime "$library" --global --label words
"$programs/assay" evidence recompute svm@1 --onnxruntime "$library"
ASSAY_ONNXRUNTIME="$library" "$programs/assay" evidence recompute words@1

echo "a network that Assay runs itself gives the same"
"$programs/assay" explain "$work/made/network.onnx" "$work/made/rows.csv" \
    --features age,hours,gain --row 1 --json >"$work/own.json"
"$programs/assay" explain "$work/made/network.onnx" "$work/made/rows.csv" \
    --features age,hours,gain --row 1 --onnxruntime "$library" --json >"$work/other.json"
"$environment/bin/python" -c 'import json, sys
one, other = (json.load(open(name)) for name in sys.argv[1:])
assert "runtime" not in one and "runtime" in other
assert abs(one["rows"][0]["prediction"] - other["rows"][0]["prediction"]) < 1e-6
' "$work/own.json" "$work/other.json"

echo "refusals"
refused() {
    words=$1
    shift
    if "$programs/assay" "$@" 2>"$work/said"; then
        echo "was not refused: $*"
        exit 1
    fi
    grep -q "$words" "$work/said" || { cat "$work/said"; exit 1; }
}
"$environment/bin/python" - "$work" <<'PYTHON'
import sys
from pathlib import Path
import onnx
from onnx import external_data_helper, helper, TensorProto
folder = Path(sys.argv[1])
made = onnx.load(str(folder / "made/svm.onnx"))
foreign = onnx.ModelProto()
foreign.CopyFrom(made)
foreign.graph.node[0].domain = "my.operators"
foreign.opset_import.append(helper.make_opsetid("my.operators", 1))
(folder / "foreign.onnx").write_bytes(foreign.SerializeToString())
outside = onnx.ModelProto()
outside.CopyFrom(made)
tensor = TensorProto(name="w", data_type=1, dims=[1], data_location=TensorProto.EXTERNAL)
entry = tensor.external_data.add()
entry.key, entry.value = "location", "../../../etc/passwd"
outside.graph.initializer.append(tensor)
(folder / "outside.onnx").write_bytes(outside.SerializeToString())
PYTHON
set -- "$work/made/rows.csv" --features age,hours,gain --row 1
refused "operators of somebody" explain "$work/foreign.onnx" "$@" --onnxruntime "$library"
refused "is not given to ONNX Runtime" explain "$work/outside.onnx" "$@" --onnxruntime "$library"
refused "no such file" explain "$work/made/svm.onnx" "$@" --onnxruntime "$work/nowhere"
refused "no ONNX Runtime\|does not load" explain "$work/made/svm.onnx" "$@" \
    --onnxruntime "$programs/assay"
refused "name them in its order with" explain "$work/made/svm.onnx" "$work/made/rows.csv" \
    --onnxruntime "$library"
echo "all is as ONNX Runtime's Python has it"
