#!/usr/bin/env bash
# Gradescope runs this as root for each submission, and then reads results/results.json. What it
# prints is shown to instructors. Where grading fails, there is no results.json: Gradescope then says
# that the autograder failed, and nobody gets a score.
set -euo pipefail
umask 022
root="${AUTOGRADER_ROOT:-/autograder}"
python="${TORCHGRADE_PYTHON:-${TORCHGRADE_HOME:-/opt/torchgrade}/venv/bin/python}"
mkdir -p "$root/results"
rm -rf "$root/results/results.json"
# nothing here is for the user that the submission runs as
for place in source submission results submission_metadata.json; do
    if [ -e "$root/$place" ]; then chmod go= "$root/$place"; fi
done
cd /
# Gradescope gives 0 points to what exceeds its own time limit: end before that
limit="$(cat "$root/source/limit")"
exec timeout --kill-after=10 "$limit" "$python" -I -X utf8 -m grader autograde "$root" "$@"
