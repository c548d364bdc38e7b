# Sourced by ./adasap for the verb `test`. Prints a line a test project and, last, `N passed, N failed, N skipped`.

test_limit_seconds=600
passed=0
failed=0
skipped=0
running=''

test_verb() {
  local name=${1:-} project
  case $name in
    -h|--help) echo 'usage: ./adasap test [NAME]; NAME is a part of the full names of the tests to run'; return ;;
    *[!A-Za-z0-9_.]*) fail "a test's name has letters, digits, '_' and '.': '$name'" ;;
  esac
  [ $# -le 1 ] || fail "test takes at most one NAME; see ./adasap test --help"
  # Whatever ends this early, the last line is the count, and it is not a good one.
  trap 'rc=$?; trap - EXIT; [ $rc = 0 ] || { printf "%d passed, %d failed, %d skipped\n" $passed $((failed + 1)) $skipped; exit 1; }' EXIT
  trap '[ -z "$running" ] || kill "$running"; exit 130' INT TERM
  make_ready tests
  prepare_tests
  find_dotnet
  for project in "$root"/tests/*.Tests; do
    [ "${project##*/}" = EndToEnd.Tests ] || run_tests "$project" "$name"
  done
  # Last and alone: it starts and kills processes of its own.
  [ ! -d "$root/tests/EndToEnd.Tests" ] || run_tests "$root/tests/EndToEnd.Tests" "$name"
  if [ -z "$name" ]; then
    . "$root/eng/checks.sh"
    all_checks
  elif [ $((passed + failed + skipped)) = 0 ]; then
    say "no test has '$name' in its full name."
    failed=1
  fi
  trap - EXIT
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" = 0 ]
}

# run_tests FOLDER NAME
run_tests() {
  local project=AdaSapSweep.${1##*/} name=$2 folder executable report log began=$SECONDS rc=0 counts=(0 0 0)
  folder=$artifacts/bin/$project/release
  executable=$folder/$project
  make_artifacts "$artifacts/test-results"
  report=$artifacts/test-results/$project.xml
  log=$artifacts/test-results/$project.log
  rm -f -- "$report" "$log"
  local arguments=(-noLogo -noColor -longRunning 120 -xml "$report")
  [ -z "$name" ] || arguments+=(-method "*$name*")
  # In the background, so that Ctrl-C is acted on at once; with job control, so that SIGINT is not ignored in the tests.
  # The outer redirection drops what bash says of a process that a signal ended.
  {
    set -m
    (cd "$folder" && ADASAP_HOME=$root exec timeout -k 10 "$test_limit_seconds" "$executable" "${arguments[@]}") >"$log" 2>&1 </dev/null &
    running=$!
    set +m
    wait "$running" || rc=$?
    running=''
  } 2>/dev/null

  if [ -s "$report" ]; then read -r -a counts < <(report_counts "$report"); fi
  # A runner that ends badly without naming a failed test is a failure of its own.
  local why=''
  if [ $rc = 124 ] || [ $rc = 137 ]; then
    why="stopped after $test_limit_seconds s"
  elif [ ! -s "$report" ]; then
    why="ended with exit code $rc and no report"
  elif [ $rc != 0 ] && [ "${counts[1]}" = 0 ]; then
    why="ended with exit code $rc"
  fi
  [ -z "$why" ] || counts[1]=$((counts[1] + 1))
  add_counts "${1##*/}" "${counts[0]}" "${counts[1]}" "${counts[2]}" $((SECONDS - began))
  if [ -n "$why" ]; then
    echo "  $project $why; its output without the frames of the runner:"
    grep -vE '^ +at (Xunit|System)\.' "$log" | cut -c 1-300 >"$log.short" || true
    { head -n 40 "$log.short"; tail -n +41 "$log.short" | tail -n 40; } | sed 's/^/    /'
  elif [ "${counts[1]}" != 0 ]; then
    sed 's/^/  /' "$log"
  else
    grep -A 1 -F '[SKIP]' "$log" | grep -v '^--$' || true
  fi
}

# add_counts NAME PASSED FAILED SKIPPED SECONDS
add_counts() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  skipped=$((skipped + $4))
  printf '%-28s %5d passed %5d failed %5d skipped %6d s\n' "$@"
}

# Passed, failed and skipped of an xunit report. Errors are clean-ups that threw: no test of their own, yet failures.
report_counts() {
  awk -v RS='<' '
    function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
    /^assembly / { passed += number("passed"); failed += number("failed") + number("errors"); skipped += number("skipped") + number("not-run") }
    END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}
