import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { cleanDeep } from "@/lib/capsule/clean";
import { type CapsuleChart, capsuleSchema } from "@/lib/capsule/schema";
import { sampleCapsule, sampleTrace } from "@/lib/capsule/testing/sample-content";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import type { Tags } from "@/lib/jaeger/trace";
import type { TimelineEvent } from "@/lib/timeline/types";
import { buildCapsuleStyles, capsuleModules } from "@/scripts/suite/build-capsule-styles.mjs";
import { renderDocument } from "./document";
import { fileStyles } from "./file-styles";
import { CapsuleLineChart } from "./line-chart";

const base = "https://obs.example";
const known = <T,>(value: T) => ({ state: "known", source: "VictoriaMetrics", atMs: 0, value }) as const;
const failedSpan = (tags: Tags, name = "POST /api/documents/") =>
  spanOf({ name, kind: "server", durationUs: 5000, tags: { "http.response.status_code": 500, ...tags } });

/** The elements, comments and declarations that a browser would see, by a reading of its own. */
const tagsOf = (text: string) => [...text.matchAll(/<(\/?[a-z!][a-z0-9-]*)/gi)].map((match) => match[1]?.toLowerCase());
/** The JSON that stands in the file. */
function dataOf(document: string): unknown {
  const match = /<script type="application\/json" id="capsule-data">([^<]*)<\/script>/.exec(document);
  return JSON.parse(match?.[1] ?? "");
}

function hostileCapsule(text: string) {
  const route = { name: text, requests: 9, ratePerSecond: 1, errors: 9, errorRatio: 1, p50Ms: 1, p95Ms: null };
  const row = {
    ...route,
    p99Ms: null,
    impactShare: null,
    earlierP95Ms: null,
    health: "bad" as const,
    reasons: [text],
  };
  const service = { health: "warn" as const, memoryBytes: 1, limitBytes: null, peakBytes: 1, sampledAtMs: 0 };
  const problem = { state: "active" as const, timesSeen: 1, queriesPerTrace: 9, wastedMs: 9, lastSeenAtMs: 0 };
  const traceRow = { traceId: text, service: text, startedAtMs: 0, durationMs: 1, httpStatus: 500, spanCount: 1 };
  const list = { complete: false, samplingNote: text };
  const chart = { unit: "ms" as const, timesMs: [0, 1000], lines: [{ name: text, points: [1, 2] }], promql: text };
  return sampleCapsule({
    title: text,
    note: text,
    createdBy: text,
    verdict: known({
      health: "bad",
      word: text,
      text,
      clauses: [{ text, health: "bad" }],
      unknowns: [text],
      limits: [text],
      witnesses: [{ name: text, health: "ok", word: text, detail: text }],
    }),
    tiles: known([{ title: text, health: "ok", figure: text, note: text, sampledAtMs: 0, stale: false }]),
    lanes: known({
      windowMs: 1000,
      notReached: [text],
      lanes: [{ title: text, health: "warn", word: text, figure: text, reasons: [text], sampledAtMs: 0 }],
    }),
    budget: known({
      text,
      health: "unknown",
      sourceText: text,
      services: [{ ...service, restarts: null, oomKills: 1, title: text, reasons: [text] }],
      host: [{ title: text, text }],
      hostNotes: [{ text, health: "warn" }],
      losses: [{ title: text, text, health: "ok" }],
    }),
    triggers: known({ text, state: "move", each: [{ title: text, state: "stay", text, sampledAtMs: null }] }),
    alerts: known([
      {
        severity: "bad",
        title: text,
        text,
        raisedAtMs: 0,
        resolvedAtMs: 1,
        acknowledged: { atMs: 0, by: text, reason: text },
      },
    ]),
    problems: known([{ ...problem, service: text, route: text, statement: text, table: text, exemplarTraceId: text }]),
    failed: known({ rows: [{ ...traceRow, route: text, errorText: text }], ...list, scanned: text }),
    slow: { state: "unknown", source: text, atMs: 0, reason: text },
    routes: known({ rows: [row], leftOut: 0, comparison: text }),
    charts: [{ title: text, part: known(chart) }],
    audit: known({
      entries: [{ seq: 1, atMs: 0, actor: text, action: text, subject: text, changed: [text] }],
      leftOut: 0,
    }),
    events: known({
      events: [{ id: "a", kind: "deploy", atMs: 500, title: text, detail: text, href: text, source: text }],
      leftOut: 0,
      unknown: [{ source: text, reason: text }],
    }),
    traces: [sampleTrace([failedSpan({ [text || "key"]: text, "db.statement": `SELECT '${text}'` }, text)])],
  });
}

