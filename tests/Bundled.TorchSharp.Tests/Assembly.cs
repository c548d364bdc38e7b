// The default generator and the count of live tensors belong to the process.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
