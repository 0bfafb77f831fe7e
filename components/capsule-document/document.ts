import { createHash } from "node:crypto";
import type { Capsule } from "@/lib/capsule/schema";
import { capsuleHref } from "@/lib/links/routes";
import { badge, type Context, consoleLink, moment } from "./bits";
import { chartsSection } from "./charts-section";
import { dataScript, html, type Markup, type Piece, stylesheet } from "./markup";
import { alertsSection, auditSection, eventsSection, problemsSection, traceListSection } from "./record-sections";
import {
  budgetSection,
  lanesSection,
  routesSection,
  tilesSection,
  triggersSection,
  verdictSection,
} from "./state-sections";
import { capsuleStyles, rootStyles } from "./styles";
import { traceArticle } from "./waterfall";

const contextOf = ({ frozenAtMs, window }: Capsule, consoleUrl: string): Context => ({
  consoleUrl,
  frozenAtMs,
  windowEndMs: window.endMs,
});

/** Everything that was frozen, as the sections of a page. */
export function renderSections(capsule: Capsule, consoleUrl: string): Markup {
  const context = contextOf(capsule, consoleUrl);
  const traces: Piece = capsule.traces.map((trace) => traceArticle(trace, context));
  return html`<div class="capsule">
${verdictSection(capsule, context)}
${tilesSection(capsule, context)}
${chartsSection(capsule, context)}
${routesSection(capsule, context)}
${lanesSection(capsule, context)}
${traceListSection("failed", capsule, context)}
${traceListSection("slow", capsule, context)}
<section id="capsule-traces"><h2>Traces</h2>
<p class="source">Values of SQL statements are shown as ?, secrets as [redacted]. Open a span for its attributes.</p>
${capsule.traces.length === 0 ? html`<p class="none">No trace is part of this capsule.</p>` : traces}</section>
${problemsSection(capsule, context)}
${budgetSection(capsule, context)}
${triggersSection(capsule, context)}
${alertsSection(capsule, context)}
${eventsSection(capsule, context)}
${auditSection(capsule, context)}
</div>`;
}

/**
 * A capsule as one file that needs nothing else: no script, no font, no picture from elsewhere, and a policy that
 * would refuse them. The same data stands in it as JSON, in the element `capsule-data`.
 */
export function renderDocument(capsule: Capsule, consoleUrl: string): string {
  const { id, title, note, window, createdAtMs, createdBy, verdict } = capsule;
  const styles = rootStyles + capsuleStyles;
  const hash = createHash("sha256").update(styles).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const context = contextOf(capsule, consoleUrl);
  const page = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} - honeyDue capsule</title>
<style>${stylesheet(styles)}</style>
</head>
<body>
<header class="capsule">
<h1>${title}</h1>
<p>${verdict.state === "known" ? badge(verdict.value.health, verdict.value.word) : badge("unknown")} when frozen.
Window: ${moment(window.startMs)} to ${moment(window.endMs)}, all times UTC</p>
<p class="source">Frozen ${moment(createdAtMs)} by ${createdBy}. ${consoleLink(capsuleHref(id), "Open it in the console", context)}.</p>
${note === "" ? null : html`<p class="note">${note}</p>`}
</header>
<main>${renderSections(capsule, consoleUrl)}</main>
<footer class="capsule"><p class="source">This file needs no network and no script. The same data as JSON (format honeydue-capsule, version 1) is in it, in the element with the id capsule-data.</p></footer>
${dataScript("capsule-data", capsule)}
</body>
</html>`;
  return `<!doctype html>\n${page.text}\n`;
}
