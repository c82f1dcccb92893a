"""Runs each scanner over each labelled case, and writes tables. Called by peers-scan.sh.

A case is a folder. A scanner's answer on it is one of:
  danger   it says that the case is malicious, at its highest levels
  warning  it says that something may be wrong, or that it does not know
  clean    it looked and has nothing to say
  nothing  it passed every file over, failed, or took longer than a minute
"""

import collections
import contextlib
import dataclasses
import datetime
import importlib.metadata
import io
import json
import logging
import os
import pathlib
import platform
import re
import signal
import subprocess
import sys
import time
import zipfile

TIME_LIMIT = 60
ORDER = ["nothing", "clean", "warning", "danger"]
LABELS = ["malicious", "suspicious", "benign"]


@dataclasses.dataclass
class Answer:
    level: str
    text: str = ""  # all that the findings say, for looking callees up in
    is_unread: bool = False  # a file that it should read, and said it could not
    has_place: bool = False  # the worst finding says where it is, and what


class PickleScan:
    name = package = "picklescan"

    def __init__(self):
        from picklescan.scanner import SafetyLevel, scan_directory_path

        self.innocuous, self.scan = SafetyLevel.Innocuous, scan_directory_path

    def answer(self, folder):
        result = self.scan(str(folder))
        text = " ".join(f"{g.module}.{g.name}" for g in result.globals)
        if result.issues_count > 0:
            return Answer("danger", text)
        if any(g.safety != self.innocuous for g in result.globals):
            return Answer("warning", text)
        return Answer("nothing" if result.scan_err or result.scanned_files == 0 else "clean")


class ModelScan:
    name = package = "modelscan"

    def __init__(self):
        from modelscan.modelscan import ModelScan as Scanner

        self.make = Scanner

    def answer(self, folder):
        report = self.make().scan(folder)
        counts = report["summary"]["total_issues_by_severity"]
        text = json.dumps(report["issues"], default=str)
        if counts.get("CRITICAL", 0) + counts.get("HIGH", 0) > 0:
            return Answer("danger", text)
        if sum(counts.values()) > 0:
            return Answer("warning", text)
        failed = report.get("errors") or report["summary"]["scanned"]["total_scanned"] == 0
        return Answer("nothing" if failed else "clean")


class Fickling:
    name = package = "fickling"

    def __init__(self):
        import fickling
        from fickling.analysis import Severity, check_safety
        from fickling.fickle import StackedPickle

        self.scan_archive, self.severity = fickling.scan_zip_archive, Severity
        self.load, self.check = StackedPickle.load, check_safety

    def results(self, path):
        """What its command makes of a file, and of an archive's members."""
        if zipfile.is_zipfile(path):
            for scan in self.scan_archive(str(path)).values():
                yield from scan.results
        with open(path, "rb") as file:
            pickles = self.load(file, fail_on_decode_error=False)
        yield from map(self.check, pickles)

    def answer(self, folder):
        results = []
        for path in files(folder):
            try:
                for result in self.results(path):
                    results.append(result)
            except TimeoutError:
                raise
            except Exception:  # how it says that a file is no pickle
                continue
        if not results:
            return Answer("nothing")
        worst = max(result.severity for result in results)
        text = " ".join(str(result.to_dict()) for result in results)
        if worst >= self.severity.LIKELY_UNSAFE:
            return Answer("danger", text)
        return Answer("clean" if worst <= self.severity.LIKELY_SAFE else "warning", text)


class ModelAudit:
    name = package = "modelaudit"

    def __init__(self):
        from modelaudit.core import scan_model_directory_or_file

        self.scan = scan_model_directory_or_file

    def answer(self, folder):
        result = self.scan(str(folder), timeout=TIME_LIMIT, cache_enabled=False)
        levels = {str(getattr(i.severity, "value", i.severity)).lower() for i in result.issues}
        text = " ".join(f"{i.message} {i.details}" for i in result.issues)
        if "critical" in levels:
            return Answer("danger", text)
        if "warning" in levels:
            return Answer("warning", text)
        return Answer("nothing" if result.has_errors or result.files_scanned == 0 else "clean")


class Hayward:
    name = package = "hayward"

    def answer(self, folder):
        program = pathlib.Path(sys.executable).parent / "hayward"
        report = json.loads(output_of([program, "scan", "--format", "json", folder])[1])
        levels = {finding["severity"] for finding in report["findings"]}
        text = json.dumps(report["findings"])
        if levels & {"critical", "high"}:
            return Answer("danger", text)
        # A name that it does not know is of its lowest level, `info`.
        if levels:
            return Answer("warning", text)
        return Answer("nothing" if report["coverage_gaps"] else "clean")


class Assay:
    name, package = "Assay", None

    def answer(self, folder):
        status, output = output_of([os.environ["ASSAY"], "check", "--json", folder])
        if status not in (0, 1):
            return Answer("nothing")
        files = json.loads(output)["files"]
        findings = [finding for file in files for finding in file["findings"]]
        severities = [finding["severity"] for finding in findings]
        level = "danger" if "dangerous" in severities else "clean"
        if level == "clean" and "suspicious" in severities:
            level = "warning"
        worst = "dangerous" if level == "danger" else "suspicious"
        return Answer(
            level,
            " ".join(f"{finding['subject']} {finding['message']}" for finding in findings),
            any(file["outcome"] == "unreadable" for file in files),
            # The file itself is named with each finding; these go further.
            any(f["subject"] and f["location"] for f in findings if f["severity"] == worst),
        )


def output_of(arguments):
    done = subprocess.run(
        [str(argument) for argument in arguments], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, timeout=TIME_LIMIT, check=False)
    return done.returncode, done.stdout.decode(errors="replace")


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def timed_out(number, frame):
    raise TimeoutError


