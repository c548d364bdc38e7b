# Sourced by test.sh: what is checked beside the test projects.

all_checks() {
  check_launcher
  check_format
  check_api AdaSapSweep.Bundled.Akka Akka
  check_api AdaSapSweep.Bundled.Akka.Cluster Akka
  check_api AdaSapSweep.Bundled.TorchSharp TorchSharp
}

# check NAME COMMAND...: one test, passed when the command succeeds; its output is shown when it does not.
check() {
  local name=$1 log began=$SECONDS
  shift
  log=$artifacts/test-results/check.log
  if "$@" >"$log" 2>&1; then
    add_counts "$name" 1 0 0 $((SECONDS - began))
  else
    add_counts "$name" 0 1 0 $((SECONDS - began))
    sed 's/^/    /' "$log"
  fi
}

skip() {
  add_counts "$1" 0 0 1 0
  echo "    $2"
}

check_launcher() { check launcher bash "$root/eng/launcher-test.sh"; }

check_format() { check format run_dotnet format whitespace "$root/AdaSapSweep.sln" --verify-no-changes --no-restore; }

# check_api ASSEMBLY LISTS: the public surface of a bundled assembly must be part of the real packages', as recorded beside the repository.
check_api() {
  local name="api ${1#AdaSapSweep.Bundled.}" tool=$root/../shared/tools/api-surface.cs recorded=$root/../shared/api list
  if [ "$(choice PackageSet)" != bundled ]; then skip "$name" "the package set is not bundled"; return; fi
  if [ ! -f "$tool" ] || [ ! -d "$recorded" ]; then skip "$name" "no ../shared/api beside the repository"; return; fi
  # Source is compiled against all packages of a family together, so a type may sit in another assembly of it.
  list=$artifacts/test-results/$2.txt
  cat -- "$recorded/$2"[.-]*.txt >"$list"
  check "$name" run_dotnet run "$tool" -- check "$artifacts/bin/$1/release/$1.dll" "$list"
}
