namespace Akka.Configuration.Hocon;

public class HoconRoot
{
    internal HoconRoot(HoconMap map) => Map = map;

    internal HoconMap Map { get; }
}

public class Parser
{
    internal Parser()
    {
    }

    /// <exception cref="ConfigurationException">The text is not HOCON; the message names the line.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback) => new(new HoconParser(text, includeCallback).Parse());
}
