"""Fits estimators on rows that lie in a folder, one thread each, and writes down what they predict: for `bench fit`."""

import json
import os
import sys
import time

import numpy as np

from evergreen_bench import end_with_parent, say

MB = 1e6


def estimator(name, params):
    if name.startswith("LGBM"):
        import lightgbm

        return getattr(lightgbm, name)(**params)
    import sklearn.ensemble

    return getattr(sklearn.ensemble, name)(**params)


def nodes(model):
    """Splits and leaves of all trees."""
    if hasattr(model, "booster_"):
        return sum(2 * tree["num_leaves"] - 1 for tree in model.booster_.dump_model()["tree_info"])
    if hasattr(model, "_predictors"):
        return sum(len(tree.nodes) for rounds in model._predictors for tree in rounds)
    return sum(tree.tree_.node_count for tree in model.estimators_)


def predictions(model, x, classes):
    """[rows x classes] of probabilities, a class that was not seen having 0; or [rows x 1] of numbers."""
    if classes == 0:
        return model.predict(x).reshape(-1, 1)
    all_classes = np.zeros((len(x), classes))
    all_classes[:, model.classes_] = model.predict_proba(x)
    return all_classes


def memory(key):
    """What Linux says of this process, in MB; none elsewhere."""
    try:
        with open("/proc/self/status", encoding="utf-8") as file:
            return next(int(line.split()[1]) * 1024 / MB for line in file if line.startswith(key + ":"))
    except (OSError, StopIteration):
        return None


def forget_peak():
    """Lets the peak begin anew from what is resident now."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="utf-8") as file:
            file.write("5")
        return True
    except OSError:
        return False


def main(folder):
    with open(os.path.join(folder, "fit.json"), encoding="utf-8") as file:
        task = json.load(file)
    x = np.load(os.path.join(folder, "x.npy"))
    y = np.load(os.path.join(folder, "y.npy"))
    held_out = np.load(os.path.join(folder, "held-out.npy"))
    if task["classes"] > 0:
        y = y.astype(np.int64)
    for number, fit in enumerate(task["fits"]):
        measure(folder, task, number, fit, x, y, held_out)
    say("done", fits=len(task["fits"]))


def measure(folder, task, number, fit, x, y, held_out):
    seconds, rise, model = [], {}, None
    while len(seconds) < task["rounds"] and (not seconds or seconds[0] < task["no_repeat_s"]):
        model = estimator(fit["estimator"], fit["params"])
        forgotten = not seconds and forget_peak()
        before = memory("VmRSS")
        begin = time.perf_counter()
        model.fit(x, y)
        seconds.append(time.perf_counter() - begin)
        after = memory("VmHWM")
        if forgotten and before is not None and after is not None:
            rise = {"peak_rise_mb": max(0.0, after - before)}
    file = f"predictions-{number}.npy"
    np.save(os.path.join(folder, file), np.ascontiguousarray(predictions(model, held_out, task["classes"]), dtype="<f8"))
    say("fitted", number=number, seconds=seconds, nodes=int(nodes(model)), predictions=file, **rise)


if __name__ == "__main__":
    end_with_parent()
    main(sys.argv[1])
