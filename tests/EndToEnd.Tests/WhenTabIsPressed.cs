using System.Diagnostics;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>The script for bash, in bash, asking the real program.</summary>
public sealed class WhenTabIsPressed
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What bash sets before it calls the function of a completion.</summary>
    private const string Driver = """
        source "$1"
        press() {
          COMP_LINE=$1; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<<"$COMP_LINE"
          [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=("")
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _adasap
          printf '%s\n' "${COMPREPLY[*]}"
        }
        for line in "${@:2}"; do press "$line"; done
        """;

    [Fact]
    public async Task BashOffersWhatFits()
    {
        using var folder = new TemporaryFolder();
        var script = await AdasapProgram.Run(["completion", "bash"]);
        Assert.True(script.ExitCode == 0, script.ToString());
        await File.WriteAllTextAsync(folder["completion"], script.Output, TestContext.Current.CancellationToken);

        var offered = await Bash(folder, "res", "se", "results --format ", "data ver", "run --kee", "run --keep ", "init --method sgd,flying-bird-", "run ");

        Assert.Equal(["results resume", "setup", "csv json latex md table", "verify", "--keep", "all leaves none", "sgd,flying-bird-plus", ""], offered);
    }

    private static async Task<string[]> Bash(TemporaryFolder folder, params string[] lines)
    {
        var info = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["--norc", "-c", Driver, "bash", folder["completion"], .. lines.Select(line => $"{AdasapProgram.Executable} {line}")]) info.ArgumentList.Add(argument);
        using var bash = Process.Start(info)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal("", await errors);
        return (await output).Split('\n')[..^1];
    }
}
