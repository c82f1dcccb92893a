#!/bin/sh
# Signs a model with each of Assay and PyPI's model_signing (the OpenSSF reference), verifies with
# both, and compares their answers: with keys and certificates on three curves, unchanged and
# tampered with; changed bundles; odd certificates; and the bundles that its earlier versions made.
# Prints a table. Fails when the two differ, unless Assay is the stricter one and docs/signing.md
# says so: those rows end with `stricter` and why.
#
#   Scripts/check-model-signing.sh
#
# Some five minutes on an idle machine, most of them the reference's.
#
# Environment:
#   ASSAY_BIN    folder with assay and assay-verify   (default: where `swift build` puts them)
#   REFERENCE    command of the reference, in a virtual environment (default: one is made)
#   ASSAY        command that signs and verifies      (default: assay in that folder)
#   SWIFT_FLAGS  further arguments for swift build
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
flags=${SWIFT_FLAGS:-}
# shellcheck disable=SC2086
bin=${ASSAY_BIN:-$(swift build $flags --show-bin-path)}
assay=${ASSAY:-$bin/assay}
export ASSAY_HOME="$work/home"

if [ -n "${REFERENCE:-}" ]; then reference=$REFERENCE; else
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check model_signing \
        pyOpenSSL  # which its version 1.1.1 imports and does not name
    reference="$work/venv/bin/model_signing"
fi
"$(dirname "$reference")/python" -c 'import importlib.metadata as m; print("model_signing", m.version("model_signing"))'

rows=0
differences=0
stricter=0
why=
# One row: what was done, what each of the two answers, and whether that is as it should be; `why`
# says why it should not be the same.
#   row WHAT WANTED-OF-OURS WANTED-OF-THEIRS OURS THEIRS
row() {
    rows=$((rows + 1))
    verdict=same
    [ "$2" = "$3" ] || {
        verdict="stricter: ${why:?$1: nobody says why they should differ}"
        stricter=$((stricter + 1))
    }
    why=
    if [ "$4" != "$2" ] || [ "$5" != "$3" ]; then
        verdict="DIFFERS (wanted $2, $3)"
        differences=$((differences + 1))
        sed 's/^/    ours:   /' "$work/ours.out"
        sed 's/^/    theirs: /' "$work/theirs.out" | tail -n 3
    fi
    printf '%-62s %-4s %-4s %s\n' "$1" "$4" "$5" "$verdict"
}
answer() { # answer FILE COMMAND…: yes or no; a fault is no answer of ours
    out=$1
    shift
    status=0
    "$@" >"$work/$out.out" 2>&1 || status=$?
    case "$out$status" in
        *0) echo yes ;;
        ours1 | theirs*) echo no ;;
        *) echo "fault" ;;
    esac
}

# The model: names on which the two sort orders differ, an empty and a hidden file, folders.
make_model() {
    rm -rf "$work/model"
    mkdir -p "$work/model/a" "$work/model/sub/.git" "$work/model/.git"
    printf 1 >"$work/model/a/b"
    printf 2 >"$work/model/a-b"
    printf 3 >"$work/model/a.b"
    : >"$work/model/empty"
    printf 4 >"$work/model/.hidden"
    printf 5 >"$work/model/sub/.git/x"
    printf 6 >"$work/model/.git/HEAD"
    printf 'naïve' >"$work/model/naïve"
    head -c 3000000 /dev/urandom >"$work/model/weights.bin"
}

