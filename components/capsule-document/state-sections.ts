import type { Capsule, ValueOf } from "@/lib/capsule/schema";
import { formatBytes } from "@/lib/format/bytes";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import { routeHref } from "@/lib/links/routes";
import { ageAt, badge, type Context, consoleLink, leftOutNote, orDash, section, table } from "./bits";
import { html, type Markup } from "./markup";

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

export function budgetSection({ budget }: Capsule, context: Context): Markup {
  const options = {
    id: "budget",
    title: "Memory and host when frozen",
    part: budget,
    empty: "No samples.",
    isOfFreezing: true,
  };
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
        `${memoryBytes === null ? "unknown" : formatBytes(memoryBytes)}${limitBytes === null ? "" : ` of ${formatBytes(limitBytes)}`}`,
        orDash(peakBytes, formatBytes),
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
