"""Runs each scanner over each labelled case, and prints a table. Called by peers-scan.sh.

A case is a folder. A scanner's answer on it is one of:
  danger   it says that the case is malicious, at its highest levels
  warning  it says that something may be wrong, or that it does not know
  clean    it looked and has nothing to say
  nothing  it passed every file over, failed, or took longer than a minute
"""

import collections
import importlib.metadata
import io
import json
import logging
import os
import pathlib
import signal
import subprocess
import sys
import time
import contextlib

TIME_LIMIT = 60


def picklescan():
    from picklescan.scanner import SafetyLevel, scan_directory_path

    def answer(folder):
        result = scan_directory_path(str(folder))
        if result.issues_count > 0:
            return "danger"
        if any(g.safety != SafetyLevel.Innocuous for g in result.globals):
            return "warning"
        return "nothing" if result.scan_err or result.scanned_files == 0 else "clean"

    return answer


def modelscan():
    from modelscan.modelscan import ModelScan
    
    def answer(folder):
        report = ModelScan().scan(folder)
        counts = report["summary"]["total_issues_by_severity"]
        if counts.get("CRITICAL", 0) + counts.get("HIGH", 0) > 0:
            return "danger"
        if sum(counts.values()) > 0:
            return "warning"
        failed = report.get("errors") or report["summary"]["scanned"]["total_scanned"] == 0
        return "nothing" if failed else "clean"

    return answer


def fickling():
    from fickling.analysis import Severity, check_safety
    from fickling.fickle import StackedPickle

    def one(path):
        with open(path, "rb") as file:
            pickles = StackedPickle.load(file, fail_on_decode_error=False)
        worst = max((check_safety(p).severity for p in pickles), default=None)
        if worst is None:
            return "nothing"
        if worst >= Severity.LIKELY_UNSAFE:
            return "danger"
        return "clean" if worst == Severity.LIKELY_SAFE else "warning"

    def answer(folder):
        worst = "nothing"
        for path in files(folder):
            try:
                worst = more(worst, one(path))
            except TimeoutError:
                raise
            except Exception:
                continue
        return worst

    return answer


def modelaudit():
    from modelaudit.core import scan_model_directory_or_file

    def answer(folder):
        result = scan_model_directory_or_file(str(folder), timeout=TIME_LIMIT, cache_enabled=False)
        levels = {str(getattr(i.severity, "value", i.severity)).lower() for i in result.issues}
        if "critical" in levels:
            return "danger"
        if "warning" in levels:
            return "warning"
        failed = result.has_errors or result.files_scanned == 0
        return "nothing" if failed else "clean"

    return answer


def command_line(arguments, status):
    """A scanner that answers by its exit status: `status` turns that and its output into one."""

    def answer(folder):
        done = subprocess.run(
            [*arguments, str(folder)], capture_output=True, timeout=TIME_LIMIT, check=False
        )
        return status(done.returncode, done.stdout)

    return answer


def hayward():
    program = pathlib.Path(sys.executable).parent / "hayward"

    def status(code, output):
        text = output.decode(errors="replace")
        try:
            findings = json.loads(text[text.index("{") :])
        except ValueError:
            return "nothing"
        levels = {str(f.get("severity", "")).lower() for f in found(findings, "findings")}
        if levels & {"critical", "high"}:
            return "danger"
        if levels & {"medium", "warning", "low"}:
            return "warning"
        return "clean"

    return command_line([str(program), "scan", "--format", "json"], status)


def assay():
    words = {"dangerous": "danger", "suspicious": "warning", "could-not-read": "nothing"}

    def status(code, output):
        if code not in (0, 1):
            return "nothing"
        outcomes = [words.get(f["outcome"], "clean") for f in json.loads(output)["files"]]
        worst = "clean"
        for outcome in outcomes:
            worst = more(worst, outcome) if outcome != "nothing" else worst
        return "nothing" if worst == "clean" and "nothing" in outcomes else worst

    return command_line([os.environ["ASSAY"], "check", "--json"], status)


def found(value, key):
    """The lists under a key, wherever they are."""
    if isinstance(value, dict):
        own = value[key] if isinstance(value.get(key), list) else []
        return own + [f for inner in value.values() for f in found(inner, key)]
    return [f for inner in value for f in found(inner, key)] if isinstance(value, list) else []


def more(one, other):
    order = ["nothing", "clean", "warning", "danger"]
    return max(one, other, key=order.index)


def files(folder):
    return sorted(p for p in folder.rglob("*") if p.is_file())


def timed_out(number, frame):
    raise TimeoutError


def measure(scanner, cases, root):
    """Counts of answers by label, and the seconds of CPU that they took."""
    counts = collections.Counter()
    start = time.process_time() + children()
    for case in cases:
        signal.alarm(TIME_LIMIT)
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                answer = scanner(root / case["id"])
        except (Exception, SystemExit):
            answer = "nothing"
        finally:
            signal.alarm(0)
        counts[case["label"], answer] += 1
    return counts, time.process_time() + children() - start


def children():
    times = os.times()
    return times.children_user + times.children_system


def row(name, counts, seconds, totals):
    def share(label, *answers):
        count = sum(counts[label, answer] for answer in answers)
        return f"{count} ({100 * count / totals[label]:.1f} %)"

    return (
        f"| {name} | {share('malicious', 'danger')} | {share('malicious', 'danger', 'warning')} "
        f"| {share('suspicious', 'danger', 'warning')} | {share('benign', 'danger')} "
        f"| {share('benign', 'danger', 'warning')} | {share('benign', 'nothing')} "
        f"| {seconds:.1f} |"
    )


def main():
    root = pathlib.Path(sys.argv[1])
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, timed_out)
    cases = json.loads((root / "labels.json").read_text())
    totals = collections.Counter(case["label"] for case in cases)
    print(
        f"{totals['malicious']} malicious, {totals['suspicious']} suspicious and "
        f"{totals['benign']} benign cases.\n"
    )
    print(
        "| tool | malicious called so | malicious, warned too | suspicious warned "
        "| benign called malicious | benign warned of | benign not read | CPU s |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    scanners = [assay] if os.environ.get("ASSAY") else []
    for make in [*scanners, picklescan, modelscan, fickling, modelaudit, hayward]:
        name = make.__name__
        try:
            scanner = make()
        except ImportError as error:
            print(f"{name} is not there: {error}", file=sys.stderr)
            continue
        version = "" if name == "assay" else " " + importlib.metadata.version(name)
        counts, seconds = measure(scanner, cases, root)
        print(row(name + version, counts, seconds, totals), flush=True)
        print(name, dict(counts), file=sys.stderr)


main()
