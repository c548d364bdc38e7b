using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

public sealed class RandomEdits
{
    private const int Edits = 300;

    [Fact]
    public void OfTheQuickstart_GiveAPlanOrErrors_NeverAnException()
    {
        var random = new Random(20240613);
        var (plans, refusals) = (0, 0);
        for (var i = 0; i < Edits; i++)
        {
            var text = Edited(Examples.Quickstart, random);
            var result = SweepFile.Parse(text);

            Assert.True((result.File is null) == (result.Errors.Length > 0), text);
            if (result.File is { } file)
            {
                Assert.Equal(file.Trials.Length, Planner.Plan(file, Examples.Data()).Trials.Length);
                plans++;
            }
            else
            {
                Assert.All(result.Errors, e => Assert.InRange(e.Line, 1, text.Split('\n').Length + 1));
                refusals++;
            }
        }

        // Both outcomes must really occur, else the edits test nothing.
        Assert.InRange(plans, 10, Edits - 10);
        Assert.InRange(refusals, 10, Edits - 10);
    }

    private static string Edited(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(lines.Count);
            var line = lines[at];
            switch (random.Next(7))
            {
                case 0: lines.RemoveAt(at); break;
                case 1: lines.Insert(at, line); break;
                case 2 when line.Length > 0: lines[at] = line.Remove(random.Next(line.Length), 1); break;
                case 3: lines[at] = line.Insert(random.Next(line.Length + 1), $"{(char)random.Next(' ', '~')}"); break;
                case 4 when line.Contains(':', StringComparison.Ordinal): lines[at] = $"{line.Split(':')[0]}: {Value(random)}"; break;
                case 5: lines[at] = $"  {line}"; break;
                case 6: (lines[at], lines[random.Next(lines.Count)]) = (lines[random.Next(lines.Count)], line); break;
            }
        }

        return string.Join('\n', lines);
    }

    private static string Value(Random random)
    {
        string[] values = ["true", "yes", "-1", "1e400", "8/255", "1/0", "[]", "[1, 1]", "{}", "{ a: 1 }", "~", "\"2\"", "&a b", "*a", "!x y", "|", "\0", "word", "0.5", "[3, 4]"];
        return values[random.Next(values.Length)];
    }
}
