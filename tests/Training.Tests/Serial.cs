// Torch's default generator belongs to the process: a stage that seeds it would disturb a test beside it.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
