using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>Deletes files that nothing needs, one after the other, beside the sweep. One that cannot be deleted costs space and nothing else; the next run tries again.</summary>
internal sealed class ArtifactFiles : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public ArtifactFiles(string folder)
    {
        Receive<Delete>(m =>
        {
            try
            {
                File.Delete(Path.Combine(folder, m.Path));
            }
            catch (DirectoryNotFoundException)
            {
                // Then the file is gone too.
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _log.Warning("'{0}' cannot be deleted: {1}", m.Path, error.Message);
            }
        });
    }

    /// <summary>SweepCoordinator → ArtifactFiles: what says that the file is not needed is durable. Not answered.</summary>
    /// <param name="Path">Relative to the artifact folder.</param>
    internal sealed record Delete(string Path);
}
