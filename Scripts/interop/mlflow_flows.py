"""What people do with MLflow's client, for Scripts/interop/mlflow-flows.sh.

    mlflow_flows.py ADDRESS PROGRAM CAPTURE

PROGRAM is what serves at ADDRESS: the path of `assay`, whose answers are compared with those in
CAPTURE, or `mlflow`: then flows that only Assay has are left out, and CAPTURE is written. Flows
run in the order of their numbers and use what earlier ones made; `made` has it. Exit status 1: one
failed, or is known not to be served.
"""

import contextlib
import io
import sys

import mlflow

import mlflow_flows_assay  # noqa: F401
import mlflow_flows_models  # noqa: F401
import mlflow_flows_runs  # noqa: F401
import mlflow_shapes
from mlflow_flow import ADDRESS, CAPTURE, IS_ASSAY, flows, made


def reason(error):
    """An error in one line; what an earlier flow should have made is named."""
    if isinstance(error, AttributeError) and "SimpleNamespace" in str(error):
        return f"an earlier flow made no {error.name}"
    kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
    return (kind + " ".join(str(error).split()))[:600]


def main():
    recorder = mlflow_shapes.Recorder(ADDRESS)
    failed, known = [], []
    for name, act, is_known in sorted(flows, key=lambda one: one[0]):
        start = len(recorder.statuses)
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                act()
            print(f"ok {name}", flush=True)
        except Exception as error:  # noqa: BLE001: every flow gets its line
            refused = "; ".join(recorder.refused(start))
            (known if is_known else failed).append(name)
            word = "not served" if is_known else "FAIL"
            print(f"{word} {name}: {reason(error)} [{refused}]", flush=True)
            while (run := mlflow.active_run()) and run.info.run_id != made.run:
                mlflow.end_run("FAILED")
    if IS_ASSAY:
        lines = mlflow_shapes.compared(recorder, CAPTURE)
        print(f"\n{len(lines)} differences between the answers and {CAPTURE}")
        for line in lines:
            print(f"  {line}")
    elif not failed:
        recorder.write(CAPTURE)
        print(f"\nthe shapes of the answers are in {CAPTURE}")
    print(f"\n{len(flows) - len(failed) - len(known)} ok, {len(failed)} failed {failed}, "
          f"{len(known)} known not to be served {known}")
    sys.exit(1 if failed or known else 0)


if __name__ == "__main__":
    main()
