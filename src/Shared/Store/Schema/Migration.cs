namespace AdaSapSweep.Shared.Store.Schema;

/// <summary>A step that takes a store from the version before to <paramref name="Version"/>; a step that was released never changes.</summary>
internal sealed record Migration(int Version, string Sql);