key_pair() { # key_pair CURVE NAME
    openssl ecparam -name "$1" -genkey -noout -out "$work/$2.pem" 2>/dev/null
    openssl ec -in "$work/$2.pem" -pubout -out "$work/$2.pub" 2>/dev/null
}
dated() { date -u -d "$1" +%y%m%d%H%M%SZ; }
authority() { # authority CURVE NAME: a self-signed root
    certificate "$1" "$2" "$2" "$issuer_extensions" \
        "-selfsign -startdate $(dated '-3000 days') -enddate $(dated '+3000 days')"
}
certificate() { # certificate CURVE NAME ISSUER EXTENSIONS [DATES]
    key_pair "$1" "$2"
    printf '%b' "$4" >"$work/extensions"
    openssl req -new -key "$work/$2.pem" -subj "/CN=$2" -out "$work/$2.csr" 2>/dev/null
    mkdir -p "$work/ca"
    : >"$work/ca/index"
    printf '[ca]\ndefault_ca=own\n[own]\ndatabase=%s\nnew_certs_dir=%s\nrand_serial=yes\n' \
        "$work/ca/index" "$work/ca" >"$work/ca/conf"
    printf 'default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n' \
        >>"$work/ca/conf"
    issued="-cert $work/$3.crt"
    [ "$2" != "$3" ] || issued=  # a root is its own issuer
    # shellcheck disable=SC2086
    openssl ca -batch -notext -config "$work/ca/conf" -in "$work/$2.csr" \
        $issued -keyfile "$work/$3.pem" -extfile "$work/extensions" \
        ${5:--days 365} -out "$work/$2.crt" 2>"$work/ca/log" || { cat "$work/ca/log"; exit 1; }
}
signer_extensions='keyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\n'
issuer_extensions='basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n'

# What each of the two says of the model and a signature: `trust` is what the signer is known by.
target=$work/model
ours_verify() { # ours_verify SIGNATURE KIND TRUST [OPTION…]
    our_signature=$1 our_kind=$2 our_trust=$3
    shift 3
    case $our_kind in
        key) set -- --key "$our_trust" "$@" ;;
        certificate) set -- --certificate-chain "$our_trust" "$@" ;;
    esac
    "$assay" verify "$target" --bundle "$our_signature" "$@"
}
theirs_verify() { # theirs_verify SIGNATURE KIND TRUST
    case $2 in
        key) "$reference" verify key "$target" --signature "$1" --public_key "$3" ;;
        certificate)
            "$reference" verify certificate "$target" --signature "$1" \
                --certificate_chain "$3" ;;
    esac
}
compare() { # compare WHAT WANTED-OF-OURS WANTED-OF-THEIRS SIGNATURE KIND TRUST [OPTION…]
    this_what=$1 this_ours=$2 this_theirs=$3 this_signature=$4 this_kind=$5 this_trust=$6
    shift 6
    ours=$(answer ours ours_verify "$this_signature" "$this_kind" "$this_trust" "$@")
    theirs=$(answer theirs theirs_verify "$this_signature" "$this_kind" "$this_trust")
    row "$this_what" "$this_ours" "$this_theirs" "$ours" "$theirs"
}
ours_sign() { # ours_sign KIND SIGNATURE
    case $1 in
        key) "$assay" sign "$work/model" --key "$work/signer.pem" --output "$2" ;;
        certificate)
            "$assay" sign "$work/model" --key "$work/signer.pem" \
                --certificate "$work/signer.crt" --chain "$work/middle.crt" --output "$2" ;;
    esac >/dev/null
}
theirs_sign() { # theirs_sign KIND SIGNATURE
    case $1 in
        key) "$reference" sign key "$work/model" --private_key "$work/signer.pem" \
            --signature "$2" ;;
        certificate)
            "$reference" sign certificate "$work/model" --private_key "$work/signer.pem" \
                --signing_certificate "$work/signer.crt" \
                --certificate_chain "$work/middle.crt" --signature "$2" ;;
    esac >/dev/null
}

