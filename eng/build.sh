# Sourced by ./adasap. Builds what is out of date, once for all that ask at the same time.
# A part is `product` (the two programs) or `tests` (everything).

stamp_of() { printf '%s/setup/%s.stamp' "$artifacts" "$1"; }

# What a build depends on beside the sources: a moved folder holds paths that are no longer true.
build_identity() { printf '%s\nlibtorch %s\n' "$root" "${LIBTORCH:-$(choice LibTorch)}"; }

# Folders are looked at too: one is newer when a file in it was added or deleted.
is_fresh() {
  local part=$1 stamp sources=(src bundled hocon Directory.Build.props Directory.Build.targets Directory.Packages.props .packageset.props global.json BannedSymbols.txt .editorconfig eng/product.slnf)
  stamp=$(stamp_of "$part")
  [ -x "$program" ] && [ -f "$choices" ] && [ -f "$stamp" ] || return 1
  [ "$(cat -- "$stamp")" = "$(build_identity)" ] || return 1
  [ "$part" = product ] || sources+=(tests AdaSapSweep.sln)
  [ -d "$root/benchmarks" ] && [ "$part" = tests ] && sources+=(benchmarks)
  local present=() source
  for source in "${sources[@]}"; do [ ! -e "$root/$source" ] || present+=("$root/$source"); done
  [ -z "$(find "${present[@]}" -newer "$stamp" -print -quit)" ]
}

# make_ready PART [WANTED_SET WANTED_BACKEND]
make_ready() {
  if [ $# = 1 ] && is_fresh "$1"; then return; fi
  need_dotnet_sdk
  make_artifacts "$artifacts/setup"
  exec 9>"$artifacts/setup/lock" || fail "cannot write to $artifacts/setup/lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "another ./adasap is setting up; waiting for it."
    flock 9
  fi
  choose_packages "${2:-}" "${3:-}"
  if ! is_fresh "$1"; then
    if [ "$(choice PackageSet)" = bundled ]; then prepare_machine; fi
    build "$1"
  fi
  exec 9>&-
}

build() {
  local part=$1 what=eng/product.slnf log=$artifacts/setup/build-$1.log stamp began=$SECONDS
  if [ "$part" = tests ]; then what=AdaSapSweep.sln; fi
  stamp=$(stamp_of "$part")
  if [ -e "$stamp" ]; then say "sources changed; building."; else say "building with the $(choice PackageSet) packages; the first time takes a minute or two."; fi
  # Dated before the build, so that a file that is edited meanwhile counts as newer.
  build_identity >"$stamp.new"
  # Servers that outlive the build must not keep the lock, so they do not get its descriptor.
  if ! run_dotnet build "$root/$what" -c Release -v:q -nologo -tl:off -nodeReuse:false "-clp:ErrorsOnly;NoSummary" >"$log" 2>&1 9>&-; then
    rm -f -- "$stamp" "$stamp.new"
    say "the build failed; the whole log is $log"
    build_errors "$log" >&2
    if [ "$(choice PackageSet)" = upstream ] && grep -q 'error NU' "$log"; then say "if this feed lacks a package: ./adasap setup --package-set bundled"; fi
    exit 2
  fi
  mv -f -- "$stamp.new" "$stamp"
  if [ "$part" = tests ]; then cp -p -- "$stamp" "$(stamp_of product)"; fi
  say "built in $((SECONDS - began)) s."
}

# Each error once, with paths from the repository's root and without the project that MSBuild appends.
build_errors() {
  { grep -E 'error' "$1" || tail -n 20 "$1"; } | sed -E 's#^ *##; s# \[[^]]*\.([a-z]*proj|slnf?)\]$##' | ROOT=$root/ awk '
    { while (at = index($0, ENVIRON["ROOT"])) $0 = substr($0, 1, at - 1) substr($0, at + length(ENVIRON["ROOT"])) }
    !seen[$0]++ && ++shown <= 30'
}
