#!/usr/bin/env bash
# Builds the programs as they are shipped and measures them; see docs/benchmarks.md.
#
#   Benchmarks/run.sh                    all of it, about ten minutes
#   Benchmarks/run.sh --quick            small sizes: does everything work?
#   Benchmarks/run.sh --only rule,gate   some of it; further flags: --help
set -euo pipefail
cd "$(dirname "$0")/.."
export ASSAY_BENCH=1
build=(swift build -c release -Xswiftc -static-stdlib --scratch-path .build-bench)
"${build[@]}" --product assay >&2
"${build[@]}" --product assay-bench >&2
scratch="$PWD/.build-bench/scratch"
trap 'rm -rf "$scratch"' EXIT
.build-bench/release/assay-bench \
    --assay "$PWD/.build-bench/release/assay" --example "$PWD/Examples/adult-income" \
    --scratch "$scratch" --json Benchmarks/results.json "$@"
