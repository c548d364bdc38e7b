# Sourced by ./adasap. Which package set and which backend: asked once, remembered in .packageset.props.

probe_seconds=60
libtorch_header=include/ATen/core/dispatch/Dispatcher.h

choice() { [ ! -f "$choices" ] || sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$choices"; }

has_gpu() { command -v nvidia-smi >/dev/null && timeout 20 nvidia-smi -L 2>/dev/null </dev/null | grep -q '^GPU'; }

# Two managed packages of a few megabytes stand for all: the native ones weigh gigabytes and would end any time limit.
probe_upstream() {
  local folder=$artifacts/package-probe
  make_artifacts "$folder"
  cat > "$folder/probe.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="Akka.Cluster" Version="$(AkkaVersion)" />
    <PackageReference Include="TorchSharp" Version="$(TorchSharpVersion)" />
  </ItemGroup>
</Project>
XML
  export -f run_dotnet usable_home make_artifacts fail say
  dotnet=$dotnet artifacts=$artifacts timeout "$probe_seconds" bash -c 'run_dotnet "$@"' probe \
    restore "$folder/probe.csproj" -p:ManagePackageVersionsCentrally=false -p:PackageSet=upstream -v:q -nologo >"$folder/log.txt" 2>&1
}

# choose_packages WANTED_SET WANTED_BACKEND; empty: what was chosen before, or else what this machine can have.
choose_packages() {
  local set=${1:-$(choice PackageSet)} backend=${2:-$(choice TorchBackend)} libtorch rc=0
  if [ -z "$set" ] || [ "$set" = auto ]; then
    set=upstream
    probe_upstream || rc=$?
    if [ $rc = 124 ]; then
      set=bundled
      say "the NuGet feed did not answer within $probe_seconds s; using the bundled stand-ins for Akka.NET and TorchSharp."
    elif [ $rc != 0 ] && ! grep -q 'error NU110' "$artifacts/package-probe/log.txt"; then
      set=bundled
      say "the NuGet feed could not be read; using the bundled stand-ins for Akka.NET and TorchSharp."
    elif [ $rc != 0 ]; then
      set=bundled
      say "this machine's NuGet feed has no Akka.NET or no TorchSharp; using the bundled stand-ins."
    fi
  fi
  if [ -z "$backend" ]; then
    if has_gpu; then backend=cuda; else backend=cpu; fi
  fi
  # A LibTorch that was named once stays, until another is named, a set is asked for anew, or it is gone.
  libtorch=$(choice LibTorch)
  if [ -n "${1:-}" ] || ! [ -e "$libtorch/$libtorch_header" ]; then libtorch=''; fi
  if [ $set = bundled ] && [ -n "${LIBTORCH:-}" ]; then
    libtorch=$LIBTORCH
    [ -e "$libtorch/$libtorch_header" ] || fail "no LibTorch in LIBTORCH=$libtorch: $libtorch/$libtorch_header is not there."
    case $libtorch in *[\<\>\&]*) fail "LIBTORCH may not contain < > or &: $libtorch" ;; esac
  fi
  local text
  text=$(cat <<XML
<Project>
  <!-- Written by ./adasap setup, for this machine only. -->
  <PropertyGroup>
    <PackageSet>$set</PackageSet>
    <TorchBackend>$backend</TorchBackend>
    <LibTorch>$libtorch</LibTorch>
  </PropertyGroup>
</Project>
XML
)
  if [ -f "$choices" ] && [ "$(cat -- "$choices")" = "$text" ]; then return; fi
  # The native library of the other LibTorch must not be taken for this one's.
  if [ "$libtorch" != "$(choice LibTorch)" ]; then rm -rf -- "$artifacts/native"; fi
  printf '%s\n' "$text" >"$choices"
}
