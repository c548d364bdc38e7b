using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

/// <summary>Each message whole, with its place: users see nothing else.</summary>
public sealed class AMistakeInASweepFile
{
    private const string Head = "name: test\ndata: { name: shapes }\n";
    private const string Grid = "grids:\n  - method: adasap\n";

    [Theory]
    [InlineData(Head + "training:\n  learnig_rate: 0.1\n" + Grid, "4:3: key 'learnig_rate' is not known here; did you mean 'learning_rate'?")]
    [InlineData(Head + "colour: red\n" + Grid, "3:1: key 'colour' is not known here")]
    [InlineData(Head + Grid + "    seeds: [1]\n", "5:5: key 'seeds' is not known here; it belongs at the top of the file")]
    [InlineData(Head + "momentum: 0.5\n" + Grid, "3:1: key 'momentum' is not known here; it belongs in a grid, under 'training' or under 'defaults'")]
    [InlineData(Head + "evaluation: { criterion: l2 }\n" + Grid, "3:15: key 'criterion' is not known here; it belongs in a grid or under 'defaults'")]
    [InlineData(Head + Grid + "    cuts: 3\n    cuts: 4\n", "6:5: key 'cuts' is given twice, first on line 5")]
    [InlineData(Head + "training: { momentum: 0 }\ndefaults: { momentum: 0 }\n" + Grid, "4:13: key 'momentum' is given under 'training' already")]
    public void InAKey_IsTold(string text, string expected) => AssertErrors(text, expected);

    [Theory]
    [InlineData("cuts: many", "5:11: 'cuts' must be a whole number, not 'many'")]
    [InlineData("cuts: 1.5", "5:11: 'cuts' must be a whole number, not '1.5'")]
    [InlineData("cuts: \"5\"", "5:11: 'cuts' must be a whole number, not the text \"5\"; remove the quotes")]
    [InlineData("cuts: 0", "5:11: 'cuts' must be at least 1 and at most 10,000, not 0")]
    [InlineData("cuts: 99999999999999999999", "5:11: 'cuts' must be at least 1 and at most 10,000, not 99999999999999999999")]
    [InlineData("cuts:", "5:10: 'cuts' has no value")]
    [InlineData("cuts: { a: 1 }", "5:11: 'cuts' must be a whole number, not a block of keys")]
    [InlineData("cuts: []", "5:11: 'cuts' has an empty list; give at least one value")]
    [InlineData("cuts: [3, 4, 3]", "5:18: 'cuts' lists the value 3 twice")]
    [InlineData("cuts: [[3]]", "5:12: 'cuts' must be a whole number, not a list")]
    [InlineData("rho_max: lots", "5:14: 'rho_max' must be a number, not 'lots'")]
    [InlineData("rho_max: -1/2", "5:14: 'rho_max' must be at least 0 and at most 100, not -1/2")]
    [InlineData("rho_max: 1/0", "5:14: 'rho_max' must be at least 0 and at most 100, not 1/0")]
    [InlineData("rho_max: 1e999", "5:14: 'rho_max' must be at least 0 and at most 100, not 1e999")]
    [InlineData("rho_max: .nan", "5:14: 'rho_max' must be a number, not '.nan'")]
    [InlineData("size_ratio: 0", "5:17: 'size_ratio' must be above 0 and at most 1, not 0")]
    [InlineData("momentum: 1", "5:15: 'momentum' must be at least 0 and below 1, not 1")]
    [InlineData("augment: yes", "5:14: 'augment' must be true or false, not 'yes'")]
    [InlineData("augment: \"true\"", "5:14: 'augment' must be true or false, not the text \"true\"; remove the quotes")]
    [InlineData("criterion: tailor", "5:16: 'criterion' has no value 'tailor'; did you mean 'taylor'?")]
    [InlineData("criterion: gamma", "5:16: 'criterion' has no value 'gamma'; it can be l1, l2, taylor, taylor-weight, taylor-weight-abs, bn-scale, fpgm, random or latency")]
    [InlineData("size_ratio: 0.5\n    mac_ratio: 0.5", "6:5: 'mac_ratio' and 'size_ratio' both say how much of a network is kept; give one of them, and the other in a grid of its own")]
    [InlineData("mac_ratio: 0", "5:16: 'mac_ratio' must be above 0 and at most 1, not 0")]
    [InlineData("milestones: [0.5, 0.5]", "5:23: 'milestones' lists the value 0.5 twice")]
    [InlineData("milestones: []", "5:17: 'milestones' has an empty list; give at least one value")]
    [InlineData("milestones: [[0.5], [0.5]]", "5:25: 'milestones' lists the value [0.5] twice")]
    [InlineData("milestones: [0.5, 1.5]", "5:23: 'milestones' must be above 0 and below 1, not 1.5")]
    [InlineData("sparsity: 0.8", "5:5: 'sparsity' has no meaning for method 'adasap'; it belongs to robust-bird, flying-bird, static-sparse, one-shot-magnitude, small-dense and flying-bird-plus")]
    public void InAValueOfAGrid_IsTold(string line, string expected) => AssertErrors($"{Head}{Grid}    {line}\n", expected);

