/** What the console's own pages have from app/globals.css; the file carries it along. */
export const rootStyles = `
:root{color-scheme:light dark;--canvas:light-dark(#f3f4f6,#0d1013);--surface:light-dark(#fff,#14181c);--hover:light-dark(#eef1f4,#1c2127);--line:light-dark(#e1e5e9,#262c33);--line-strong:light-dark(#b9c0c8,#454e59);--ink:light-dark(#12161b,#e9ecef);--ink-2:light-dark(#444c56,#b4bdc7);--ink-3:light-dark(#5d6671,#8e98a4);--accent:light-dark(#0a5a92,#74bdec);--ok:light-dark(#00694b,#3ecfa0);--warn:light-dark(#805000,#f2b632);--bad:light-dark(#a83800,#ff8f57);--unknown:light-dark(#4f5964,#a7b0bb);--chart-1:light-dark(#0072b2,#56b4e9);--chart-2:light-dark(#6b7681,#97a2ae);--chart-3:light-dark(#b07400,#e69f00);--chart-4:light-dark(#c74900,#ff8142);--chart-5:light-dark(#9c4f7c,#dd9cc2);--layer-http:light-dark(#75808b,#97a2ae);--layer-service:light-dark(#b3bac2,#565f6a);--layer-db:light-dark(#0072b2,#56b4e9);--layer-b2:light-dark(#b07400,#e69f00);--layer-push:light-dark(#9c4f7c,#dd9cc2);--layer-job:light-dark(#5a55a8,#a5a0f0)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:12px;background:var(--canvas);color:var(--ink);font:14px/20px system-ui,sans-serif}
header.capsule{gap:2px;margin-bottom:10px}
header.capsule h1{margin:8px 0;font-size:20px;line-height:26px;overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media print{:root{color-scheme:light}body{max-width:none;padding:0;background:#fff}}
`;

const indents = Array.from({ length: 13 }, (_, depth) => `.capsule .d${depth}{padding-left:${depth * 10}px}`).join("");

/** Of the sections, on the console's page and in the file. A test holds the policy's hash against it. */
export const capsuleStyles = `
.capsule{display:grid;grid-template-columns:minmax(0,1fr);gap:10px;overflow-wrap:anywhere}
.capsule section{min-width:0;padding:10px 12px;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
.capsule h2{margin:0;font-size:14px;font-weight:600}
.capsule h3{margin:0;font-size:14px;font-weight:600}
.capsule p{margin:4px 0}
.capsule a{color:var(--accent);text-decoration:underline;text-underline-offset:3px}
.capsule .source,.capsule .soft{color:var(--ink-3);font-size:12px;line-height:17px}
.capsule .none{color:var(--ink-2)}
.capsule .note{white-space:pre-wrap;padding:8px 12px;border-left:3px solid var(--line-strong)}
.capsule .state{white-space:nowrap;font-size:12px;font-weight:600}
.capsule .ok{color:var(--ok)}.capsule .warn{color:var(--warn)}.capsule .bad{color:var(--bad)}.capsule .unknown{color:var(--unknown)}
.capsule .verdict .state{font-size:20px;line-height:28px}
.capsule ul{margin:4px 0;padding:0;list-style:none}
.capsule .clauses li{font-size:15px;line-height:24px}
.capsule .plain li{margin:3px 0;color:var(--ink-2)}
.capsule .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:10px}
.capsule .tiles li{display:grid;align-content:start;grid-template-columns:1fr auto;gap:0 8px;align-items:baseline}
.capsule .tiles .figure{grid-column:1/-1;font-size:20px;line-height:28px;font-weight:600;font-variant-numeric:tabular-nums}
.capsule .tiles .soft{grid-column:1/-1}
.capsule table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
.capsule th{padding:4px 8px 4px 0;border-bottom:1px solid var(--line-strong);color:var(--ink-3);font-size:12px;font-weight:500;text-align:left;vertical-align:bottom}
.capsule td{padding:4px 8px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
.capsule td .soft{display:block}
.capsule .number{white-space:nowrap}
.capsule code,.capsule pre{font:12px/17px ui-monospace,monospace;white-space:pre-wrap}
.capsule pre{margin:4px 0;padding:6px 8px;border-radius:4px;background:var(--hover)}
.capsule dl{display:grid;grid-template-columns:minmax(6rem,14rem) minmax(0,1fr);gap:2px 12px;margin:4px 0;font-size:12px;line-height:17px}
.capsule dt{color:var(--ink-3)}.capsule dd{margin:0}
.capsule summary{cursor:pointer}
.capsule .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:14px}
.capsule .chart{margin:0;min-width:0}
.capsule .chart svg[role=img]{display:block;width:100%;max-width:36rem;height:auto}
.capsule .chart text{fill:var(--ink-3);font-size:11px;font-variant-numeric:tabular-nums}
.capsule .chart .grid{stroke:var(--line)}
.capsule .marker line{stroke:var(--ink-3);stroke-dasharray:2 2}.capsule .marker path{fill:var(--ink-2)}
.capsule figcaption{font-weight:600;font-size:13px}
.capsule .keys{display:flex;flex-wrap:wrap;gap:2px 12px;color:var(--ink-2);font-size:12px;line-height:17px}
.capsule .key{width:20px;height:6px;display:inline-block;vertical-align:middle}
.capsule article{margin-top:12px;padding-top:10px;border-top:1px solid var(--line)}
.capsule .span summary{display:grid;grid-template-columns:minmax(0,22rem) minmax(0,1fr) 4.5rem;gap:8px;align-items:center;min-height:24px;border-bottom:1px solid var(--line);list-style:none;font-size:13px}
.capsule .span summary::-webkit-details-marker{display:none}
.capsule .span summary:hover{background:var(--hover)}
.capsule .span[open]{padding-bottom:6px;border-bottom:1px solid var(--line-strong)}
.capsule .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.capsule .bar{display:block;width:100%;height:10px}
.capsule .time{text-align:right;color:var(--ink-2);font-size:12px;font-variant-numeric:tabular-nums}
${indents}
@media (max-width:640px){.capsule .wide{display:none}.capsule .span summary{grid-template-columns:minmax(0,1fr) 4.5rem;padding:3px 0}.capsule .span .bar{grid-column:1/-1;grid-row:2}.capsule dl{grid-template-columns:minmax(0,1fr)}.capsule dd{margin-bottom:4px}}
@media print{.capsule section{break-inside:auto;border-color:#ccc}.capsule article,.capsule .chart,.capsule tr{break-inside:avoid}.capsule a{color:inherit}}
`;
