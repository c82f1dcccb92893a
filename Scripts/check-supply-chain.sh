#!/bin/sh
# Imports OSV's advisories, has `assay check --json` read every kind of list of packages and two live
# environments, and compares the vulnerabilities and fixed versions with what Python's `packaging`
# makes of the same advisories. Also: what nobody can decide must be said, and must not pass.
#
#   Scripts/check-supply-chain.sh                   packages by chance (a new seed each time)
#   Scripts/check-supply-chain.sh --tests [SEED]    and our readers against Python's own (packaging,
#                                                   tomllib, cvss, license-expression)
#
# Environment:
#   ASSAY        the program (default: .build/release/assay)
#   ADVISORIES   the archive (default: ../shared/reference/osv/pypi-advisories-2024-10-10.tar.gz)
#   SEED         for the packages
#   SWIFT_FLAGS  further arguments for swift test
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
assay=${ASSAY:-$root/.build/release/assay}
advisories=${ADVISORIES:-$root/../shared/reference/osv/pypi-advisories-2024-10-10.tar.gz}
[ -x "$assay" ] || { echo "there is no $assay: build it first, or say where it is with ASSAY" >&2; exit 1; }
tests=
[ "${1:-}" != --tests ] || { tests=yes; shift; }
seed=${1:-${SEED:-$(date +%s)}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASSAY_HOME="$work/home"
python=$work/venv/bin/python
echo "seed $seed"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    packaging pyyaml uv ${tests:+cvss license-expression}

if [ -f "$advisories" ]; then
    dependencies=$root/Scripts/check-dependencies.py
    "$assay" advisories import "$advisories"
    mkdir "$work/lists"
    "$python" "$dependencies" write "$advisories" "$work/lists" "$seed"

    # A live environment with old packages, what uv locks for them, and both its forms.
    old="jinja2==2.11.2 urllib3==1.26.4 markupsafe==2.0.1 pyyaml==6.0.1 packaging==24.0"
    python3 -m venv "$work/lists/live"
    # shellcheck disable=SC2086
    "$work/lists/live/bin/pip" install --quiet --disable-pip-version-check $old
    "$work/lists/live/bin/python" "$dependencies" truth "$advisories" "$work/lists/live"
    mkdir "$work/lists/uv-made" "$work/lists/uv-pylock"
    (
        cd "$work/lists/uv-made"
        list=$(printf '"%s", ' $old)
        printf '[project]\nname = "own"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = [%s]\n' \
            "$list" >pyproject.toml
        "$work/venv/bin/uv" lock --quiet
        "$work/venv/bin/uv" export --quiet --format pylock.toml --no-emit-project \
            --output-file ../uv-pylock/pylock.toml
        rm pyproject.toml
    )
    for kind in uv-made uv-pylock; do
        "$python" - "$work/lists" $kind <<'PY'
import json, pathlib, sys
folder, kind = pathlib.Path(sys.argv[1]), sys.argv[2]
live = json.loads((folder / "live.truth").read_text())
for own in ("pip", "setuptools"):
    live.pop(own, None)
(folder / f"{kind}.truth").write_text(json.dumps(live))
PY
    done
    for truth in "$work"/lists/*.truth; do
        kind=$(basename "$truth" .truth)
        status=0
        (cd "$work/lists" && nice "$assay" check "$kind" --json) >"${truth%.truth}.json" || status=$?
        [ "$status" = 1 ] || echo "$kind: exit status $status, wanted 1"
    done
    right=yes
    "$python" "$dependencies" check "$work/lists" || right=

    # Undecided is a finding, and a list is never clean without advisories.
    undecided() { # undecided LINE: a requirement that names no version that can be judged
        printf '%s\n' "$1" >"$work/requirements.txt"
        status=0
        "$assay" check "$work/requirements.txt" --json >"$work/out" || status=$?
        if [ "$status" != 1 ] || ! grep -q '"undecided-dependency"' "$work/out"; then
            echo "\`$1\`: exit status $status, and not said to be undecided"
            said= right=
        fi
    }
    said=yes
    for line in 'jinja2' 'jinja2>=2' 'jinja2==2.*' 'jinja2 @ https://example.org/jinja2.whl' \
        'git+https://example.org/jinja2.git' 'jinja2===2.11-p1' '-e ./jinja2' '-r not-there.txt'; do
        undecided "$line"
    done
    [ -z "$said" ] || echo "8 requirements that nobody can decide: said so"
    status=0
    ASSAY_HOME="$work/empty" "$assay" check "$work/requirements.txt" >"$work/out" 2>&1 || status=$?
    case $status in
        3) echo "without advisories: could not be checked, as it should be" ;;
        *) cat "$work/out"; echo "without advisories: exit status $status, wanted 3"; right= ;;
    esac
    [ -n "$right" ] || exit 1
else
    echo "skipped the packages: there is no $advisories"
fi

[ -n "$tests" ] || exit 0
mkdir "$work/answers"
"$python" "$root/Scripts/check-supply-chain.py" "$work/answers" "$seed"
cd "$root"
# shellcheck disable=SC2086
ASSAY_ORACLE_DIR="$work/answers" swift test ${SWIFT_FLAGS:-} --filter OracleComparison
"$python" "$root/Scripts/check-supply-chain.py" "$work/answers" "$seed" again
