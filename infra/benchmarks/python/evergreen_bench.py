"""What the scripts beside this one share: messages, the process tree's CPU, the end with the parent."""

import glob
import json
import os
import signal
import threading


def say(kind, **figures):
    """One message to the process that started this one: a JSON object on a line of its own."""
    print(json.dumps({"kind": kind, **figures}), flush=True)


def end_with_parent():
    """Workers included: a group of its own is ended when stdin is closed, however the parent ended."""
    if hasattr(os, "setsid"):
        os.setsid()
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent():
    # Not by sys.stdin, whose lock a thread that waits would hold when Python ends.
    while os.read(0, 1):
        pass
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(3)


def tree_cpu_s():
    """User and system seconds of this process, its descendants, and those of them that have ended."""
    stats = _stats()
    if os.getpid() not in stats:
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system
    children = {}
    for pid, (parent, _) in stats.items():
        children.setdefault(parent, []).append(pid)
    ticks, todo = 0, [os.getpid()]
    while todo:
        pid = todo.pop()
        ticks += stats[pid][1]
        todo += children.get(pid, [])
    return ticks / os.sysconf("SC_CLK_TCK")


def _stats():
    """Of every process: its parent and its ticks."""
    found = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                # The name stands in brackets and may hold anything.
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue  # It has ended.
        found[int(path.split("/")[2])] = (int(fields[1]), sum(int(fields[i]) for i in (11, 12, 13, 14)))
    return found
