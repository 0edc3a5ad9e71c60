# The fuzz targets of tests/fuzz, in the preset `fuzz`. What a run learns stays in build/fuzz:
# corpus/NAME is what it adds to the seeds, found/ what is wrong, ran/NAME how long it has run.

fuzz_targets() { sed -n 's/^descent_fuzz(\([a-z0-9_]*\).*/\1/p' tests/fuzz/CMakeLists.txt; }

fuzz_program() { echo "build/fuzz/tests/fuzz/fuzz_$1"; }

# The longest input worth making, in bytes.
fuzz_length() {
  case $1 in
    text) echo 1200 ;;
    rpc | spec | onnx | block) echo 16384 ;;
    *) echo 4096 ;;
  esac
}

# Seconds that a target has run so far.
fuzz_ran() { cat "build/fuzz/ran/$1" 2>/dev/null || echo 0; }

files_in() { find "$1" -type f 2>/dev/null | wc -l; }

fuzz_list() {
  local name
  printf '%-14s %10s %8s %8s\n' target "ran (s)" seeds corpus
  for name in $(fuzz_targets); do
    printf '%-14s %10d %8d %8d\n' "$name" "$(fuzz_ran "$name")" \
      "$(files_in "tests/fuzz/corpus/$name")" "$(files_in "build/fuzz/corpus/$name")"
  done
}

# fuzz_run NAME SECONDS: fails if anything was found. Of an input that takes over a second libFuzzer
# keeps a slow-unit, and goes on; that is a find as well.
fuzz_run() {
  local name=$1 seconds=$2 status=0 start=$EPOCHSECONDS new
  mkdir -p "build/fuzz/corpus/$name" "build/fuzz/found/$name" build/fuzz/ran
  touch build/fuzz/started
  OMP_NUM_THREADS=1 "$(fuzz_program "$name")" -max_total_time="$seconds" \
    -max_len="$(fuzz_length "$name")" -rss_limit_mb=2048 -malloc_limit_mb=512 -timeout=10 \
    -report_slow_units=1 -print_final_stats=1 -artifact_prefix="build/fuzz/found/$name/" \
    "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" || status=$?
  echo $(($(fuzz_ran "$name") + EPOCHSECONDS - start)) >"build/fuzz/ran/$name"
  new=$(find "build/fuzz/found/$name" -type f -newer build/fuzz/started)
  for file in $new; do say "found: $file; to replay: $(fuzz_program "$name") $file"; done
  [ "$status" = 0 ] && [ -z "$new" ]
}

# fuzz_all SECONDS NAME...: each in turn; what is found in one does not keep the others from running.
fuzz_all() {
  local seconds=$1 name bad=()
  shift
  for name in "$@"; do
    say "fuzz $name: $seconds s"
    fuzz_run "$name" "$seconds" || bad+=("$name")
  done
  [ ${#bad[@]} = 0 ] || fail "something was found by: ${bad[*]}"
  say "fuzz: nothing was found"
}
