#!/usr/bin/env bash
# Runs all tests. With a PostgreSQL in ASSAY_TEST_POSTGRES the ledger's contract runs on it too.
# What passes goes to .build/tests.log; what fails, what tests print and the last line are shown.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --build-tests --explicit-target-dependency-import-check error
swift test --skip-build --parallel 2>&1 | tee .build/tests.log |
    grep --line-buffered -vE '^(◇|✔ (Suite|Test [^r]|Test r[^u]|Test run[^ ]))'