describe("what others wrote stays text", () => {
  const harmless = async () => tagsOf(await renderDocument(hostileCapsule("x"), base));

  it.each([
    `</script><script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `' autofocus onfocus='alert(1)`,
    "<!--<script>",
    "]]></style><style>*{display:none}",
    "javascript:alert(1)",
  ])("%s", async (text) => {
    const document = await renderDocument(hostileCapsule(text), base);
    expect(tagsOf(document)).toEqual(await harmless());
    expect(document.match(/<script/gi)).toHaveLength(1);
    // Values of attributes stand in double quotes throughout; what is left are names.
    expect(document.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\s(on[a-z]+|autofocus)\b/i);
    expect(document).not.toContain('href="javascript');
    expect(capsuleSchema.parse(dataOf(document)).title).toBe(text);
  });

  it("whatever the text", { timeout: 30_000 }, async () => {
    const tags = await harmless();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), async (text) => {
        const capsule = cleanDeep(hostileCapsule(`x${text}`));
        const document = await renderDocument(capsule, base);
        expect(tagsOf(document)).toEqual(tags);
        expect(dataOf(document)).toEqual(JSON.parse(JSON.stringify(capsule)));
      }),
      { numRuns: 15 },
    );
  });

  it("of 5 MB or with 10,000 spans is cut, and that is said", async () => {
    const huge = sampleTrace([failedSpan({ "echo.error": "x".repeat(5_000_000) })]);
    expect((await renderDocument(sampleCapsule({ traces: [huge] }), base)).length).toBeLessThan(60_000);
    const root = failedSpan({ "echo.error": "out of memory" });
    const many = Array.from({ length: 10_000 }, (_, index) =>
      spanOf({
        spanId: (index + 99).toString(16).padStart(16, "0"),
        parentSpanId: root.spanId,
        durationUs: 10,
        tags: { index },
      }),
    );
    const document = await renderDocument(sampleCapsule({ traces: [sampleTrace([root, ...many], 150_000)] }), base);
    expect(document.length).toBeLessThan(600_000);
    expect(document).toContain("more spans were left out for size");
    expect(document).toContain("of them are not drawn");
  });
});

describe("the file", () => {
  it("loads nothing and runs nothing, by what is in it and by its policy", async () => {
    const document = await renderDocument(sampleCapsule({ traces: [sampleTrace([failedSpan({})])] }), base);
    expect(document).toMatch(/^<!DOCTYPE html><html lang="en"[ >]/);
    expect(document).toContain("default-src &#x27;none&#x27;; style-src &#x27;sha256-");
    expect(document).not.toMatch(
      /<(link|img|iframe|object|embed|video|audio|form|base)\b|\ssrc=|url\(|@import|\sstyle=/i,
    );
    const style = /<style>([\s\S]*?)<\/style>/.exec(document)?.[1] ?? "";
    expect(document).toContain(createHash("sha256").update(style).digest("base64"));
  });

  it("says what is only of the moment of freezing, when the window had ended long before", async () => {
    const sample = sampleCapsule();
    const late = sampleCapsule({ frozenAtMs: sample.window.endMs + 3 * 3_600_000 });
    const text = "As it was when frozen, 3 h after the window ended";
    expect(await renderDocument(sample, base)).not.toContain("As it was when frozen");
    const document = await renderDocument(late, base);
    expect(document.split(text)).toHaveLength(6);
    expect(document).toContain("Verdict when frozen");
  });

  it("says of each part that could not be had why, and where it would come from", async () => {
    const reason = "Jaeger does not answer within 5 s.";
    const unknown = { state: "unknown", source: "Jaeger", atMs: 0, reason } as const;
    const text = await renderDocument(sampleCapsule({ failed: unknown, slow: unknown }), base);
    expect(text.match(/Unknown: Jaeger does not answer within 5 s\./g)).toHaveLength(2);
    expect(text).toContain("No request was counted in this window. That is not zero");
  });

  it("is drawn with nothing that the server only refers to: no client component", async () => {
    const modules = await capsuleModules({ root: process.cwd() });
    expect(modules).toContain("components/ui/state-badge.tsx");
    expect(modules.filter((file) => /^["']use client["']/m.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("has the style of the pages, for just the classes that its components name", async () => {
    const built = await buildCapsuleStyles({ root: process.cwd() });
    expect(built, "run `npm run capsule-styles`").toBe(fileStyles);
    const text = (await renderDocument(hostileCapsule("x"), base)).replaceAll("&amp;", "&").replaceAll("&gt;", ">");
    const wanted = text.matchAll(/class="([^"]+)"/g);
    const escaped = (name: string) => `.${name.replace(/[^\w-]/g, "\\$&")}`;
    const missing = [...wanted]
      .flatMap(([, names = ""]) => names.split(" "))
      .filter((name) => !built.includes(escaped(name)));
    expect([...new Set(missing)]).toEqual([]);
  });
});

describe("a chart", () => {
  const drawn = (chart: CapsuleChart, events: TimelineEvent[] = []) =>
    renderToStaticMarkup(<CapsuleLineChart title="Latency" chart={chart} events={events} />);
  const chart = (points: (number | null)[]) => ({
    unit: "ms" as const,
    timesMs: points.map((_, index) => index * 60_000),
    lines: [{ name: "p95", points }],
    promql: "",
  });

  it("breaks its line where points are missing, and shows a point without neighbours", () => {
    const text = drawn(chart([1, 2, null, null, 3, null, 4, 5]));
    expect(/<path d="([^"]*)" fill="none"/.exec(text)?.[1]?.match(/M/g)).toHaveLength(3);
    expect(text.match(/<circle/g)).toHaveLength(1);
    expect(drawn(chart([null, null]))).toContain("p95 no data");
  });

  it("marks what happened within it, and nothing else", () => {
    const event = (kind: "deploy" | "audit", atMs: number) =>
      ({ id: `${kind}${atMs}`, kind, atMs, title: kind, detail: null, href: null, source: "x" }) as const;
    const events = [event("deploy", 60_000), event("audit", 60_000), event("deploy", 900_000)];
    expect(drawn(chart([1, 2, 3]), events).match(/data-event="deploy"/g)).toHaveLength(1);
  });
});