printf '%-62s %-4s %-4s\n' "" ours "reference"
for curve in prime256v1 secp384r1 secp521r1; do
    authority $curve root
    authority $curve stranger
    certificate $curve middle root "$issuer_extensions"
    certificate $curve signer middle "$signer_extensions"
    key_pair $curve other
    for kind in key certificate; do
        case $kind in
            key) trust="$work/signer.pub" wrong="$work/other.pub" ;;
            certificate) trust="$work/root.crt" wrong="$work/stranger.crt" ;;
        esac
        for maker in ours theirs; do
            make_model
            signature="$work/model/model.sig"
            ${maker}_sign $kind "$signature"
            cp -r "$work/model" "$work/kept"
            case_is() { # case_is WHAT WANTED: with the model as it stands; then puts it back
                compare "$curve, $kind, made by $maker: $1" "$2" "$2" "$signature" $kind "$trust"
                rm -rf "$work/model"
                cp -r "$work/kept" "$work/model"
            }
            case_is "as signed" yes
            compare "$curve, $kind, made by $maker: another $kind" no no "$signature" $kind "$wrong"
            printf 'x' | dd of="$work/model/weights.bin" bs=1 seek=1234567 conv=notrunc 2>/dev/null
            case_is "one byte changed" no
            printf 7 >"$work/model/sub/added"
            case_is "a file added" no
            : >"$work/model/sub/added"
            case_is "an empty file added" no
            rm "$work/model/a/b"
            case_is "a file deleted" no
            mv "$work/model/a-b" "$work/model/a-c"
            case_is "a file renamed" no
            rm "$work/model/a-b" && ln -s a.b "$work/model/a-b"
            case_is "a file replaced by a link" no
            ln -s /etc/hostname "$work/model/link"
            case_is "a link added, out of the folder" no
            ln -s sub "$work/model/link"
            case_is "a link added, to a folder" no
            printf 8 >"$work/model/.git/more"
            case_is "a change in .git, which is not signed" yes
            rm -rf "$work/kept"
        done
    done
done

# The bundle itself, changed. The reference's own library writes and reads JSON here.
make_model
signature="$work/model/model.sig"
ours_sign key "$signature"
cp "$signature" "$work/kept.sig"
change() { # change WHAT WANTED-OF-OURS WANTED-OF-THEIRS PYTHON: `b` is the bundle, `p` its payload
    "$(dirname "$reference")/python" - "$work/kept.sig" "$signature" "$work/signer.pem" "$4" <<'PY'
import base64, hashlib, json, sys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
kept, out, key, code = sys.argv[1:]
b = json.load(open(kept))
e = b["dsseEnvelope"]
p = json.loads(base64.b64decode(e["payload"]))
root = lambda: hashlib.sha256(
    b"".join(bytes.fromhex(r["digest"]) for r in p["predicate"]["resources"])).hexdigest()
def reroot(): p["subject"][0]["digest"]["sha256"] = root()
private = serialization.load_pem_private_key(open(key, "rb").read(), None)
def sign(start=b"DSSEv1", shown=None):
    payload = json.dumps(p).encode()
    t = e["payloadType"].encode()
    shown = shown(payload) if shown else payload
    pae = b" ".join([start, str(len(t)).encode(), t, str(len(payload)).encode(), shown])
    e["payload"] = base64.b64encode(payload).decode()
    algorithm = {256: hashes.SHA256, 384: hashes.SHA384, 521: hashes.SHA512}
    e["signatures"] = [{"keyid": "", "sig": base64.b64encode(
        private.sign(pae, ec.ECDSA(algorithm[private.curve.key_size]()))).decode()}]
exec(code)
json.dump(b, open(out, "w"))
PY
    compare "bundle: $1" "$2" "$3" "$signature" key "$work/signer.pub"
}
change "written again, order of fields changed" yes yes 'p["predicate"]["resources"].reverse(); reroot(); sign()'
change "no tlogEntries" yes yes 'b["verificationMaterial"].pop("tlogEntries")'
change "no keyid" yes yes 'e["signatures"][0].pop("keyid")'
change "keyid null" yes yes 'e["signatures"][0]["keyid"] = None'
change "no hint" yes yes 'b["verificationMaterial"]["publicKey"] = {}'
change "rawBytes in place of the hint" yes yes \
    'b["verificationMaterial"]["publicKey"] = {"rawBytes": "AAAA", "keyDetails": "PKIX_ECDSA_P256_SHA_256"}'
