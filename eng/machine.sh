# Sourced by ./adasap. What the bundled package set needs from the machine: LibTorch, a C++ compiler, CMake.

system_root=/usr

# The same places in the same order as bundled/TorchSharp/native/build.sh.
has_libtorch() {
  [ -z "${LIBTORCH:-}" ] || return 0
  if command -v python3 >/dev/null && python3 -c 'import importlib.util as u, sys; sys.exit(u.find_spec("torch") is None)' >/dev/null 2>&1; then return 0; fi
  [ -e "$system_root/$libtorch_header" ] && return 0
  command -v c++ >/dev/null && printf '#include <%s>\n' "${libtorch_header#include/}" | c++ -std=c++17 -x c++ -E - >/dev/null 2>&1
}

missing_packages() {
  command -v c++ >/dev/null || echo g++
  command -v cmake >/dev/null || echo cmake
  command -v make >/dev/null || command -v ninja >/dev/null || echo make
  has_libtorch || echo libtorch-dev
}

prepare_machine() {
  local missing
  export LIBTORCH
  LIBTORCH=$(choice LibTorch)
  missing=$(missing_packages)
  # shellcheck disable=SC2086 # one word a package
  [ -z "$missing" ] || install_missing $missing
}

has_turbojpeg() { "$(command -v ldconfig || echo /sbin/ldconfig)" -p 2>/dev/null | grep 'libturbojpeg\.so\.0' >/dev/null; }

# JPEG is decoded by a library of the system, whatever the package set. Who has no JPEG images needs it for the tests alone: the product
# says itself when it meets a JPEG and the library is not there.
prepare_tests() {
  if has_turbojpeg; then return; fi
  if grep -qs '^ID=ubuntu' /etc/os-release; then install_missing libturbojpeg; else install_missing libturbojpeg0; fi
}

install_missing() {
  if ! command -v apt-get >/dev/null; then stop_without "apt-get is not here" "$@"; fi
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then stop_without "that needs root, and sudo is not here" "$@"; fi
    if ! sudo -n true 2>/dev/null && [ ! -t 0 ]; then stop_without "that needs root, and there is no terminal to ask for a password" "$@"; fi
    as_root=(sudo)
  fi
  install_packages "$@"
}

stop_without() {
  local reason=$1
  shift
  say "needed here: $(purposes "$@")."
  say "./adasap cannot install them: $reason. On Debian or Ubuntu, run as root:"
  printf '  apt-get update && apt-get install --no-install-recommends %s\n' "$*" >&2
  case " $* " in *' libtorch-dev '*)
    say "LibTorch may come from elsewhere: pip install torch, or set LIBTORCH to a folder with its include/ and lib/." ;;
  esac
  exit 2
}

purposes() {
  local package text=''
  for package; do
    case $package in
      g++) text+=', g++ (a C++ compiler)' ;;
      libtorch-dev) text+=', libtorch-dev (LibTorch, which computes)' ;;
      libturbojpeg*) text+=", $package (libjpeg-turbo, which decodes JPEG)" ;;
      *) text+=", $package (to build)" ;;
    esac
  done
  printf '%s' "${text#, }"
}

# Uses as_root of its caller.
install_packages() {
  local log=$artifacts/setup/apt.log size began=$SECONDS
  make_artifacts "${log%/*}"
  say "needed here: $(purposes "$@"); installing with apt-get${as_root:+ as root, by sudo}."
  apt() { ${as_root[@]+"${as_root[@]}"} env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@"; }
  # One source of many being down need not matter; a package that is not found says so below.
  apt update -q >"$log" 2>&1 || say "apt-get update had problems, see $log; going on."
  size=$(apt install --no-install-recommends --assume-no "$@" 2>/dev/null | sed -n 's/^Need to get \([^/]*\)\(\/.*\)\? of archives.*/\1/p' || true)
  [ -z "$size" ] || say "downloading $size; the log is $log"
  if ! apt install -q -y --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
    grep '^E: ' "$log" >&2 || tail -n 5 "$log" >&2
    stop_without "apt-get failed, see $log" "$@"
  fi
  say "installed $* in $((SECONDS - began)) s."
}
