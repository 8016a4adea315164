"""One GridSearchCV over the rows, folds and candidates that lie in a folder: what `bench search` compares with."""

import json
import os
import sys
import time

import numpy as np
from joblib import Parallel, delayed
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.model_selection import GridSearchCV

from evergreen_bench import end_with_parent, say, tree_cpu_s

FORESTS = {
    c.__name__: c for c in (ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor)
}
TRAIN, TEST = 1, 2


def estimator(name, fixed):
    if name in FORESTS:
        return FORESTS[name](**fixed)
    import lightgbm

    return {"LGBMClassifier": lightgbm.LGBMClassifier, "LGBMRegressor": lightgbm.LGBMRegressor}[name](**fixed)


def main(folder):
    with open(os.path.join(folder, "search.json"), encoding="utf-8") as file:
        task = json.load(file)
    x = np.load(os.path.join(folder, "x.npy"))
    y = np.load(os.path.join(folder, "y.npy"))
    if task["classes"] > 0:
        y = y.astype(np.int64)
    roles = np.load(os.path.join(folder, "folds.npy"))
    search = GridSearchCV(
        estimator(task["estimator"], task["fixed"]),
        # A grid for each candidate, so that theirs are those of the other side, in its order.
        [{name: [value] for name, value in candidate.items()} for candidate in task["candidates"]],
        scoring=task["scoring"],
        refit=task["refit"],
        cv=[(np.flatnonzero(fold == TRAIN), np.flatnonzero(fold == TEST)) for fold in roles],
        n_jobs=task["n_jobs"],
        error_score="raise",
    )
    # Workers are started and have imported what they need before the clock runs, as a JVM that is warm.
    module = search.estimator.__module__
    Parallel(n_jobs=task["n_jobs"])(delayed(__import__)(module) for _ in range(2 * task["n_jobs"]))
    say("started")
    cpu, begin = tree_cpu_s(), time.perf_counter()
    search.fit(x, y)
    wall_s, cpu_s = time.perf_counter() - begin, tree_cpu_s() - cpu
    score = float(search.cv_results_["mean_test_" + task["refit"]][search.best_index_])
    say(
        "searched",
        wall_s=wall_s,
        cpu_s=cpu_s,
        process_cpu_s=tree_cpu_s(),
        best_candidate=int(search.best_index_),
        # Of errors scikit-learn has the negative.
        best_score=-score if task["scoring"][task["refit"]].startswith("neg_") else score,
    )


if __name__ == "__main__":
    end_with_parent()
    main(sys.argv[1])