change "another hint" no no 'b["verificationMaterial"]["publicKey"]["hint"] = "0" * 64'
change "no ignore_paths" no no 'p["predicate"]["serialization"]["ignore_paths"] = []; p["predicate"]["resources"].pop(); reroot(); sign()'
change "a field more in the predicate" yes yes 'p["predicate"]["more"] = 1; sign()'
change "a field more in a resource" yes yes 'p["predicate"]["resources"][0]["size"] = 1; sign()'
change "signed as version 0.2 did" yes yes 'sign(b"DSSEV1", lambda x: repr(x).encode())'
change "signed as version 0.2 did, payload changed after" no no \
    'sign(b"DSSEV1", lambda x: repr(x).encode()); e["payload"] = base64.b64encode(base64.b64decode(e["payload"]).replace(b"model", b"other", 1)).decode()'
change "stated as version 0.2 did: files are subjects" yes yes \
    'p = {"_type": p["_type"], "predicateType": "https://model_signing/Digests/v0.1", "predicate": {"unused": ""}, "subject": [{"name": r["name"], "digest": {"sha256": r["digest"]}} for r in p["predicate"]["resources"]]}; sign()'
change "stated as version 0.2 did, a file left out" no no \
    'p = {"_type": p["_type"], "predicateType": "https://model_signing/Digests/v0.1", "subject": [{"name": r["name"], "digest": {"sha256": r["digest"]}} for r in p["predicate"]["resources"][1:]]}; sign()'
change "payload changed" no no 'e["payload"] = base64.b64encode(json.dumps(p).encode() + b" ").decode()'
change "root of other files" no no 'p["subject"][0]["digest"]["sha256"] = "0" * 64; sign()'
why="one path has one digest"
change "a file listed twice" no yes 'p["predicate"]["resources"].append(p["predicate"]["resources"][0]); reroot(); sign()'

