using System.Collections.Immutable;

namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>What reading a sweep file came to: a checked file, or everything that is wrong with it.</summary>
/// <param name="File">Null exactly when there are errors.</param>
/// <param name="Errors">In the order of the file.</param>
/// <param name="Notes">Worth telling, but no mistake.</param>
public sealed record SweepFileResult(SweepFile? File, ImmutableArray<SweepFileError> Errors, ImmutableArray<string> Notes);
