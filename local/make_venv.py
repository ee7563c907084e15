"""Makes a virtual environment: make_venv.py DIRECTORY REQUIREMENTS STAMP

The stamp is written last, so an environment without it is one that was not finished. The lock is the kernel's: it
goes with the process that holds it and with pip, which inherits it, however they end.
"""

import os
import shutil
import subprocess
import sys

if sys.version_info < (3, 10):
    sys.exit(f"python3 is {sys.version.split()[0]}")
try:
    import ensurepip  # noqa: F401 - venv needs it, and Debian leaves it out of python3
    import fcntl
    import venv  # noqa: F401
except ImportError as error:
    sys.exit(f"python3 has no {error.name}")


def main(directory: str, requirements: str, stamp: str) -> None:
    os.makedirs(directory, exist_ok=True)
    python = os.path.join(directory, "bin", "python")
    stamp_file = os.path.join(directory, "stamp")
    with open(os.path.join(directory, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def run(*command: str) -> None:
            subprocess.run(command, check=True, pass_fds=[lock.fileno()], stdin=subprocess.DEVNULL)

        if os.path.exists(python) and read(stamp_file) == stamp:
            return  # another process made it while this one waited
        empty(directory, but="lock")
        run(sys.executable, "-m", "venv", directory)
        options = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
        run(python, "-m", "pip", "install", "--quiet", "--no-input", *options, "-r", requirements)
        with open(stamp_file, "w") as file:
            file.write(stamp)


def read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return ""


def empty(directory: str, but: str) -> None:
    for entry in os.scandir(directory):
        if entry.name == but:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


try:
    main(*sys.argv[1:])
except subprocess.CalledProcessError as error:
    sys.exit(error.returncode)