    [Theory]
    [InlineData("data: { name: shapes }\n" + Grid, "1:1: key 'name' is missing")]
    [InlineData("name: test\n" + Grid, "1:1: key 'data' is missing")]
    [InlineData(Head, "1:1: key 'grids' is missing")]
    [InlineData("name: test\ndata: { name: shapes, train_images: 90, validation_images: 90 }\n" + Grid, "2:41: 'validation_images' is 90, but they are taken from 90 training images, and some must be left to train on")]
    [InlineData("name: test\ndata: { name: shapes, train_images: 90, validation_images: 91 }\nevaluation: { training_images: 81 }\n" + Grid, "2:41: 'validation_images' is 91, but they are taken from 90 training images, and some must be left to train on")]
    [InlineData("name: test\ndata: { name: shapes, train_images: 90, validation_images: 10 }\nevaluation: { training_images: 81 }\n" + Grid, "3:15: 'training_images' is 81, but only 80 images are trained on")]
    [InlineData("name: test\ndata: { test_images: 5 }\n" + Grid, "2:7: key 'name' is missing under 'data'")]
    [InlineData(Head + "grids:\n  - cuts: 5\n", "4:5: key 'method' is missing in this grid; it can be sgd, sam, asam, adasap, sgd-prune, sam-prune, asam-prune, robust-bird, flying-bird, adversarial, static-sparse, one-shot-magnitude, small-dense or flying-bird-plus")]
    [InlineData(Head + "grids:\n  - method: [flying-bird, flying-bird-plus]\n", "4:13: method 'flying-bird-plus' decides by images held out of training; say how many with 'validation_images' under 'data'")]
    [InlineData("name: test\ndata: { name: shapes, validation_images: no }\ngrids:\n  - method: flying-bird-plus\n", "2:42: 'validation_images' must be a whole number, not 'no'")]
    [InlineData(Head + "grids: []\n", "3:8: 'grids' must be a list of at least one grid, each with a 'method'")]
    [InlineData(Head + "grids:\n", "3:7: 'grids' must be a list of at least one grid, each with a 'method'")]
    [InlineData(Head + "grids: [adasap]\n", "3:9: a grid must be a block of 'key: value' lines, not 'adasap'")]
    [InlineData(Head + "training: fast\n" + Grid, "3:11: 'training' must be a block of 'key: value' lines, not 'fast'")]
    [InlineData(Head + "training: { momentum: [0, 0.9] }\n" + Grid, "3:23: 'momentum' takes one value here; a list makes an axis, and axes belong in a grid")]
    [InlineData("name: My sweep\ndata: { name: shapes }\n" + Grid, "1:7: 'name' must be 1 to 64 of a-z, 0-9 and '-', not 'My sweep'")]
    [InlineData("name: [a]\ndata: { name: shapes }\n" + Grid, "1:7: 'name' must be 1 to 64 of a-z, 0-9 and '-', not a list")]
    [InlineData(Head + "seeds: [1, -1]\n" + Grid, "3:12: 'seeds' must be at least 0 and at most 9,007,199,254,740,991, not -1")]
    [InlineData(Head + "seeds: [1, 1]\n" + Grid, "3:12: 'seeds' lists the value 1 twice")]
    [InlineData("- name\n", "1:1: a sweep file must be a block of 'key: value' lines, not a list")]
    [InlineData("name: test\ndata: { name: cifar10, image_size: 16 }\n" + Grid, "2:24: 'image_size' has no meaning for data set 'cifar10'; it belongs to shapes, tiny-imagenet, image-folder and idx")]
    [InlineData("name: test\ndata: { name: imagenet }\n" + Grid, "2:15: 'name' has no value 'imagenet'; it can be shapes, cifar10, cifar100, tiny-imagenet, image-folder or idx")]
    [InlineData(Head + "evaluation: { attack_images: 600 }\n" + Grid, "3:15: 'attack_images' is 600, but there are 500 test images")]
    [InlineData(Head + "evaluation: { shifted_data: cifar10 }\n" + Grid, "3:15: 'shifted_data' needs 'shifted_folder' beside it, which says where its files lie")]
    [InlineData(Head + "evaluation: { shifted_folder: other }\n" + Grid, "3:15: 'shifted_folder' needs 'shifted_data' beside it, which says in which form they lie there")]
    [InlineData(Head + "evaluation: { shifted_data: shapes, shifted_folder: other }\n" + Grid, "3:29: 'shifted_data' has no value 'shapes'; it can be cifar10, cifar100, tiny-imagenet, image-folder or idx")]
    [InlineData(Head + "evaluation: { shifted_data: idx, shifted_folder: [a, b] }\n" + Grid, "3:50: 'shifted_folder' takes one value here; a list makes an axis, and axes belong in a grid")]
    [InlineData(Head + "evaluation: { shifted_data: idx, shifted_folder: }\n" + Grid, "3:50: 'shifted_folder' has no value")]
    [InlineData(Head + "evaluation: { shifted_data: idx, shifted_folder: \"\" }\n" + Grid, "3:50: 'shifted_folder' has no value")]
    [InlineData(Head + "evaluation: { shifted_data: idx, shifted_folder: \"a\\0b\" }\n" + Grid, "3:50: 'shifted_folder' holds a control character")]
    [InlineData(Head + "evaluation: { shifted_data: idx, shifted_folder: { a: b } }\n" + Grid, "3:50: 'shifted_folder' must be text of at most 1,000 characters, not a block of keys")]
    [InlineData(Head + "grids:\n  - { method: [sgd, adversarial], cuts: 3 }\n", "4:35: 'cuts' has no meaning for methods 'sgd' and 'adversarial'; it belongs to adasap, sgd-prune, sam-prune and asam-prune")]
    [InlineData(Head + "defaults: { mac_ratio: 0.5, size_ratio: 0.5 }\n" + Grid, "3:29: 'size_ratio' and 'mac_ratio' both say how much of a network is kept; give one of them, and the other in a grid of its own")]
    [InlineData(Head + "grids:\n  - method: flying-brid\n", "4:13: 'method' has no value 'flying-brid'; did you mean 'flying-bird'?")]
    public void InTheShapeOfTheFile_IsTold(string text, string expected) => AssertErrors(text, expected);

