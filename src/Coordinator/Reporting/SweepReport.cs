using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Sections;

namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>A sweep as one page that needs nothing else: no script, no font, no picture from anywhere. It has the sections for which the sweep has numbers.</summary>
internal static class SweepReport
{
    public static void Write(ReportData data, Stream output) => PageText.Write(Page(data), output);

    public static XElement Page(ReportData data)
    {
        List<XElement> sections =
        [
            SummarySection.Of(data),
            .. Present(ResultsSection.Of(data)), .. Present(SizeSection.Of(data)), .. Present(CorruptionSection.Of(data)), .. SensitivitySection.Of(data), .. Present(CurveSection.Of(data)),
            .. Present(OverfittingSection.Of(data)), .. Present(TimelineSection.Of(data)), .. Present(FailureSection.Of(data)), ReproductionSection.Of(data),
        ];
        return Html.Element(
            "html", new XAttribute("lang", "en"), "\n",
            Html.Element(
                "head",
                Html.Void("meta", new XAttribute("charset", "utf-8")), Html.Void("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                "\n", Html.Element("title", $"{data.Sweep.Name} - AdaSapSweep"), "\n", Html.Element("style", ReportStyle.Text)),
            "\n",
            Html.Element("body", "\n", Html.Element("header", Html.Element("h1", data.Sweep.Name), Html.Note(Line(data))), "\n", Contents(sections), Html.Element("main", sections)), "\n");
    }

    private static XElement[] Present(XElement? section) => section is null ? [] : [section];

    private static string Line(ReportData data) => string.Create(CultureInfo.InvariantCulture, $"A sweep of AdaSapSweep on {data.Sweep.DataName}, as of {data.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static XElement Contents(List<XElement> sections) => Html.Element(
        "nav", sections.Select(s => new object[] { Html.Element("a", new XAttribute("href", "#" + s.Attribute("id")!.Value), s.Element("h2")!.Value), "\n" }));
}
