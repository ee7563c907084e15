"""Create a virtual environment: make_venv.py DIRECTORY REQUIREMENTS STAMP

The stamp is written last, so an environment without it is incomplete. Without the lock, two processes that start at
once would write to the same directory. The kernel releases the lock when this process and pip, which inherits it,
have ended.
"""

import os
import shutil
import subprocess
import sys

if sys.version_info < (3, 10):
    sys.exit(f"python3 is {sys.version.split()[0]}")
try:
    import ensurepip  # noqa: F401 - venv needs it, and Debian packages it separately
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
            return  # Another process created it while this one waited.
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
