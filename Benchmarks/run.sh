#!/usr/bin/env bash
# Builds the programs as they are shipped and measures them; see docs/benchmarks.md.
#
#   Benchmarks/run.sh                    all of it, about fifteen minutes
#   Benchmarks/run.sh --quick            small sizes: does everything work?
#   Benchmarks/run.sh --only rule,gate   some of it; further flags: --help
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in wrk curl; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
if [ -n "${missing:-}" ]; then
    echo "installing ${missing[*]}" >&2
    apt-get update -qq && apt-get install -y -qq "${missing[@]}" >/dev/null
fi
export ASSAY_BENCH=1
build=(swift build -c release -Xswiftc -static-stdlib --scratch-path .build-bench)
"${build[@]}" --product assay >&2
"${build[@]}" --product assay-bench >&2
# Peers that sign and scan; where they cannot be installed, their figures are left out.
peers="$PWD/.build-bench/peers"
if [ ! -x "$peers/bin/picklescan" ]; then
    python3 -m venv "$peers" && "$peers/bin/pip" install --quiet model-signing==1.1.1 pyOpenSSL picklescan >&2 ||
        echo "the peers could not be installed; their figures are left out" >&2
fi
beside=()
[ -x "$peers/bin/model_signing" ] && beside+=(--model-signing "$peers/bin/model_signing")
[ -x "$peers/bin/picklescan" ] && beside+=(--picklescan "$peers/bin/picklescan")
scratch="$PWD/.build-bench/scratch"
trap 'rm -rf "$scratch"' EXIT
.build-bench/release/assay-bench \
    --assay "$PWD/.build-bench/release/assay" --example "$PWD/Examples/adult-income" \
    --scratch "$scratch" "${beside[@]}" --json Benchmarks/results.json "$@"
