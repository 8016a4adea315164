"""Says which of the compared libraries this Python has."""

import importlib
import platform

from evergreen_bench import say

versions = {"python": platform.python_version()}
broken = []
for name, module in (("scikit-learn", "sklearn.ensemble"), ("lightgbm", "lightgbm")):
    try:
        importlib.import_module(module)
        versions[name] = importlib.import_module(module.split(".", maxsplit=1)[0]).__version__
    except ModuleNotFoundError:
        pass
    except (ImportError, OSError) as e:
        # There, but something that it needs is not: a library of the system's, for instance.
        broken.append(f"{name}: {e}")
say("versions", versions=versions, broken=broken)
