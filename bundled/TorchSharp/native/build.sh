#!/usr/bin/env bash
# Builds libadasapsweep_torch.so into the folder $1. Prints problems as "name : error code: text", which MSBuild shows as they are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1
problem() { echo "native : error TORCH$1: $2"; exit 9; }

command -v cmake >/dev/null || problem 1 "cmake is not installed; bundled/TorchSharp needs it to build its native library."
command -v c++ >/dev/null || problem 2 "No C++ compiler (c++) found; bundled/TorchSharp needs one to build its native library."

root=${LIBTORCH:-}
if [ -z "$root" ] && command -v python3 >/dev/null; then
  root=$(python3 -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")' 2>/dev/null || true)
fi
if [ -n "$root" ]; then
  [ -e "$root/include/ATen/core/dispatch/Dispatcher.h" ] || problem 3 "No LibTorch headers under '$root/include'; set LIBTORCH to a folder with include/ and lib/."
elif ! printf '#if !__has_include(<ATen/core/dispatch/Dispatcher.h>)\n#error none\n#endif\n' | c++ -std=c++17 -x c++ -E - >/dev/null 2>&1; then
  problem 3 "LibTorch not found: set LIBTORCH, install PyTorch, or install the system's package (Debian: libtorch-dev)."
fi

mkdir -p "$out/build"
# Two builds at once would write the same objects; the second waits, then finds nothing to do.
exec 9>"$out/build.lock"
if command -v flock >/dev/null; then flock 9; fi
log=$out/build/log.txt
# What an earlier LibTorch gave is not kept; where there is only one, looking again costs nothing.
if ! { cmake -U 'lib_*' -U torch_includes -S "$here" -B "$out/build" -DCMAKE_BUILD_TYPE=Release -DTORCH_ROOT="$root" && cmake --build "$out/build"; } >"$log" 2>&1; then
  grep -m 5 -iE 'error' "$log" | sed 's/^/  /' || true
  problem 4 "The native library did not build; the whole log is in $log."
fi
# Renaming leaves a process that has the old library loaded alone.
cp "$out/build/libadasapsweep_torch.so" "$out/.new.so"
mv -f "$out/.new.so" "$out/libadasapsweep_torch.so"
