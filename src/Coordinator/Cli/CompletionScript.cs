namespace AdaSapSweep.Coordinator.Cli;

/// <summary>What a shell runs when Tab is pressed after <c>adasap</c>: the program is asked, by the directive <c>[suggest:POSITION]</c>. Where it knows nothing, files are offered.</summary>
internal static class CompletionScript
{
    /// <summary>By the names of the shells.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["bash"] = Bash, ["fish"] = Fish, ["zsh"] = Zsh };

    // The words of options are offered only after a '-': else they would hide files. The last two verbs are the launcher's own.
    private const string Bash = """
        # Completion of adasap for bash: source <(./adasap completion bash)
        _adasap() {
          local current=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} program=${COMP_WORDS[0]/#\~/$HOME} IFS=$'\n'
          line=${line#*[[:space:]]}
          COMPREPLY=($("$program" "[suggest:${#line}]" "$line" 2>/dev/null))
          [ "$COMP_CWORD" != 1 ] || COMPREPLY+=(setup test)
          COMPREPLY=($(compgen -W "${COMPREPLY[*]}" -- "$current"))
          [[ $current == -* ]] || COMPREPLY=($(printf '%s\n' "${COMPREPLY[@]}" | grep -v '^[-/]'))
        }
        complete -o default -F _adasap adasap

        """;

    private const string Zsh = """
        # Completion of adasap for zsh, after compinit: source <(./adasap completion zsh)
        _adasap() {
          local current=${words[CURRENT]} line="${(j: :)words[2,CURRENT]}"
          local -a found
          found=("${(@f)$(${~words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)}")
          (( CURRENT != 2 )) || found+=(setup test)
          [[ $current == -* ]] || found=("${(@)found:#[-/]*}")
          found=("${(@)found:#}")
          if (( $#found )); then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _adasap adasap

        """;

    private const string Fish = """
        # Completion of adasap for fish: ./adasap completion fish | source
        function __adasap
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l line (string join ' ' -- $words[2..-1] "$current")
            set -l found (eval (string escape -- $words[1]) (string escape -- "[suggest:"(string length -- "$line")"]" "$line") 2>/dev/null)
            test (count $words) -ne 1; or set found $found setup test
            string match -q -- '-*' "$current"; or set found (string match -v -r '^[-/]|^$' -- $found)
            if set -q found[1]; and test -n "$found[1]"
                printf '%s\n' $found
            else
                __fish_complete_path "$current"
            end
        end
        complete -c adasap -f -a '(__adasap)'

        """;
}
