/// The report's looks: on screens light and dark, and on paper.
enum ReportStyle {
    static let text = """
        :root{--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--paper:#fff;--measure:#24527a;\
        --mark:#b3261e;--tint:#f4f6f8}
        @media(prefers-color-scheme:dark){:root{--ink:#e7ebf0;--soft:#9aa6b5;--line:#323b47;\
        --paper:#14181d;--measure:#7db4e0;--mark:#ff8a80;--tint:#1c2229}}
        @media print{:root{--ink:#000;--soft:#444;--line:#ccc;--paper:#fff;--measure:#24527a;\
        --mark:#b3261e;--tint:#fff}section{break-inside:avoid}.numbers{display:none}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:880px;padding:32px 20px;background:var(--paper);\
        color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        h1{font-size:34px;margin:0 0 16px;line-height:1.2}
        h2{font-size:21px;margin:40px 0 8px}h3{font-size:16px;margin:20px 0 4px;font-weight:600}
        p{margin:4px 0 12px;max-width:65ch}.kind{color:var(--soft);margin:0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 20px;margin:0;\
        font-size:14px;color:var(--soft)}
        dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line;\
        font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto}.chart{width:100%;height:auto;display:block;min-width:600px}.chart.small{max-width:520px;min-width:0}
        .chart text{font:13px system-ui,sans-serif;fill:var(--ink)}
        .chart .tick{fill:var(--soft);text-anchor:middle;font-size:12px}
        .chart .name{text-anchor:end}.chart .interval{fill:var(--soft)}
        .chart .grid{stroke:var(--line)}.chart .limit{stroke:var(--mark);stroke-dasharray:4 3}
        .chart line.measure,.chart line.mark{stroke-width:2.5}
        .chart .measure{stroke:var(--measure);fill:var(--measure)}
        .chart .mark{stroke:var(--mark);fill:var(--mark)}
        .chart .curve{fill:none;stroke:var(--measure);stroke-width:1.5}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}
        small{color:var(--soft)}.warning{color:var(--mark);font-weight:600}
        pre{background:var(--tint);padding:12px;overflow:auto;font-size:12px;max-height:480px}
        summary{cursor:pointer;padding:6px 0}
        footer{margin-top:48px;padding-top:12px;border-top:1px solid var(--line);\
        color:var(--soft);font-size:13px}
        @media(max-width:560px){body{padding:20px 14px}h1{font-size:26px}\
        dl{grid-template-columns:1fr}dt{margin-top:6px}}
        """
}