# Certificates that the reference takes and Assay does not, and the other way round never.
curve=prime256v1
authority $curve root
past="-startdate $(dated '-400 days') -enddate $(dated '-30 days')"
future="-startdate $(dated '+30 days') -enddate $(dated '+60 days')"
with() { # with WHAT WANTED-OF-OURS WANTED-OF-THEIRS EXTENSIONS [DATES [OPTION…]]
    what=$1 wanted_ours=$2 wanted_theirs=$3 extensions=$4 dates=${5:--days 365}
    shift 4
    [ $# -gt 0 ] && shift
    [ -n "${issuer:-}" ] || issuer=root
    certificate $curve signer $issuer "$extensions" "$dates"
    make_model
    "$reference" sign certificate "$work/model" --private_key "$work/signer.pem" \
        --signing_certificate "$work/signer.crt" --certificate_chain "$work/$issuer.crt" \
        --signature "$work/model/model.sig" >/dev/null
    compare "certificate: $what" "$wanted_ours" "$wanted_theirs" \
        "$work/model/model.sig" certificate "$work/root.crt" "$@"
}
with "for signing" yes yes "$signer_extensions"
why="judged now, not at the day it was issued"
with "expired" no yes "$signer_extensions" "$past"
with "expired, --lax-certificate-dates" yes yes "$signer_extensions" "$past" --lax-certificate-dates
with "expired, --at before" yes yes "$signer_extensions" "$past" \
    --at "$(date -u -d '-100 days' +%Y-%m-%d)"
why="judged now, not at the day it begins"
with "not yet valid" no yes "$signer_extensions" "$future"
with "only digitalSignature" yes yes 'keyUsage=critical,digitalSignature\n'
with "only codeSigning" yes yes 'extendedKeyUsage=codeSigning\n'
with "for no use" no no 'basicConstraints=CA:false\n'
with "only for key agreement" no no 'keyUsage=critical,keyAgreement\n'
why="no use may speak against signing"
with "for a server" no yes 'keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n'
why="no use may speak against signing"
with "codeSigning, but key agreement alone" no yes \
    'keyUsage=critical,keyAgreement\nextendedKeyUsage=codeSigning\n'
with "a critical field that nobody knows" no no \
    "${signer_extensions}1.3.6.1.4.1.99999.1=critical,DER:0500\n"
certificate $curve half root 'basicConstraints=critical,CA:true\nkeyUsage=critical,cRLSign\n'
issuer=half
with "its issuer may not issue" no no "$signer_extensions"
certificate $curve plain root "$signer_extensions"
issuer=plain
with "its issuer is no authority" no no "$signer_extensions"
issuer=root
certificate $curve middle root "$issuer_extensions"
issuer=middle
with "older than its issuer, --lax-certificate-dates" no no "$signer_extensions" "$past" \
    --lax-certificate-dates
with "through an issuer" yes yes "$signer_extensions"
why="could not tell: an issuer is no root"
compare "certificate: only its issuer is trusted, no root" fault no \
    "$work/model/model.sig" certificate "$work/middle.crt"

# The reference's library, which does more than its command: shards and other hashes.
python="$(dirname "$reference")/python"
cat >"$work/library.py" <<'PY'
import pathlib, sys
from model_signing import hashing, signing, verifying
what, model, how, key = sys.argv[1:]
signature = pathlib.Path(model, "model.sig")
config = hashing.Config().set_ignored_paths(paths=[signature], ignore_git_paths=True)
shape, algorithm = how.split()
if shape == "shards":
    config.use_shard_serialization(hashing_algorithm=algorithm, shard_size=30_000)
else:
    config.use_file_serialization(hashing_algorithm=algorithm)
if what == "sign":
    signer = signing.Config().use_elliptic_key_signer(private_key=key)
    signer.set_hashing_config(config).sign(model, signature)
else:
    verifier = verifying.Config().use_elliptic_key_verifier(public_key=key)
    verifier.set_hashing_config(config).verify(model, signature)
PY
library() { # library WHAT WANTED-OF-OURS WANTED-OF-THEIRS SHAPE-AND-HASH
    ours=$(answer ours ours_verify "$signature" key "$work/signer.pub")
    theirs=$(answer theirs "$python" "$work/library.py" verify "$work/model" "$4" "$work/signer.pub")
    row "library, $4: $1" "$2" "$3" "$ours" "$theirs"
}
key_pair prime256v1 signer
signature=$work/model/model.sig
for how in "files sha256" "shards sha256"; do
    make_model
    "$python" "$work/library.py" sign "$work/model" "$how" "$work/signer.pem"
    library "as signed" yes yes "$how"
    printf 'x' | dd of="$work/model/weights.bin" bs=1 seek=1234567 conv=notrunc 2>/dev/null
    library "one byte changed" no no "$how"
    make_model
    "$python" "$work/library.py" sign "$work/model" "$how" "$work/signer.pem"
    printf 7 >"$work/model/sub/added"
    library "a file added" no no "$how"
done
make_model
"$python" "$work/library.py" sign "$work/model" "files blake3" "$work/signer.pem"
why="could not tell: BLAKE3 is not read"
library "as signed" fault yes "files blake3"

# Bundles that its versions from 0.2.0 on made, and the keys of their makers.
vectors=$root/Tests/ModelSigningTests/Vectors/historical
ibm="--identity stefanb@us.ibm.com"
issuer=https://sigstore.verify.ibm.com/oauth2
# The reference asks the network for Sigstore's roots, unless told them with services to sign with.
"$python" - "$vectors/trusted_root.json" "$work/trust.json" <<'PY'
import json, sys
selector = {"selector": "ANY"}
json.dump({
    "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
    "trustedRoot": json.load(open(sys.argv[1])),
    "signingConfig": {
        "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json", "caUrls": [],
        "oidcUrls": [], "rekorTlogUrls": [], "rekorTlogConfig": selector, "tsaUrls": [],
        "tsaConfig": selector},
}, open(sys.argv[2], "w"))
PY
old_model() { # old_model BUNDLE: the files that it lists, of which each holds its name
    rm -rf "$work/model"
    mkdir "$work/model"
    target=$("$python" - "$1" "$work/model" <<'PY'
import base64, hashlib, json, pathlib, sys
bundle, model = json.load(open(sys.argv[1])), pathlib.Path(sys.argv[2])
payload = json.loads(base64.b64decode(bundle["dsseEnvelope"]["payload"]))
listed = payload["predicate"].get("resources") or [
    {"name": subject["name"], "digest": subject["digest"]["sha256"]}
    for subject in payload["subject"]]
is_one_file = [file["name"] for file in listed] == ["."]
for file in listed:
    name = payload["subject"][0]["name"] if is_one_file else file["name"]
    contents = [name.encode() + end for end in (b"", b"\n")] + [b""]
    model.joinpath(name).write_bytes(next(
        text for text in contents if hashlib.sha256(text).hexdigest() == file["digest"]))
print(model / name if is_one_file else model)
PY
    )
    cp "$1" "$work/model/model.sig"
}
old() { # old WHAT WANTED-OF-OURS WANTED-OF-THEIRS [OPTION-OF-OURS…]
    what=$1 wanted_ours=$2 wanted_theirs=$3
    shift 3
    signature=$work/model/model.sig
    case $what in
        *certificate*)
            ours=$(answer ours "$assay" verify "$target" --bundle "$signature" \
                --certificate-chain "$vectors/ca-cert.pem" "$@")
            theirs=$(answer theirs theirs_verify "$signature" certificate "$vectors/ca-cert.pem") ;;
        *elliptic-key*)
            ours=$(answer ours ours_verify "$signature" key "$vectors/signing-key-pub.pem")
            theirs=$(answer theirs theirs_verify "$signature" key "$vectors/signing-key-pub.pem") ;;
        *sigstore*)
            # shellcheck disable=SC2086
            ours=$(answer ours "$assay" verify "$target" --bundle "$signature" \
                --trust-root "$vectors/trusted_root.json" $ibm --issuer "$issuer")
            # shellcheck disable=SC2086
            theirs=$(answer theirs "$reference" verify sigstore "$target" \
                --signature "$signature" $ibm --identity_provider "$issuer" \
                --trust_config "$work/trust.json") ;;
    esac
    row "made by $what" "$wanted_ours" "$wanted_theirs" "$ours" "$theirs"
}
for bundle in "$vectors"/v*.json; do
    name=$(basename "$bundle" .json)
    old_model "$bundle"
    old "$name: as signed" yes yes --lax-certificate-dates
    printf x >>"$work/model/signme-1"
    old "$name: a file changed" no no --lax-certificate-dates
    old_model "$bundle"
    if [ "$target" = "$work/model" ]; then
        printf x >"$work/model/added"
        old "$name: a file added" no no --lax-certificate-dates
        old_model "$bundle"
    fi
    ibm="--identity somebody@example.org"
    case $name in *sigstore) old "$name: somebody else" no no ;; esac
    ibm="--identity stefanb@us.ibm.com"
