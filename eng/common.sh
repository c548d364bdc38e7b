# Sourced by ./adasap, which sets `root`. What the other scripts share.
# Everything said here goes to standard error: standard output belongs to the verb.

artifacts=$root/artifacts
choices=$root/.packageset.props
program=$artifacts/bin/AdaSapSweep.Coordinator/release/adasap

say() { printf 'adasap: %s\n' "$*" >&2; }

# The machine or the command line cannot do what was asked: exit code 2, as for a bad sweep file.
fail() { say "$@"; exit 2; }

make_artifacts() { mkdir -p -- "$1" 2>/dev/null || fail "cannot write to $artifacts; ./adasap builds there, so run it as a user who may."; }

find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [ -x "$candidate" ] && [ -f "$candidate" ]; then dotnet=$(readlink -f -- "$candidate"); break; fi
  done
  [ -n "${dotnet:-}" ] || return 1
  # The built programs find the runtime by this variable when it is in no well-known place.
  if [ -z "${DOTNET_ROOT:-}" ] && [ -d "${dotnet%/*}/host" ]; then export DOTNET_ROOT=${dotnet%/*}; fi
}

need_dotnet_sdk() {
  if find_dotnet && (cd / && "$dotnet" --list-sdks 2>/dev/null) | grep -q '^10\.'; then return; fi
  fail "needs the .NET SDK 10.0: install the package dotnet-sdk-10.0, or see https://dotnet.microsoft.com/download/dotnet/10.0"
}

# dotnet and NuGet keep caches under HOME; a service account often has none.
usable_home() {
  if [ -n "${HOME:-}" ] && [ -w "$HOME" ]; then printf '%s' "$HOME"; return; fi
  local account=''
  if command -v getent >/dev/null; then account=$(getent passwd "$(id -u)" | cut -d: -f6 || true); fi
  if [ -z "${HOME:-}" ] && [ -n "$account" ] && [ -w "$account" ]; then printf '%s' "$account"; return; fi
  make_artifacts "$artifacts/home"
  printf '%s' "$artifacts/home"
}

run_dotnet() {
  HOME=$(usable_home) DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 \
    DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_UI_LANGUAGE=en NO_COLOR=1 \
    "$dotnet" "$@" </dev/null
}

run_program() {
  find_dotnet || true
  ADASAP_HOME=$root "$program" "$@"
}

exec_program() {
  find_dotnet || true
  ADASAP_HOME=$root exec "$program" "$@"
}

verbs_before_setup() {
  cat <<'TEXT'
AdaSapSweep runs sweeps of robust-and-sparse training on the devices of this machine.

  ./adasap init SWEEP.yaml     write a sweep file to begin with; --data FOLDER for your own images
  ./adasap doctor              what is wrong with this machine, and the fix
  ./adasap run SWEEP.yaml      run a sweep, or go on with it
  ./adasap plan SWEEP.yaml     what it would run: trials, stages, what sharing saves
  ./adasap results             the results so far
  ./adasap status              how far it is

Begin with: ./adasap run examples/quickstart.yaml
The first verb sets this machine up and builds; then ./adasap --help tells more.

TEXT
}

launcher_verbs() {
  cat <<'TEXT'
Verbs of the launcher:
  ./adasap setup [--help]      set this machine up, or change what was chosen
  ./adasap test [NAME]         build and run the tests, or those whose full name contains NAME
TEXT
}
