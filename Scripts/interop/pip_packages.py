"""Makes packages for pip_flows.py, and an advisory against one of them: FOLDER ADVISORY."""

import base64
import gzip
import hashlib
import io
import json
import os
import sys
import tarfile
import zipfile

FOLDER, ADVISORY = sys.argv[1:]

BACKEND = '''
import base64, hashlib, os, zipfile

NAME, RELEASE, MODULE = "gamma", "1.0", "gamma.py"

def _metadata():
    return open("PKG-INFO").read()

def build_wheel(folder, config_settings=None, metadata_directory=None):
    file = f"{NAME}-{RELEASE}-py3-none-any.whl"
    info = f"{NAME}-{RELEASE}.dist-info"
    members = {
        MODULE: open(MODULE).read(), f"{info}/METADATA": _metadata(),
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: own\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    record = "".join(f"{name},,\\n" for name in [*members, f"{info}/RECORD"])
    with zipfile.ZipFile(os.path.join(folder, file), "w") as wheel:
        for name, text in members.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{info}/RECORD", record)
    return file

def build_sdist(folder, config_settings=None):
    raise NotImplementedError
'''


def metadata(name, release, headers):
    return f"Metadata-Version: 2.4\nName: {name}\nVersion: {release}\n{headers}\n"


def wheel(name, release, headers="License-Expression: MIT", tag="py3-none-any", files=None):
    stem = name.replace("-", "_")
    info = f"{stem}-{release}.dist-info"
    members = {
        f"{stem}.py": f'RELEASE = "{release}"\n',
        f"{info}/METADATA": metadata(name, release, headers + "\n"),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: own\nRoot-Is-Purelib: true\n"
        f"Tag: {tag}\n",
        **(files or {}),
    }
    rows = []
    for path, text in members.items():
        data = text.encode()
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(data)}\n")
    rows.append(f"{info}/RECORD,,\n")
    with zipfile.ZipFile(
        os.path.join(FOLDER, f"{stem}-{release}-{tag}.whl"), "w", zipfile.ZIP_DEFLATED
    ) as archive:
        for path, text in members.items():
            archive.writestr(path, text)
        archive.writestr(f"{info}/RECORD", "".join(rows))


def source(name, release, files):
    stem = f"{name}-{release}"
    with tarfile.open(os.path.join(FOLDER, f"{stem}.tar.gz"), "w:gz") as archive:
        for path, text in files.items():
            data = text.encode()
            member = tarfile.TarInfo(f"{stem}/{path}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


os.makedirs(FOLDER)
# A chain of requirements with a choice that only the metadata tells.
wheel("alpha", "1.0", "License-Expression: MIT\nRequires-Dist: beta-tools>=1")
wheel("alpha", "2.0", "License-Expression: MIT\nRequires-Dist: beta-tools>=1\n"
      "Requires-Dist: never-there; python_version < '3'\nRequires-Python: >=3.8")
wheel("alpha", "3.0", "License-Expression: MIT\nRequires-Python: >=99")
wheel("Beta_Tools", "1.0", "License: BSD-3-Clause")
wheel("Beta_Tools", "1.1rc1", "License: BSD-3-Clause")
wheel("Beta_Tools", "0.9+local.1", "License: BSD-3-Clause")
# A source distribution with a build backend of its own, so that nothing else is fetched.
source("gamma", "1.0", {
    "PKG-INFO": metadata("gamma", "1.0", "License-Expression: Apache-2.0"),
    "gamma.py": 'RELEASE = "1.0"\n', "backend.py": BACKEND,
    "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\n'
    'backend-path = ["."]\n',
})
# A licence that nobody took, with an older release under one that is.
wheel("copyleft", "0.9")
wheel("copyleft", "1.0", "License-Expression: GPL-3.0-only")
wheel("onlyleft", "1.0",
      "Classifier: License :: OSI Approved :: GNU Affero General Public License v3")
wheel("unsaid", "1.0", "Summary: no licence")
# A known vulnerability, and the release that has it no more.
wheel("holey", "1.0")
wheel("holey", "1.1")
# Something that runs when Python starts.
wheel("starter", "1.0", files={"starter.pth": "import os; os.system('true')\n"})
# A name that needs its normal form.
wheel("Many.Dots_and-More", "1.0")

with open(ADVISORY, "w") as file:
    json.dump({
        "id": "PYSEC-2026-1", "aliases": ["CVE-2026-0001"], "modified": "2026-01-02T00:00:00Z",
        "published": "2026-01-01T00:00:00Z", "summary": "remote code execution",
        "severity": [{
            "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "affected": [{
            "package": {"ecosystem": "PyPI", "name": "holey"},
            "ranges": [{"type": "ECOSYSTEM", "events": [
                {"introduced": "0"}, {"fixed": "1.1"}]}]}],
    }, file)
