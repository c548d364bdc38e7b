namespace AdaSapSweep.Coordinator.Reporting.Markup;

/// <summary>The looks of the page, light and dark. No sign of it needs escaping, as HTML reads it without.</summary>
/// <remarks>
/// What is wider than its place has a shade at the side where it goes on: a ground that scrolls along hides it at the ends. The eight colours of series are those of Okabe and Ito (2008), which people with any form of colour blindness tell apart, darker or lighter where the ground asks for it.
/// </remarks>
internal static class ReportStyle
{
    public const string Text = """

        :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f23;--soft:#57606a;--line:#d5dae0;--panel:#f5f7f9;--shade:#1b1f2333;--heat:#08306b;--low:#101316;--high:#fff;--wait:#b4bcc4}
        .c0{--c:#0072b2}.c1{--c:#d55e00}.c2{--c:#009e73}.c3{--c:#b3558f}.c4{--c:#a66f00}.c5{--c:#2b9bd6}.c6{--c:#5b4a9e}.c7{--c:#4d4d4d}
        @media (prefers-color-scheme:dark){
        :root{--bg:#14181c;--fg:#e6e9ec;--soft:#a3adb7;--line:#3a424a;--panel:#1d2329;--shade:#000a;--heat:#7cc0f5;--low:#fff;--high:#0d1114;--wait:#5d6771}
        .c0{--c:#4aa8e0}.c1{--c:#f08a3c}.c2{--c:#2fc79b}.c3{--c:#e08fc0}.c4{--c:#e6b422}.c5{--c:#8fd0f5}.c6{--c:#a99bee}.c7{--c:#c8ced4}
        }
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1280px;padding:16px;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
        h1{font-size:1.6em;line-height:1.2;margin:.3em 0}h2{font-size:1.25em;margin:1.8em 0 .5em;padding-bottom:.2em;border-bottom:1px solid var(--line)}h3{font-size:1em;margin:1.2em 0 .4em}
        p{margin:.5em 0;max-width:75em}.note{color:var(--soft);font-size:.9em}
        nav{display:flex;flex-wrap:wrap;gap:4px 14px;font-size:.95em}a{color:inherit}
        dl{display:grid;grid-template-columns:minmax(7em,max-content) 1fr;gap:2px 16px;margin:.6em 0}dt{color:var(--soft)}dd{margin:0}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:20px}
        figure{margin:0;min-width:0}figcaption{font-weight:600;font-size:.95em;margin-bottom:4px}
        .wide{overflow-x:auto;margin:.5em 0;background:linear-gradient(90deg,var(--bg) 50%,#0000) 0 0/28px 100% no-repeat local,linear-gradient(270deg,var(--bg) 50%,#0000) 100% 0/28px 100% no-repeat local,linear-gradient(90deg,var(--shade),#0000) 0 0/10px 100% no-repeat scroll,linear-gradient(270deg,var(--shade),#0000) 100% 0/10px 100% no-repeat scroll}
        svg{display:block;overflow:visible}svg.plot{width:100%;height:auto}svg.broad{width:100%;min-width:640px;max-width:1100px;height:auto}svg.key{width:24px;height:14px;flex:none}
        table{border-collapse:collapse;font-size:.92em}th,td{padding:3px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);white-space:nowrap}
        th{color:var(--soft);font-weight:600;vertical-align:bottom;white-space:normal;overflow-wrap:normal}.n{text-align:right;font-variant-numeric:tabular-nums}td span.long{display:block;white-space:normal;min-width:15em;max-width:46em}
        summary{cursor:pointer;color:var(--soft);font-size:.92em;margin:.4em 0}pre{background:var(--panel);padding:10px 12px;overflow-x:auto;font:13px/1.45 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:normal;white-space:pre}code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin:.4em 0;padding:0;font-size:.9em}.legend li{display:flex;align-items:center;gap:6px}
        svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--fg)}svg text.soft{fill:var(--soft)}
        .begin{text-anchor:start}.middle{text-anchor:middle}.end{text-anchor:end}
        .axis{stroke:var(--soft);fill:none}.grid{stroke:var(--line);fill:none}.divide{stroke:var(--soft);stroke-dasharray:2 3;fill:none}
        .mark{fill:var(--c);stroke:var(--bg);stroke-width:1}.bar{stroke:var(--c);fill:none;opacity:.7}.series{stroke:var(--c);fill:none;stroke-width:2;stroke-linejoin:round}
        .dashed{stroke-dasharray:5 3}.band{fill:var(--c);stroke:none;opacity:.13}.hit{fill:var(--c);opacity:0}.hit:hover{opacity:1}.peak{fill:none;stroke:var(--c);stroke-width:2}
        .front{stroke:var(--fg);fill:none;stroke-width:1.2;stroke-dasharray:6 3;opacity:.7}
        .cell{fill:var(--heat)}svg text.low{fill:var(--low)}svg text.high{fill:var(--high)}svg .cells text{font-size:11px}
        .piece{fill:var(--c)}.waits{fill:var(--wait)}
        @media print{.wide{overflow-x:visible}}

        """;
}
