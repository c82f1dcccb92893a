"""Writes questions with the answers of Python's own readers, for Scripts/check-supply-chain.sh.

packaging says which versions meet a condition and what a requirement asks for, tomllib what a TOML
text holds, cvss how severe a vector is, license-expression what a licence expression means.
"""

import datetime
import json
import math
import pathlib
import random
import sys
import tomllib

from cvss import CVSS3
from license_expression import ExpressionError, get_spdx_licensing
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, Specifier
from packaging.version import InvalidVersion, Version

folder = pathlib.Path(sys.argv[1])
seed = int(sys.argv[2])
rng = random.Random(seed)


def changed(text, alphabet):
    characters = list(text)
    for _ in range(rng.randint(0, 3)):
        place = rng.randint(0, len(characters))
        kind = rng.randint(0, 2)
        if kind == 0:
            characters.insert(place, rng.choice(alphabet))
        elif kind == 1 and characters:
            characters.pop(min(place, len(characters) - 1))
        elif characters:
            characters[min(place, len(characters) - 1)] = rng.choice(alphabet)
    return "".join(characters)


def version():
    text = rng.choice(["", "", "", "1!", "v"])
    text += ".".join(str(rng.choice([0, 0, 1, 2, 10])) for _ in range(rng.randint(1, 4)))
    text += rng.choice(["", "", "", "a1", "b", "rc2", ".alpha.1", "-c", "_pre_3"])
    text += rng.choice(["", "", "", ".post1", "-1", "rev2", ".r"])
    text += rng.choice(["", "", "", ".dev0", "dev3"])
    return text + rng.choice(["", "", "", "+cpu", "+1.2", "+a-1"])


def versions():
    for _ in range(20_000):
        text = changed(version(), "0123.-_+abcdrv! ") if rng.random() < 0.5 else version()
        try:
            yield [text, str(Version(text))]
        except InvalidVersion:
            yield [text, None]


def specifiers():
    for _ in range(40_000):
        operator = rng.choice(["==", "!=", "<=", ">=", "<", ">", "~=", "==="])
        text = operator + version() + rng.choice(["", "", "", ".*"])
        candidate = version()
        try:
            known = Specifier(text).contains(Version(candidate), prereleases=True)
        except InvalidSpecifier:
            known = None
        yield [text, candidate, known]


NAMES = ["requests", "A_b.c", "x", "numpy-1"]
VARIABLES = ["python_version", "os_name", "sys_platform", "extra", "python_full_version"]
ENVIRONMENT = {
    "python_version": "3.11", "python_full_version": "3.11.4", "os_name": "posix",
    "sys_platform": "linux", "extra": "test",
}


def marker(depth=0):
    if depth < 2 and rng.random() < 0.4:
        joined = rng.choice([" and ", " or "]).join(marker(depth + 1) for _ in range(2))
        return f"({joined})" if rng.random() < 0.5 else joined
    variable = rng.choice(VARIABLES)
    if variable.startswith("python"):
        return f"{variable} {rng.choice(['<', '>=', '==', '!=', '~='])} '3.{rng.randint(8, 13)}'"
    value = rng.choice(["posix", "nt", "linux", "test", "Test", "win32"])
    if variable == "extra":
        return f"extra {rng.choice(['==', '!='])} '{value}'"
    return rng.choice([f"{variable} == '{value}'", f"'{value}' in {variable}",
                       f"{variable} != \"{value}\"", f"'{value}' not in {variable}"])


def requirements():
    for _ in range(20_000):
        text = rng.choice(NAMES) + rng.choice(["", "[a]", "[a, B_c]", " [ ]"])
        text += rng.choice(["", " >=1.0", "==1.0,!=1.5.*", " (>=1,<2)", " @ https://h/x.whl",
                            "~=1.4", "===1.0-p1"])
        if rng.random() < 0.5:
            text += rng.choice([";", " ; "]) + marker()
        if rng.random() < 0.3:
            text = changed(text, "[]()<>=!~;,@'\" ab1.")
        try:
            known = Requirement(text)
            # packaging lets names end in `_`, which PEP 508 does not.
            if any(name.endswith("_") for name in [known.name, *known.extras]):
                raise InvalidRequirement
        except InvalidRequirement:
            yield [text, None]
            continue
        try:
            holds = known.marker.evaluate(ENVIRONMENT) if known.marker else True
        except Exception:
            # packaging finds no answer; neither need we.
            holds = None
        yield [text, {"name": known.name, "extras": sorted(known.extras), "url": known.url,
                      "specifiers": sorted(str(part) for part in known.specifier),
                      "holds": holds}]


