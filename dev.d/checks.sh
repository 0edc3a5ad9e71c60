# The suites behind `./dev test` and `./dev lint`.

sources() { find runtime modules chain-spec consensus network node tests -name '*.[ch]pp' | sort; }

check_everything() {
  case "$*" in
    "" | --quick) ;;
    --threads) packages && thread_tests "${threaded[@]}" test_node_service && total && return ;;
    *) fail "usage: ./dev test [--quick | --threads]" ;;
  esac
  packages
  compile dev
  cpp_tests dev "C++ tests"
  check "format" formatted
  check "shell scripts parse" bash -n dev .ci/run dev.d/*.sh
  if [ "${1:-}" != --quick ]; then
    thread_tests "${threaded[@]}"
    simulate
    client_tests
  fi
  total
}

# The programs in which threads share data, under the thread sanitizer. `./dev test` has an hour, so
# the service, which needs a third of everything compiled once more, is for `./dev test --threads`.
# OpenMP's own threads, which oneDNN starts, are not instrumented and would be reported.
threaded=(test_node_metrics test_node_rpc_transport test_node_store)
thread_tests() {
  compile tsan "$@"
  TSAN_OPTIONS=suppressions=$PWD/dev.d/tsan.supp OMP_NUM_THREADS=1 \
    cpp_tests tsan "C++ tests, thread sanitizer" -R "^($(IFS='|' && echo "$*"))\$"
}

# Networks of validators under faults, 200 seeds without and with a liar, whose kind the seed says as
# it says whether disks and clocks are faulty; each seed counts.
simulate() {
  local start=$EPOCHREALTIME log=build/simulator.log kind good
  compile release descent-sim
  for kind in "--liars 0" "--liars 1"; do
    OMP_NUM_THREADS=1 build/release/tests/sim/descent-sim --seeds 200 --quiet $kind >"$log" || cat "$log"
    good=$(sed -n 's/^\([0-9]*\) passed, [0-9]* failed$/\1/p' "$log")
    count "simulator $kind" "${good:-0}" $((200 - ${good:-0})) "$start"
  done
}

# Clients of every kind against the program that users run.
client_tests() {
  compgen -G 'clients/python/tests/test_*.py' >/dev/null ||
    compgen -G 'tests/interop/*test*' >/dev/null || return 0
  python_packages
  node_packages
  compile release descent descent_onnx_tool descent_crosscheck_tool descent_libp2p_responder
  export DESCENT_ONNX_TOOL=$PWD/build/release/tests/node/onnx/descent_onnx_tool
  export DESCENT_CROSSCHECK_TOOL=$PWD/build/release/tests/crosscheck/descent_crosscheck_tool
  python_tests clients/python/tests
  python_tests tests/interop
  javascript_tests
}

# cpp_tests PRESET NAME [CTEST ARGUMENT...]: counts test cases, from the report each gtest program
# leaves. A program that failed without a failed case (a crash, a sanitizer) counts as one failure.
cpp_tests() {
  local start=$EPOCHREALTIME reports=$PWD/build/$1/reports title=$2 cases=0 bad=0 name
  rm -rf "$reports"
  GTEST_OUTPUT=xml:$reports/ ctest --test-dir "build/$1" "${@:3}" -j2 --timeout 600 --output-on-failure \
    --output-junit "$reports.xml" | grep -vE '^ *Start |^$' || true
  for report in "$reports"/*.xml; do
    [ -e "$report" ] || continue
    cases=$((cases + $(attribute tests "$report")))
    bad=$((bad + $(attribute failures "$report")))
  done
  for name in $(sed -n 's/.*<testcase name="\([^"]*\)".*status="fail".*/\1/p' "$reports.xml"); do
    if [ ! -e "$reports/$name.xml" ] || [ "$(attribute failures "$reports/$name.xml")" = 0 ]; then
      say "$name stopped without a report of what failed"
      bad=$((bad + 1)) cases=$((cases + 1))
    fi
  done
  [ "$cases" -gt 0 ] || bad=1 cases=1
  count "$title" $((cases - bad)) "$bad" "$start"
}

# A number in the first tag of a report that has it.
attribute() { sed -n "s/.*<testsuites.* $1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1; }

# The suites in a folder's test_*.py files; nothing if there are none.
python_tests() {
  compgen -G "$1/test_*.py" >/dev/null || return 0
  local start=$EPOCHREALTIME report=$PWD/build/$(tr / - <<<"$1").xml cases=0 bad=0
  rm -f "$report"
  python -m pytest -q -p no:cacheprovider --junit-xml="$report" "$1" || true
  cases=$(suite tests "$report")
  # A skip is for who runs a file by hand without a tool: here all tools are built, so it fails.
  bad=$(($(suite failures "$report") + $(suite errors "$report") + $(suite skipped "$report")))
  [ "$cases" -gt 0 ] || bad=1 cases=1
  count "$1" $((cases - bad)) "$bad" "$start"
}

suite() { { grep -o "<testsuite [^>]*" "$2" 2>/dev/null || true; } | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | head -n 1 | grep . || echo 0; }

# CommonJS, so that NODE_PATH finds the packages outside the source tree.
javascript_tests() {
  compgen -G "tests/interop/*.test.cjs" >/dev/null || return 0
  local start=$EPOCHREALTIME log=build/javascript.tap
  NODE_PATH=$PWD/build/node/node_modules DESCENT_BIN=$PWD/build/release/node/descent \
    node --test --test-reporter=tap tests/interop/*.test.cjs >"$log" 2>&1 || true
  local good bad
  good=$(sed -n 's/^# pass \([0-9]*\)$/\1/p' "$log")
  bad=$(sed -n 's/^# fail \([0-9]*\)$/\1/p' "$log")
  if [ "${bad:-1}" != 0 ] || [ "${good:-0}" = 0 ]; then cat "$log"; fi
  [ $((${good:-0} + ${bad:-0})) -gt 0 ] || bad=1
  count "JavaScript client" "${good:-0}" "${bad:-1}" "$start"
}

# clang-tidy's front end is clang 14 with the build's own flags, so its warnings are checked here
# too: `clang-diagnostic-*` in .clang-tidy.
lint() {
  check "format" formatted
  check "shell scripts parse" bash -n dev .ci/run dev.d/*.sh
  tidy_files
}

formatted() { sources | xargs clang-format-14 --dry-run --Werror; }

# One result for each file. A file whose text after preprocessing has passed before is skipped.
tidy_files() {
  local start=$EPOCHREALTIME log=build/lint/log all bad
  mkdir -p build/lint
  : >"$log"
  sources | grep '\.cpp$' | xargs -P "$(nproc)" -n 1 bash dev.d/tidy_file.sh >"$log" 2>&1 || true
  all=$(sources | grep -c '\.cpp$')
  bad=$(grep -c '^lint failed: ' "$log" || true)
  [ "$bad" = 0 ] || cat "$log"
  say "clang-tidy: $(grep -c '^lint skipped: ' "$log" || true) of $all files unchanged, skipped"
  count "clang 14 and clang-tidy" $((all - bad)) "$bad" "$start"
}
