import type { CapsuleTrace } from "@/lib/capsule/schema";
import { formatSpanTime } from "@/lib/format/span-time";
import type { Tags } from "@/lib/jaeger/trace";
import { traceHref } from "@/lib/links/routes";
import { buildDetails, buildTraceView } from "@/lib/traces/build-view";
import { layers, layerTitles } from "@/lib/traces/layers";
import { unpackSnapshot } from "@/lib/traces/snapshots/body";
import type { SpanDetail, SpanRow, TraceView } from "@/lib/traces/view";
import { badge, type Context, consoleLink, moment } from "./bits";
import { html, type Markup, type Piece } from "./markup";

/** Spans drawn of one trace; all that were kept are in the file's JSON. */
const rowsMax = 120;
const tagsMax = 40;
const indentMax = 12;
const drawn = 1000;

const facts = (tags: Tags): Piece =>
  Object.entries(tags)
    .slice(0, tagsMax)
    .map(([name, value]) => html`<dt>${name}</dt><dd>${String(value)}</dd>\n`);

/** What a span opens into. The statement stands by itself, so its attribute is not repeated. */
function details({ statement, tags, events }: SpanDetail): Markup {
  const rest = Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== statement));
  return html`${statement ? html`<pre>${statement}</pre>` : null}<dl>${facts(rest)}</dl>
${events.slice(0, 10).map(({ name, atUs, attributes }) => html`<p>Event ${name} at ${formatSpanTime(atUs)}</p><dl>${facts(attributes)}</dl>`)}`;
}

function bar({ startUs, durationUs, self, layer, error }: SpanRow, windowUs: number): Markup {
  const at = (us: number) => Number(((us / windowUs) * drawn).toFixed(1));
  const color = `var(--layer-${layer})`;
  const worked: Piece[] = [];
  for (let index = 0; self && index + 1 < self.length; index += 2) {
    const [from, to] = [self[index] ?? 0, self[index + 1] ?? 0];
    worked.push(html`<rect x="${at(from)}" y="2" width="${Math.max(2, at(to - from))}" height="6" fill="${color}"/>`);
  }
  const opacity = self === null ? 1 : 0.35;
  return html`<svg class="bar" viewBox="0 0 ${drawn} 10" preserveAspectRatio="none" aria-hidden="true">
<rect x="${at(startUs)}" y="2" width="${Math.max(2, at(durationUs))}" height="6" fill="${color}" fill-opacity="${opacity}"/>${worked}${
    error
      ? html`<rect x="${at(startUs)}" y="0" width="${Math.max(2, at(durationUs))}" height="1.5" fill="var(--bad)"/>`
      : null
  }</svg>`;
}

function spanRow(row: SpanRow, detail: SpanDetail | undefined, windowUs: number): Markup {
  const depth = Math.min(indentMax, row.depth);
  const target = row.target ? html` <span class="soft">${row.target}</span>` : null;
  return html`<details class="span" data-span="${row.name}"><summary><span class="name d${depth}">${
    row.error ? badge("bad", "error") : null
  } ${row.name}${target}${row.nPlusOne ? html` <span class="soft">repeated</span>` : null}</span>${bar(row, windowUs)}<span class="time">${formatSpanTime(
    row.durationUs,
  )}</span></summary>${detail ? details(detail) : null}</details>\n`;
}

function layerKey({ layerShares }: TraceView): Piece {
  const shares = layers.flatMap((layer) => layerShares.filter((share) => share.layer === layer));
  return html`<ul class="keys">${shares.map(
    ({ layer, selfUs }) =>
      html`<li><svg class="key" viewBox="0 0 20 6" aria-hidden="true"><rect width="20" height="6" fill="var(--layer-${layer})"/></svg> ${layerTitles[layer]} ${formatSpanTime(selfUs)}</li>`,
  )}</ul>`;
}

/** One trace: its story in a sentence, and its spans over time, each of which opens into its attributes. */
export function traceArticle({ traceId, why, part }: CapsuleTrace, context: Context): Markup {
  const title = why === "failed" ? "Failed request" : "Slow request";
  const link = consoleLink(traceHref(traceId), `trace ${traceId.slice(0, 16)}`, context);
  if (part.state !== "known") {
    const reason = part.state === "unknown" ? part.reason : "It has no span.";
    return html`<article data-trace="${traceId}"><h3>${title}, ${link}</h3><p class="none">${badge("unknown")} Unknown: ${reason}</p></article>`;
  }
  const trace = unpackSnapshot(part.value.trace);
  const view = buildTraceView(trace);
  if (!view)
    return html`<article data-trace="${traceId}"><h3>${title}, ${link}</h3><p class="none">It has no span.</p></article>`;
  const found = buildDetails(trace);
  const rows = view.rows.slice(0, rowsMax);
  const notDrawn = view.rows.length - rows.length;
  const { omittedSpans } = part.value;
  return html`<article data-trace="${traceId}">
<h3>${view.headline}</h3>
<p class="source">${title}, ${link}${view.startedAtMs === null ? null : html`, ${moment(view.startedAtMs)}`}, ${view.rows.length} spans.${
    notDrawn > 0 ? ` ${notDrawn} of them are not drawn; the JSON in this file has them.` : ""
  }${omittedSpans > 0 ? ` ${omittedSpans} more spans were left out for size.` : ""}</p>
${layerKey(view)}
<div class="waterfall">${rows.map((row, index) => spanRow(row, found[index], Math.max(1, view.windowUs)))}</div>
</article>`;
}
