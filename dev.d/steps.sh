# How a step reports itself, and how passes and failures add up.

passed=0
failed=0
started=$EPOCHREALTIME

say() { printf -- '-- %s\n' "$*"; }

fail() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

# Seconds since a value of EPOCHREALTIME.
since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f s", b - a }'; }

# count NAME PASSED FAILED SINCE: one suite's result.
count() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  say "$1: $2 passed, $3 failed ($(since "$4"))"
}

# check NAME COMMAND...: a suite of one, passed if the command succeeds.
check() {
  local start=$EPOCHREALTIME
  if "${@:2}"; then count "$1" 1 0 "$start"; else count "$1" 0 1 "$start"; fi
}

# The last line of a run; its status says whether anything failed.
total() {
  say "all: $(since "$started")"
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
