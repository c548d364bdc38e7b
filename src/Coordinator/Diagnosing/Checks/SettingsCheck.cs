namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The settings of both programs: each file parses, no key is unknown, every value is in its range.</summary>
internal sealed class SettingsCheck : ICheck
{
    private const string Fix = "edit the file; hocon/ lists every setting with its default";

    public string Name => "settings";

    public async Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop)
    {
        var findings = new List<Finding>();
        if (machine.SettingsProblem is { } problem) findings.Add(Finding.Problem(problem, Fix));
        try
        {
            if ((await machine.Torch.Value).SettingsProblem is { } other) findings.Add(Finding.Problem(other, Fix));
        }
        catch (NoAnswerException)
        {
            // TorchCheck says so.
        }

        return findings.Count > 0 ? findings : [Finding.Ok("the settings of coordinator and GPU actors can be used")];
    }
}
