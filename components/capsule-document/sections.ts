import type { Capsule, ValueOf } from "@/lib/capsule/schema";
import { formatMemory } from "@/lib/format/memory";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import { auditEventHref, routeHref, traceHref } from "@/lib/routes";
import { ageAt, badge, type Context, consoleLink, leftOutNote, moment, outLink, section, table } from "./bits";
import { html, type Markup, type Piece } from "./markup";

const orDash = <T>(value: T | null, format: (value: T) => Piece): Piece => (value === null ? "\u2013" : format(value));

export function verdictSection({ verdict }: Capsule, context: Context): Markup {
  const options = {
    id: "verdict",
    title: "Verdict when frozen",
    part: verdict,
    empty: "No verdict.",
    isOfFreezing: true,
  };
  return section(options, context, ({ health, word, clauses, unknowns, limits, witnesses }) => [
    html`<p class="verdict ${health}">${badge(health, word)}</p>
<ul class="clauses">${clauses.map(({ text, health: state }) => html`<li>${badge(state)} ${text}</li>`)}</ul>
<ul class="plain">${witnesses.map(({ name, health: state, word: said, detail }) => html`<li>${badge(state, `${name} ${said}`)} ${detail}</li>`)}
${unknowns.map((text) => html`<li>Not known: ${text}</li>`)}</ul>
<details><summary>Limits that were applied</summary><ul class="plain">${limits.map((text) => html`<li>${text}</li>`)}</ul></details>`,
  ]);
}

export function tilesSection({ tiles }: Capsule, context: Context): Markup {
  const options = {
    id: "tiles",
    title: "Key figures when frozen",
    part: tiles,
    empty: "No figures.",
    isOfFreezing: true,
  };
  return section(options, context, (found) => [
    html`<ul class="tiles">${found.map(
      ({ title, health, figure, note, sampledAtMs }) =>
        html`<li><b>${title}</b> ${badge(health)}<span class="figure">${figure ?? "no figure"}</span><span class="soft">${note}${
          sampledAtMs === null ? "" : `; sample ${ageAt(sampledAtMs, context)}`
        }</span></li>`,
    )}</ul>`,
  ]);
}

type Row = ValueOf<"routes">["rows"][number];
const routeRow = (context: Context) => (row: Row) => [
  badge(row.health),
  [consoleLink(routeHref(row.name), row.name, context), html` <span class="soft">${row.reasons.join(" ")}</span>`],
  formatPerSecond(row.ratePerSecond),
  formatPercent(row.errorRatio),
  orDash(row.p50Ms, formatDuration),
  orDash(row.p95Ms, formatDuration),
  orDash(row.p99Ms, formatDuration),
  orDash(row.impactShare, formatPercent),
  orDash(row.earlierP95Ms, formatDuration),
];

export function routesSection({ routes }: Capsule, context: Context): Markup {
  const empty = "No request was counted in this window. That is not zero: nothing was measured.";
  return section({ id: "routes", title: "Routes", part: routes, empty }, context, ({ rows, leftOut, comparison }) => [
    table(
      [
        { title: "State" },
        { title: "Route" },
        { title: "req/s", number: true },
        { title: "Errors", number: true },
        { title: "p50", wide: true, number: true },
        { title: "p95", number: true },
        { title: "p99", wide: true, number: true },
        { title: "Time spent", wide: true, number: true },
        { title: `p95 ${comparison}`, wide: true },
      ],
      rows.map(routeRow(context)),
    ),
    leftOutNote(leftOut, "routes with less to say were"),
  ]);
}

export function lanesSection({ lanes }: Capsule, context: Context): Markup {
  const options = {
    id: "lanes",
    title: "Dependencies when frozen",
    part: lanes,
    empty: "No dependency has data.",
    isOfFreezing: true,
  };
  return section(options, context, ({ lanes: found, notReached, windowMs }) => [
    table(
      [{ title: "State" }, { title: "Dependency" }, { title: `Last ${formatAge(windowMs)}` }],
      found.map(({ title, health, word, figure, reasons, sampledAtMs }) => [
        badge(health, word),
        title,
        html`${figure ?? "no figure"} <span class="soft">${reasons.join(" ")}${
          sampledAtMs === null ? "" : ` Sample ${ageAt(sampledAtMs, context)}.`
        }</span>`,
      ]),
    ),
    notReached.length > 0 ? html`<p class="source">No data yet: ${notReached.join(", ")}.</p>` : null,
  ]);
}

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

export function budgetSection({ budget }: Capsule, context: Context): Markup {
  const options = { id: "budget", title: "Memory and host", part: budget, empty: "No samples." };
  return section(options, context, ({ text, sourceText, services, host, hostNotes, losses }) => [
    html`<p>${text} <span class="soft">${sourceText}</span></p>`,
    table(
      [
        { title: "State" },
        { title: "Program" },
        { title: "Memory" },
        { title: "Highest", wide: true, number: true },
        { title: "OOM kills" },
      ],
      services.map(({ title, health, reasons, memoryBytes, limitBytes, peakBytes, oomKills }) => [
        badge(health),
        html`${title} <span class="soft">${reasons.join(" ")}</span>`,
        `${memoryBytes === null ? "unknown" : formatMemory(memoryBytes)}${limitBytes === null ? "" : ` of ${formatMemory(limitBytes)}`}`,
        orDash(peakBytes, formatMemory),
        oomKills,
      ]),
    ),
    host.length === 0
      ? html`<p class="none">${badge("unknown")} Unknown: nothing tells about the host.</p>`
      : html`<dl class="facts">${host.map(({ title, text: fact }) => html`<dt>${title}</dt><dd>${fact}</dd>`)}</dl>`,
    html`<ul class="plain">${hostNotes.map((note) => html`<li>${badge(note.health)} ${note.text}</li>`)}
${losses.map((loss) => html`<li>${badge(loss.health)} ${loss.title}: ${loss.text}</li>`)}</ul>`,
  ]);
}

const triggerHealth = { stay: "ok", move: "bad", unknown: "unknown" } as const;
const triggerWords = { stay: "stay", move: "move", unknown: "cannot tell" } as const;

export function triggersSection({ triggers }: Capsule, context: Context): Markup {
  const options = {
    id: "triggers",
    title: "Migration triggers when frozen",
    part: triggers,
    empty: "None.",
    isOfFreezing: true,
  };
  return section(options, context, ({ text, state, each }) => [
    html`<p>${badge(triggerHealth[state], triggerWords[state])} ${text}</p>
<ul class="plain">${each.map((one) => html`<li>${badge(triggerHealth[one.state], triggerWords[one.state])} ${one.title}: ${one.text}</li>`)}</ul>`,
  ]);
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
