#!/usr/bin/env bash
# Kills a training run at random moments (SIGKILL), resumes it each time, and holds what it ends in to an unbroken
# run of the same plan, bit for bit: weights, last checkpoint (optimizer too), metrics and timeline.
#
# usage: benchmarks/kills.sh [KILLS [STEPS [SEED [FOLDER]]]]      20 kills in 600 steps of the demo, 1, a new folder
#
# Every fourth kill comes while the process starts or resumes, the others at a step of their own part of the run.
# Prints each kill's moment; exit code 0 where both runs are the same, 1 where not.
set -u

kills=${1:-20}
steps=${2:-600}
seed=${3:-1}
folder=${4:-$(mktemp -d)}
headlight=$(cd "$(dirname "$0")/.." && pwd)/headlight
plan=(--preset demo --steps "$steps" --seed "$seed" --eval-every 5 --eval-windows 32 --checkpoint-every 10
    --analyze-every 25)
RANDOM=$seed
killed=$folder/killed
unbroken=$folder/unbroken
pid=""
trap '[ -n "$pid" ] && kill -9 "$pid" 2>/dev/null' EXIT

# The last step that the killed run has a line of; -1 where there is none.
line_step() {
    local step
    step=$(tail -n 1 "$killed/metrics.jsonl" 2>/dev/null | sed -n 's/^{"step":\([0-9]*\),.*/\1/p')
    echo "${step:--1}"
}

# The step of its last checkpoint.
checkpoint_step() {
    local file last=none
    for file in "$killed"/checkpoints/step-*.safetensors; do
        [ -e "$file" ] && last=$(basename "$file" .safetensors)
    done
    echo "${last#step-}"
}

train() {
    if [ -e "$killed/training.json" ]; then
        exec "$headlight" train --resume "$killed" --no-analysis --quiet
    fi
    exec "$headlight" train "${plan[@]}" --out "$killed" --no-analysis --quiet
}

a_random_while() { # up to $1 milliseconds
    local millis=$((RANDOM % $1))
    sleep "$((millis / 1000)).$(printf %03d $((millis % 1000)))"
}

echo "unbroken: $steps steps"
"$headlight" train "${plan[@]}" --out "$unbroken" --no-analysis --quiet || exit 1

for ((kill = 1; kill <= kills; kill++)); do
    train >"$folder/train.log" 2>&1 &
    pid=$!
    if ((kill % 4 == 1)); then
        when="while it starts"
        a_random_while 2500
    else
        # A part's last twentieth is left to the next, so that no kill comes after the end.
        at=$(((kill - 1) * steps / kills + RANDOM % (steps * 19 / (20 * kills) + 1)))
        when="from step $at on"
        while kill -0 "$pid" 2>/dev/null && (($(line_step) < at - 5)); do
            sleep 0.05
        done
        a_random_while 400
    fi
    if ! kill -9 "$pid" 2>/dev/null; then
        echo "kill $kill: the run had ended before; take more steps"
        cat "$folder/train.log"
        exit 1
    fi
    { wait "$pid"; } 2>/dev/null
    pid=""
    echo "kill $kill, $when: last line of step $(line_step), last checkpoint $(checkpoint_step)"
done

train >"$folder/train.log" 2>&1 &
pid=$!
wait "$pid" || { cat "$folder/train.log"; exit 1; }
pid=""

same=0
compare() { # $1 name, $2 and $3 files
    if cmp -s "$2" "$3"; then
        echo "$1: the same ($(cksum <"$2"))"
    else
        echo "$1: DIFFERENT"
        same=1
    fi
}

last=checkpoints/step-$(printf %08d "$steps").safetensors
for run in "$unbroken" "$killed"; do
    # What tells of time differs.
    sed 's/,"tokens_per_second":.*//' "$run/metrics.jsonl" >"$run.metrics"
done
compare weights "$unbroken/model.safetensors" "$killed/model.safetensors"
compare "last checkpoint" "$unbroken/$last" "$killed/$last"
compare metrics "$unbroken.metrics" "$killed.metrics"
if [ -e "$unbroken/timeline.csv" ]; then
    compare timeline "$unbroken/timeline.csv" "$killed/timeline.csv"
fi
left=$(find "$killed" -name '.*.part' -o -name '*.damaged' -o -name .lock)
[ -z "$left" ] || { echo "left behind: $left"; same=1; }
exit $same