def answered(scanner, folder):
    signal.alarm(TIME_LIMIT)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return scanner.answer(folder)
    except (Exception, SystemExit):
        return Answer("nothing")
    finally:
        signal.alarm(0)


class Measured:
    """One scanner's answers on all cases, and the seconds of CPU that they took."""

    def __init__(self, scanner, cases, root):
        self.cases = cases
        self.name = scanner.name
        self.version = version(scanner)
        start = seconds()
        self.answers = {case["id"]: answered(scanner, root / case["id"]) for case in cases}
        self.seconds = seconds() - start

    def count(self, label, *levels, family=None):
        return sum(self.answers[c["id"]].level in levels for c in of(self.cases, label, family))

    def unread(self, label, family=None):
        answers = [self.answers[c["id"]] for c in of(self.cases, label, family)]
        return sum(a.level == "nothing" or a.is_unread for a in answers)

    def named(self):
        return sum(names(callee, self.answers[case].text) for case, callee in gadgets(self.cases))


def of(cases, label, family=None):
    return [c for c in cases if c["label"] == label and family in (None, c["family"])]


def gadgets(cases):
    """Cases whose identifier says what is called, such as `G-gadget__052-shutil.rmtree`."""
    for case in cases:
        match = re.fullmatch(r"G-gadget__\d+-([\w.]+)", case["id"])
        if match:
            yield case["id"], match[1]


def names(callee, text):
    words = re.findall(r"\w+", text)
    return {callee.split(".")[0], callee.split(".")[-1]} <= set(words)


def version(scanner):
    if scanner.package:
        return importlib.metadata.version(scanner.package)
    return output_of([os.environ["ASSAY"], "--version"])[1].strip()


def seconds():
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def share(count, total):
    return f"{count} ({100 * count / total:.1f} %)"


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def summary(cases, measured):
    totals = collections.Counter(case["label"] for case in cases)
    callees = len(list(gadgets(cases)))
    yield (
        f"{totals['malicious']} malicious, {totals['suspicious']} suspicious and "
        f"{totals['benign']} benign cases; {datetime.date.today():%d %B %Y}, "
        f"Python {platform.python_version()}."
    )
    yield ""
    head = [
        "tool", "malicious called so", "malicious, warned too", "suspicious warned",
        "benign called malicious", "benign warned of", "benign not read",
        f"callee named, of {callees}", "CPU s"]
    yield from table(head, (
        [
            f"{m.name} {m.version}",
            share(m.count("malicious", "danger"), totals["malicious"]),
            share(m.count("malicious", "danger", "warning"), totals["malicious"]),
            share(m.count("suspicious", "danger", "warning"), totals["suspicious"]),
            share(m.count("benign", "danger"), totals["benign"]),
            share(m.count("benign", "warning"), totals["benign"]),
            share(m.unread("benign"), totals["benign"]),
            m.named(),
            f"{m.seconds:.1f}",
        ] for m in measured))


def families(cases, measured):
    cells = {
        "malicious": ("called so (warned too)", lambda m, f:
            f"{m.count('malicious', 'danger', family=f)} "
            f"({m.count('malicious', 'danger', 'warning', family=f)})"),
        "suspicious": ("warned", lambda m, f: m.count("suspicious", "danger", "warning", family=f)),
        "benign": ("called malicious / warned of / not read", lambda m, f:
            f"{m.count('benign', 'danger', family=f)} / {m.count('benign', 'warning', family=f)} "
            f"/ {m.unread('benign', family=f)}"),
    }
    for label, (what, cell) in cells.items():
        counts = collections.Counter(case["family"] for case in of(cases, label))
        yield f"{label.capitalize()}, by family: {what}."
        yield ""
        yield from table(
            ["family", "cases", *(m.name for m in measured)],
            ([family, count, *(cell(m, family) for m in measured)]
             for family, count in sorted(counts.items())))
        yield ""


def against_labels(cases, measured):
    """Each case on which our program says another thing than its label, with what it says."""
    ours = [m for m in measured if m.name == "Assay"]
    wanted = {"malicious": {"danger"}, "suspicious": {"danger", "warning"}, "benign": {"clean"}}
    for m in ours:
        sure = [m.answers[c["id"]] for c in of(cases, "malicious")]
        found = [answer for answer in sure if answer.level in ("danger", "warning")]
        yield (f"{sum(answer.has_place for answer in found)} of Assay's {len(found)} answers on "
               "malicious cases name a callee, operator, class or path, and a place within the file.")
        yield ""
        yield "What it says against the labels:"
        yield ""
        yield from table(["case", "label", "Assay"], (
            [f"`{case['id']}`", case["label"], f"{said(m.answers[case['id']])}"]
            for case in cases if m.answers[case["id"]].level not in wanted[case["label"]]))


def said(answer):
    text = answer.text.replace("|", "\\|").replace("\n", " ")
    return f"{answer.level}: {text[:110]}".strip(": ")


def main():
    root, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, timed_out)
    cases = json.loads((root / "labels.json").read_text())
    measured = []
    ours = [Assay] if os.environ.get("ASSAY") else []
    for make in [*ours, PickleScan, ModelScan, Fickling, ModelAudit, Hayward]:
        try:
            scanner = make()
        except ImportError as error:
            print(f"{make.name} is not there: {error}", file=sys.stderr)
            continue
        measured.append(Measured(scanner, cases, root))
        counts = collections.Counter(
            (case["label"], measured[-1].answers[case["id"]].level) for case in cases)
        print(make.name, dict(counts), file=sys.stderr, flush=True)
    for name, lines in [("summary", summary), ("families", families), ("labels", against_labels)]:
        text = "\n".join(lines(cases, measured)).rstrip() + "\n"
        (output / f"{name}.md").write_text(text)


main()
