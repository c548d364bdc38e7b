using System.Text;
using AdaSapSweep.Shared.Explaining;

namespace AdaSapSweep.Shared.Tests.Explaining;

public sealed class TwoSettings
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "a:1>2")]
    [InlineData("""{"a":1,"c":3}""", """{"b":2,"c":3}""", "a:1>- b:->2")]
    [InlineData("""{"o":{"x":1,"y":2},"z":0}""", """{"o":{"x":1,"y":3},"z":0}""", "o.y:2>3")]
    [InlineData("""{"o":{"x":1},"z":0}""", """{"z":1}""", """o:{"x":1}>- z:0>1""")]
    [InlineData("""{"l":[1,2]}""", """{"l":[1,3]}""", "l:[1,2]>[1,3]")]
    [InlineData("""{"o":{"p":{"q":true}},"z":"w"}""", """{"o":{"p":{"q":false}},"z":"w"}""", "o.p.q:true>false")]
    [InlineData("""{"o":{"x":1}}""", """{"o":null}""", """o:{"x":1}>null""")]
    [InlineData("""{}""", """{"a":{"b":1},"c":2}""", """a:->{"b":1} c:->2""")]
    public void DifferByTheMembersThatAreNotTheSame(string own, string other, string expected)
    {
        var found = new List<FieldDifference>();
        FieldDifference.Collect(Encoding.UTF8.GetBytes(own), Encoding.UTF8.GetBytes(other), found);
        Assert.Equal(expected, string.Join(' ', found.Select(d => $"{d.Name}:{d.Own ?? "-"}>{d.Other ?? "-"}")));
    }
}
