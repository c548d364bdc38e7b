using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Planning;

/// <summary>
/// One stage of a method, over the points of a grid. The recipe is asked once for each combination of the values that it
/// reads: as it is a pure function, a point that agrees in all that was read at another one has the same stage.
/// </summary>
internal sealed class StageMemory
{
    private readonly MethodGrid _grid;
    private readonly RecipeStage _stage;
    private readonly StageContents _contents;
    private readonly StageClass _class;

    /// <summary>One for each set of settings that the recipe was seen to read; what it reads may depend on what it has read.</summary>
    private readonly List<Answers> _answers = [];

    private StageMemory(MethodGrid grid, RecipeStage stage, StageContents contents) =>
        (_grid, _stage, _contents, _class) = (grid, stage, contents, contents.ClassOf(stage.Kind));

    public static ImmutableArray<StageMemory> Of(MethodGrid grid, StageContents contents) =>
        [.. RecipeList.Find(grid.Method).Path.Select(stage => new StageMemory(grid, stage, contents))];

    /// <returns>Null where the stage is left out.</returns>
    public StageContent? At(int point)
    {
        foreach (var answers in _answers)
        {
            if (answers.TryGet(point, out var known)) return known;
        }

        var input = new RecipeInput(_grid, point);
        var settings = _stage.Settings(input);
        var content = settings is null ? null : _contents.Of(_class, settings);
        var same = _answers.Find(a => a.Reads == input.Reads);
        if (same is null) _answers.Add(same = new(_grid, input.Reads));
        same.Add(point, content);
        return content;
    }

    private sealed class Answers
    {
        private readonly (GridDimension Dimension, int Stride)[] _read;
        private readonly StageContent?[] _contents;
        private readonly bool[] _known;

        public Answers(MethodGrid grid, ulong reads)
        {
            Reads = reads;
            var places = 1;
            var read = new List<(GridDimension, int)>();
            foreach (var dimension in grid.Dimensions.Where(d => d.Size > 1 && (reads >> d.Bit & 1) != 0))
            {
                read.Add((dimension, places));
                places *= dimension.Size;
            }

            (_read, _contents, _known) = ([.. read], new StageContent?[places], new bool[places]);
        }

        public ulong Reads { get; }

        public bool TryGet(int point, out StageContent? content)
        {
            var place = Place(point);
            content = _contents[place];
            return _known[place];
        }

        public void Add(int point, StageContent? content)
        {
            var place = Place(point);
            (_contents[place], _known[place]) = (content, true);
        }

        private int Place(int point)
        {
            var place = 0;
            foreach (var (dimension, stride) in _read) place += dimension.Position(point) * stride;
            return place;
        }
    }
}
