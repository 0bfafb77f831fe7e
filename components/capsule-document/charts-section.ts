import type { Capsule, CapsuleChart } from "@/lib/capsule/schema";
import { badge, type Context } from "./bits";
import { lineChart } from "./line-chart";
import { html, type Markup } from "./markup";

/** All charts with the events marked; those without data are named, since no data is not zero. */
export function chartsSection({ charts, events }: Capsule, _context: Context): Markup {
  const marks = events.state === "known" ? events.value.events : [];
  const drawn: Markup[] = [];
  const missing: string[] = [];
  const unknown: Markup[] = [];
  for (const { title, part } of charts) {
    if (part.state === "known") drawn.push(lineChart(title, part.value satisfies CapsuleChart, marks));
    else if (part.state === "nothing") missing.push(title);
    else unknown.push(html`<li>${badge("unknown")} ${title}: unknown. ${part.reason}</li>`);
  }
  return html`<section id="capsule-charts" data-part="charts"><h2>Charts</h2>
<p class="source">Gaps are times without samples.${marks.length > 0 ? " Triangles mark events." : ""}</p>
<div class="charts">${drawn}</div>
<ul class="plain">${unknown}</ul>
${missing.length > 0 ? html`<p class="source">No data in this window: ${missing.join(", ")}.</p>` : null}
</section>`;
}
