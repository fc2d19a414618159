#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image of the autograder: it installs Python,
# PyTorch and the grader, and closes the folder with the hidden half to everybody but root.
set -euo pipefail
umask 022
root="${AUTOGRADER_ROOT:-/autograder}"
home="${TORCHGRADE_HOME:-/opt/torchgrade}"
cd "$root/source"

# First, so that an installation that fails leaves nothing open.
chown -R root:root .
chmod -R go= .

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

install_everything() {
    mkdir -p "$home"
    if command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get install -y --no-install-recommends ca-certificates libseccomp2 python3 python3-venv
    fi
    if is_new_enough python3; then
        python3 -m venv "$home/venv"
    else
        # Ubuntu 22.04 has Python 3.10. This one goes where every user can read it.
        python3 -m venv "$home/uv"
        "$home/uv/bin/pip" install --no-cache-dir uv
        export UV_PYTHON_INSTALL_DIR="$home/python"
        "$home/uv/bin/uv" venv --seed --managed-python --python 3.13 "$home/venv"
    fi
    local pip=("$home/venv/bin/python" -m pip install --no-cache-dir --disable-pip-version-check)
    # the CPU build comes first; the one in the package index brings gigabytes of CUDA
    "${pip[@]}" --index-url https://download.pytorch.org/whl/cpu "$(grep '^torch==' constraints.txt)"
    "${pip[@]}" --constraint constraints.txt --requirement requirements.txt
}

# Where a Python with all of this is there already, it can be named instead.
if [ -z "${TORCHGRADE_PYTHON:-}" ]; then
    install_everything
fi
"${TORCHGRADE_PYTHON:-$home/venv/bin/python}" -I -m grader --version
