using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.DataSetFiles;

/// <summary>A second test set that is there and fits the sweep's data.</summary>
/// <param name="Folder">As the sweep file has it; see <see cref="ShiftedPath"/>.</param>
public sealed record LocatedShiftedSet(string Folder, ShiftedSettings Settings, int Images);

/// <summary>Exactly one of the two is there.</summary>
public sealed record ShiftedLookup(LocatedShiftedSet? Found, DataSetError? Error);
