global using AdaSapSweep.ImageSets.Tests.Support;
global using AdaSapSweep.TestSupport;
global using Xunit;