TOMLS = [
    'a = "x\\n\\u00e9"\nb.c = [1, 2.5, {d = \'e\'}]\n[t]\nu = true # v\n',
    '[[p]]\nn = "a"\n[p.s]\nt = 0x1F\n[[p.d]]\nk = -1_0\n[[p]]\nn = """\nx\\\n  y"""\n',
    "d = 1979-05-27T07:32:00Z\ne = 1979-05-27\nf = 07:32:00\ng = '''a'b'''\n\"h i\" = {}\n",
    "[a]\nb.c = 1\n[a.d]\ne = 1e3\n[f.g]\n[f]\nh = [\n 1, # x\n 2,\n]\n",
]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return "date"
    if isinstance(value, float) and not math.isfinite(value):
        return "infinite"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        return "large"
    return value


def tomls():
    for _ in range(30_000):
        text = changed(rng.choice(TOMLS), "[]{}=.,#'\"\\ \n\tab01-_+:TZe")
        try:
            yield [text, plain(tomllib.loads(text))]
        except (tomllib.TOMLDecodeError, ValueError):
            yield [text, None]


def scores():
    values = {"AV": "NALP", "AC": "LH", "PR": "NLH", "UI": "NR", "S": "UC", "C": "HLN",
              "I": "HLN", "A": "HLN"}
    for _ in range(5_000):
        parts = [f"{name}:{rng.choice(of)}" for name, of in values.items()]
        vector = "/".join([rng.choice(["CVSS:3.0", "CVSS:3.1"]), *parts])
        yield [vector, int(CVSS3(vector).base_score * 10)]


def licences():
    licensing = get_spdx_licensing()
    ids = ["MIT", "Apache-2.0", "BSD-3-Clause", "GPL-2.0-only", "LicenseRef-x", "ISC"]

    def expression(depth=0):
        if depth < 3 and rng.random() < 0.6:
            joined = rng.choice([" AND ", " OR "]).join(
                expression(depth + 1) for _ in range(rng.randint(2, 3)))
            return f"({joined})" if rng.random() < 0.5 else joined
        if rng.random() < 0.15:
            return "GPL-2.0-only WITH Classpath-exception-2.0"
        return rng.choice(ids)

    for _ in range(10_000):
        text = expression()
        is_whole = rng.random() < 0.7
        if not is_whole:
            words = text.split(" ")
            words.pop(rng.randrange(len(words)))
            text = " ".join(words)
        try:
            # The smallest form, with sorted parts, is the same for all that mean the same.
            known = str(licensing.parse(text, validate=False, strict=False).simplify())
        except (ExpressionError, AttributeError):
            known = None
        yield [text, known, is_whole]


def again():
    """The forms that we made of the expressions, in the smallest form of the reference."""
    licensing = get_spdx_licensing()
    ours = json.loads((folder / "licence-forms.json").read_text())
    known = json.loads((folder / "licences.json").read_text())
    different = 0
    for (text, wanted, is_whole), form in zip(known, ours, strict=True):
        # The reference passes over what lacks an operator; we do not.
        if form is None and not is_whole:
            continue
        found = form and str(licensing.parse(form).simplify())
        if found != wanted:
            different += 1
            print(f"  {text!r}: {form!r}, the reference says {wanted!r}")
    print(f"licences: {len(ours) - different} of {len(ours)} mean the same")
    sys.exit(different != 0)


if len(sys.argv) > 3:
    again()
for write in [versions, specifiers, requirements, tomls, scores, licences]:
    (folder / f"{write.__name__}.json").write_text(json.dumps(list(write())))
