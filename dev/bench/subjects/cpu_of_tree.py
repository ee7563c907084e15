"""A command and all that it starts: waits for the word, and tells the CPU time of the whole tree (on Linux).

cpu_of_tree.py DIRECTORY COMMAND...
"""

import ctypes
import glob
import json
import os
import resource
import subprocess
import sys
import time

MARK = "#bench "
TABLE = "image id"
PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of_the_ended():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_below(pid):
    """Of the processes below one that still run, with those that they have waited for."""
    used = 0
    for tasks in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            for child in open(tasks).read().split():
                fields = open(f"/proc/{child}/stat").read().rpartition(")")[2].split()
                used += sum(map(int, fields[11:15])) / TICKS + cpu_below(child)
        except (FileNotFoundError, ProcessLookupError):
            pass  # It has just ended.
    return used


# What loses its parent becomes a child of this process, so that no time is lost.
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
print(MARK, flush=True)
sys.stdin.readline()
begun = time.monotonic()
command = subprocess.Popen(
    sys.argv[2:], cwd=sys.argv[1], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
)
result, lines = {}, []
for line in command.stdout:
    lines.append(line)
    if line.lstrip().startswith(TABLE) and "cpuSecondsToTable" not in result:
        result["cpuSecondsToTable"] = cpu_of_the_ended() + cpu_below(os.getpid())
if command.wait() != 0:
    result["error"] = f"exit code {command.returncode}: {''.join(lines[-20:])}"
result["seconds"] = time.monotonic() - begun
try:
    while True:
        os.wait()
except ChildProcessError:
    result["cpuSeconds"] = cpu_of_the_ended()
print(MARK + json.dumps(result), flush=True)