done

target=$work/model
# The specification's own bundles that no one may take; its valid ones have no model with them.
oms=${OMS:-$root/../shared/reference/oms/test-vectors}
if [ -d "$oms" ]; then
    for bundle in "$oms"/invalid*/*.json; do
        make_model
        cp "$bundle" "$work/model/model.sig"
        for kind in key certificate; do
            case $kind in key) trust=$work/signer.pub ;; *) trust=$work/root.crt ;; esac
            ours=$(answer ours ours_verify "$work/model/model.sig" $kind "$trust")
            theirs=$(answer theirs theirs_verify "$work/model/model.sig" $kind "$trust")
            # That a bundle cannot be read is a fault with us, and the reference has one word for both.
            [ "$ours" != fault ] || ours=no
            row "specification, $(basename "$bundle" .bundle.json): read with a $kind" \
                no no "$ours" "$theirs"
        done
    done
fi

# Assay's own verifier, which has no part of the rest of it.
make_model
key_pair $curve signer
ours_sign key "$work/model/model.sig"
if [ -x "$bin/assay-verify" ]; then
    status=0
    "$bin/assay-verify" model "$work/model" --key "$work/signer.pub" >"$work/ours.out" 2>&1 ||
        status=$?
    row "read by assay-verify" yes yes "$([ $status = 0 ] && echo yes || echo no)" yes
fi

echo "$rows rows, $stricter of them stricter, $differences that differ"
[ "$differences" = 0 ]
