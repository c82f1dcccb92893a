#!/usr/bin/env bash
# Runs all tests. With a PostgreSQL in ASSAY_TEST_POSTGRES the ledger's contract runs on it too.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --build-tests --explicit-target-dependency-import-check error
swift test --skip-build --parallel
