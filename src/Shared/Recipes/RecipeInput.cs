using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>What a recipe may read of a trial. It notes what was read, so that the planner need not ask again for a trial that agrees in that.</summary>
public sealed class RecipeInput
{
    private readonly SettingReads _reads = new();
    private readonly long _seed;

    internal RecipeInput(MethodGrid grid, int point)
    {
        Settings = grid.Settings(point, _reads);
        _seed = grid.Seed(point);
        Surroundings = grid.Surroundings;
    }

    public SettingValues Settings { get; }

    public TrialSurroundings Surroundings { get; }

    public long Seed
    {
        get
        {
            _reads.AddSeed();
            return _seed;
        }
    }

    /// <summary>See <see cref="SettingReads.Mask"/>.</summary>
    internal ulong Reads => _reads.Mask;
}
