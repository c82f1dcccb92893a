#!/usr/bin/env bash
# The whole story on the example, in a home folder of its own; stops at the first step that does
# not come out as it should.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=$(cd "${1:-.build/release}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASSAY_HOME=$work/home
PATH=$bin:$PATH
example=Examples/adult-income
parts=(--part training-data=$example/training.csv --part evaluation-data=$example/evaluation.csv)
tom=(--as tom@example.org)

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# expect STATUS COMMAND… runs a command and stops unless it exits so; keeps what it printed.
expect() {
    local wanted=$1 status=0
    shift
    printf '$ %s\n' "${*//$work/\$WORK}"
    "$@" >"$work/out" 2>&1 || status=$?
    sed "s|$work|\$WORK|g" "$work/out"
    if [ "$status" -ne "$wanted" ]; then
        echo "demo: expected exit status $wanted, got $status" >&2
        exit 1
    fi
}

# expect_text TEXT stops unless the last command printed the text.
expect_text() {
    grep -qF -- "$1" "$work/out" || { echo "demo: expected to read: $1" >&2; exit 1; }
}

say "1. Register a model: its files are named by their bytes, and somebody answers for it"
expect 1 assay register model income --from $example/model --risk high "${tom[@]}"
register=(assay register model income --risk high
    --purpose "Estimates whether a household's income exceeds 50,000 USD, to size marketing budgets"
    --business-owner bea@example.org --technical-owner tom@example.org)
expect 0 "${register[@]}" --from $example/model "${parts[@]}" --part code=$example/train.py "${tom[@]}"

say "2. Measure it, with intervals: Assay runs the model itself"
evaluate=(--data $example/evaluation.csv --label label --sensitive sex,race)
expect 0 assay eval income@1 "${evaluate[@]}" "${tom[@]}"

say "3. May it ship? No: it finds women with a high income far less often than men"
expect 1 assay gate income@1 --to production

say "4. A second version, trained to close that gap, and what people know about it"
mkdir "$work/training"
cp $example/train.py $example/requirements.txt "$work/training"
expect 0 "${register[@]}" --from $example/model-2 "${parts[@]}" --part code="$work/training" "${tom[@]}"
expect 0 assay eval income@2 "${evaluate[@]}" --against income@1 --suite high \
    --reference $example/training.csv --segment occupation --report "$work/income.html" "${tom[@]}"
expect_text "compared with model:income@1"
echo '{"result": "accepted", "seen": "consent and source of the census rows"}' >"$work/review.json"
hand_in() {
    expect 0 assay evidence add income@2 --kind "$1" --looked-at "$2" --file "$3" "${tom[@]}"
}
hand_in model_card weights $example/model-2/MODEL_CARD.md
hand_in dataset_record training-data "$work/review.json"
hand_in dataset_record evaluation-data "$work/review.json"
hand_in risk_assessment weights "$work/review.json"
hand_in impact_assessment weights,training-data "$work/review.json"
hand_in attestation code "$work/review.json"
expect 2 assay gate income@2 --to production

say "5. An approval: not by the author; by a risk reviewer, bound to these bytes"
expect 1 assay approve income@2 --to production --as tom@example.org:risk-reviewer
expect 0 assay approve income@2 --to production --as ruth@example.org:risk-reviewer
expect 0 assay gate income@2 --to production

say "6. Are these the released bytes? Then one byte is flipped"
expect 0 assay verify $example/model-2
cp -r $example/model-2 "$work/model-2"
printf '\377' | dd of="$work/model-2/model.json" bs=1 seek=5000 conv=notrunc status=none
expect 1 assay verify "$work/model-2"
expect_text "model.json"
printf '#' | dd of="$work/training/train.py" bs=1 seek=0 conv=notrunc status=none
expect 1 assay verify "$work/training"
expect_text "train.py"
echo "The changed training code, registered again: what still holds?"
expect 0 "${register[@]}" --from $example/model-2 "${parts[@]}" --part code="$work/training" "${tom[@]}"
expect 2 assay gate income@3 --to production
expect_text "2 of 10"

say "7. Proof: the ledger, a receipt that needs neither database nor server, the read models"
expect 0 assay log verify --read-models
expect 0 assay log prove income@2 --out "$work/income.receipt"
expect 0 assay-verify receipt "$work/income.receipt" --key "$ASSAY_HOME/keys/log.pub"
expect 0 assay log rebuild

say "8. The decision again, byte for byte; the policy's own tests; a stricter policy on the past"
decision=$(assay gate income@2 --to production --json | sed -n 's/^  "decision": "sha256:\(.*\)",$/\1/p')
expect 0 assay replay "${decision:0:12}"
expect 0 assay policy test "$ASSAY_HOME/policies/high.yaml"
sed 's/, 0\.15))/, 0.01))/' "$ASSAY_HOME/policies/high.yaml" >"$work/stricter.yaml"
expect 0 assay policy backtest "$work/stricter.yaml"
expect_text "would change"

say "9. The console, on this very story"
# The home moves to .demo, and the server goes on after this script; the next demo stops it.
demo=$PWD/.demo
[ ! -f "$demo/pid" ] || kill "$(cat "$demo/pid")" 2>/dev/null || true
rm -rf "$demo" && mkdir "$demo" && mv "$ASSAY_HOME" "$demo/home"
port=8420
(exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && port=0
ASSAY_HOME=$demo/home nohup "$bin/assay" serve --port $port >"$demo/log" 2>&1 </dev/null &
echo $! >"$demo/pid"
for _ in $(seq 100); do
    grep -q first-sign-in "$demo/log" && break
    kill -0 "$(cat "$demo/pid")" 2>/dev/null || break
    sleep 0.1
done
cat "$demo/log"
grep -q first-sign-in "$demo/log" || { echo "demo: the server did not start" >&2; exit 1; }
if [ -n "${CI:-}" ]; then
    kill "$(cat "$demo/pid")"
else
    echo "It goes on running; stop it with: kill \$(cat .demo/pid)"
fi

say "Everything came out as it should."
echo "Do it yourself: README.md. The programs are $bin/assay and $bin/assay-verify."
