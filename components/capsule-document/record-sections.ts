import type { Capsule } from "@/lib/capsule/schema";
import { formatDuration } from "@/lib/format/quantity";
import { auditEventHref, traceHref } from "@/lib/links/routes";
import { badge, type Context, consoleLink, leftOutNote, moment, orDash, outLink, section, table } from "./bits";
import { html, type Markup } from "./markup";

export function traceListSection(kind: "failed" | "slow", capsule: Capsule, context: Context): Markup {
  const title = kind === "failed" ? "Failed requests" : "Slowest requests";
  const options = { id: kind, title, part: capsule[kind], empty: "No trace." };
  return section(options, context, ({ rows, scanned, samplingNote }) => [
    rows.length === 0
      ? html`<p class="none">None among the traces of this window.</p>`
      : table(
          [
            { title: "Request" },
            { title: "Took", number: true },
            { title: "Status", number: true },
            { title: "At", wide: true },
          ],
          rows.map(({ traceId, route, durationMs, httpStatus, startedAtMs, errorText }) => [
            [consoleLink(traceHref(traceId), route, context), html` <span class="soft">${errorText ?? ""}</span>`],
            formatDuration(durationMs),
            orDash(httpStatus, String),
            moment(startedAtMs),
          ]),
        ),
    html`<p class="source">${scanned}. ${samplingNote ?? ""}</p>`,
  ]);
}

export function problemsSection({ problems }: Capsule, context: Context): Markup {
  const options = { id: "problems", title: "Repeated queries (N+1)", part: problems, empty: "None." };
  return section(options, context, (rows) =>
    rows.length === 0
      ? html`<p class="none">None was seen in the traces that were read.</p>`
      : table(
          [
            { title: "Route" },
            { title: "Statement" },
            { title: "Traces" },
            { title: "Wasted", wide: true, number: true },
          ],
          rows.map(({ route, statement, timesSeen, queriesPerTrace, wastedMs, exemplarTraceId }) => [
            consoleLink(traceHref(exemplarTraceId), route, context),
            html`<code>${statement}</code>`,
            `${timesSeen}${queriesPerTrace === null ? "" : `, ${Math.round(queriesPerTrace)} queries each`}`,
            formatDuration(wastedMs),
          ]),
        ),
  );
}

const alertHealth = { info: "unknown", warn: "warn", bad: "bad" } as const;
const alertWords = { info: "info", warn: "warning", bad: "bad" } as const;

export function alertsSection({ alerts }: Capsule, context: Context): Markup {
  return section({ id: "alerts", title: "Alerts", part: alerts, empty: "None." }, context, (found) =>
    found.length === 0
      ? html`<p class="none">None was open in this window.</p>`
      : html`<ul class="plain">${found.map(
          ({ severity, title, text, raisedAtMs, resolvedAtMs, acknowledged }) =>
            html`<li>${badge(alertHealth[severity], alertWords[severity])} <b>${title}</b> since ${moment(raisedAtMs)}${
              resolvedAtMs === null ? ", open" : html`, over ${moment(resolvedAtMs)}`
            }. ${text}${
              acknowledged
                ? html` <span class="soft">Acknowledged by ${acknowledged.by}: ${acknowledged.reason}</span>`
                : null
            }</li>`,
        )}</ul>`,
  );
}

export function eventsSection({ events }: Capsule, context: Context): Markup {
  return section({ id: "events", title: "Events", part: events, empty: "None." }, context, (found) => [
    found.events.length === 0
      ? html`<p class="none">None in this window.</p>`
      : table(
          [{ title: "At" }, { title: "Kind" }, { title: "What" }, { title: "Says", wide: true }],
          found.events.map(({ atMs, kind, title, detail, href, url, source }) => [
            moment(atMs),
            kind,
            html`${consoleLink(href, title, context)} <span class="soft">${detail ?? ""} ${outLink(url ?? null)}</span>`,
            source,
          ]),
        ),
    leftOutNote(found.leftOut, "older events were"),
    html`<ul class="plain">${found.unknown.map(({ source, reason }) => html`<li>${badge("unknown")} ${source}: ${reason}</li>`)}</ul>`,
  ]);
}

export function auditSection({ audit }: Capsule, context: Context): Markup {
  return section({ id: "audit", title: "Audit log", part: audit, empty: "None." }, context, ({ entries, leftOut }) => [
    entries.length === 0
      ? html`<p class="none">Nobody changed anything in this window.</p>`
      : table(
          [{ title: "At" }, { title: "Who" }, { title: "Did" }, { title: "To" }, { title: "Changed", wide: true }],
          entries.map(({ seq, atMs, actor, action, subject, changed }) => [
            moment(atMs),
            actor,
            consoleLink(auditEventHref(seq), action, context),
            subject,
            changed.join(", "),
          ]),
        ),
    leftOutNote(leftOut, "older entries were"),
  ]);
}
