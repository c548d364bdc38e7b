# Sourced by ./adasap for the verb `setup`.

setup_help() {
  cat <<'TEXT'
./adasap setup [--package-set auto|bundled|upstream] [--torch-backend cpu|cuda]

Sets this machine up and builds. Every verb does so when it is needed; this one does it ahead, or changes a choice.

  --package-set    upstream: Akka.NET and TorchSharp from the NuGet feed. bundled: the stand-ins in bundled/, over a LibTorch
                   of this machine. auto: upstream if the feed has it. Default: what was chosen before, else auto.
  --torch-backend  which TorchSharp of the feed. Default: what was chosen before, else cuda where nvidia-smi finds a GPU.

The variable LIBTORCH, a folder with include/ and lib/, names the LibTorch for `bundled`; it is remembered until
--package-set is given again. Without it: an installed PyTorch, else the system's libtorch-dev.
TEXT
}

setup_verb() {
  local set='' backend=''
  while [ $# -gt 0 ]; do
    case $1 in
      --package-set=*|--torch-backend=*) set -- "${1%%=*}" "${1#*=}" "${@:2}"; continue ;;
      --package-set)
        set=${2:-}
        case $set in auto|bundled|upstream) ;; *) fail "--package-set is auto, bundled or upstream, not '$set'." ;; esac
        shift 2 ;;
      --torch-backend)
        backend=${2:-}
        case $backend in cpu|cuda) ;; *) fail "--torch-backend is cpu or cuda, not '$backend'." ;; esac
        shift 2 ;;
      -h|--help|help) setup_help; return ;;
      *) fail "setup does not know '$1'; see ./adasap setup --help" ;;
    esac
  done
  make_ready product "$set" "$backend"
  say "ready: $(choice PackageSet) packages, $(choice TorchBackend)."
}