    [Theory]
    [InlineData("{ criterion: taylor, size_ratio: 0.5 }", "7:16: 'size_ratio' has no value 0.5 in this grid; it has 0.6 and 0.4")]
    [InlineData("{ criterion: tailor }", "7:16: 'criterion' has no value 'tailor'; did you mean 'taylor'?")]
    [InlineData("{ cuts: 3 }", "7:18: key 'cuts' is not set in this grid, so an exclude cannot match it")]
    [InlineData("{ colour: red }", "7:18: key 'colour' is not known here")]
    [InlineData("{ seed: 7 }", "7:16: 'seed' has no value 7 in this grid; it has 1")]
    [InlineData("{ method: sgd, size_ratio: 0.6 }", "7:16: this exclude matches no trial: no method that it allows uses 'method' and 'size_ratio'")]
    [InlineData("{}", "7:16: an exclude must be a block of 'key: value' pairs with at least one key")]
    [InlineData("taylor", "7:16: an exclude must be a block of 'key: value' pairs with at least one key")]
    [InlineData("{ method: [adasap, sgd] }", "3:1: the excludes leave no trial")]
    public void InAnExclude_IsTold(string exclude, string expected)
    {
        var error = Assert.Single(SweepFile.Parse($"{Head}grids:\n  - method: [adasap, sgd]\n    criterion: [l2, taylor]\n    size_ratio: [0.6, 0.4]\n    exclude: [ {exclude} ]\n").Errors);

        // The columns inside the flow list are not the point here.
        Assert.Equal(expected[(expected.IndexOf(": ", StringComparison.Ordinal) + 2)..], error.Message);
        Assert.Equal(expected.Split(':')[0], $"{error.Line}");
    }

    [Fact]
    public void TextThatIsTooLong_IsRefused() => AssertErrors(
        $"{Head}evaluation:\n  shifted_data: idx\n  shifted_folder: {new string('a', 1001)}\n{Grid}",
        "5:19: 'shifted_folder' must be text of at most 1,000 characters, not of 1001");

    [Fact]
    public void TooManyTrials_AreRefused()
    {
        var numbers = string.Join(", ", Enumerable.Range(1, 101));
        AssertErrors(
            $"{Head}{Grid}    cuts: [{numbers}]\n    adapt_epochs: [{numbers}]\n    prune_epochs: [{numbers}]\n",
            "3:1: the grids make 1,030,301 trials before excludes; at most 1,000,000 are planned");
    }

    [Fact]
    public void AllAreTold_InTheOrderOfTheFile() => AssertErrors(
        "name: X\ndata: { name: shape }\ntraining: { momentun: 1 }\ngrids:\n  - method: adasap\n    cuts: no\n    exclude: { seed: 3 }\n",
        "1:7: 'name' must be 1 to 64 of a-z, 0-9 and '-', not 'X'",
        "2:15: 'name' has no value 'shape'; did you mean 'shapes'?",
        "3:13: key 'momentun' is not known here; did you mean 'momentum'?",
        "6:11: 'cuts' must be a whole number, not 'no'",
        "7:22: 'seed' has no value 3 in this grid; it has 1");

    private static void AssertErrors(string text, params string[] expected)
    {
        var result = SweepFile.Parse(text);

        Assert.Equal(expected, result.Errors.Select(e => $"{e.Line}:{e.Column}: {e.Message}"));
        Assert.Null(result.File);
    }
}
