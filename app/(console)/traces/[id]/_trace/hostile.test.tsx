import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToString } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getTrace } from "@/lib/jaeger/get-trace";
import { buildDetails, buildTraceView } from "@/lib/traces/build-view";
import { cleanTrace } from "@/lib/traces/clean-trace";
import { type HostileServer, json, startHostileServer } from "@/lib/upstream/testing/hostile-server";
import { FaultsPanel } from "./faults-panel";
import { NPlusOneNote } from "./n-plus-one-note";
import { SpanDetails } from "./span-details";
import { SqlPanel } from "./sql-panel";
import { TimePanel } from "./time-panel";
import { Waterfall } from "./waterfall";

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
  process.env.JAEGER_URL = server.url;
});
afterAll(() => server.stop());

const traceId = "e".repeat(32);
const script = `<script>alert(1)</script>\u0000\u202e"><img src=x onerror=alert(1)>`;
const tag = (key: string, value: unknown) => ({ key, type: typeof value, value });
const parent = (spanID: string) => [{ refType: "CHILD_OF", traceID: traceId, spanID }];
const span = (spanID: string, more: object) => ({
  traceID: traceId,
  spanID,
  operationName: script,
  references: [],
  startTime: 1_795_000_000_000_000,
  duration: 1000,
  tags: [],
  logs: [],
  processID: "p1",
  warnings: [script],
  ...more,
});
const megabytes = "<b>".repeat(1024 * 1024);
const event = {
  timestamp: "9223372036854775808",
  fields: [tag("event", "exception"), tag("exception.message", script)],
};
const spans = [
  span("a1", { tags: [tag("http.route", script), tag("http.request.method", "GET"), tag(script, script)] }),
  span("b1", {
    references: parent("a1"),
    tags: [tag("huge", megabytes), tag("db.statement", `SELECT '${megabytes}'`)],
  }),
  span("c1", { references: parent("d1"), duration: -5, logs: [event] }),
  span("d1", { references: parent("c1"), startTime: "9223372036854775808", duration: "18446744073709551615" }),
  span("a1", { references: parent("a1") }),
  ...Array.from({ length: 3000 }, (_, i) => span(`e${i}`, { references: parent(i === 0 ? "a1" : `e${i - 1}`) })),
];

it("a page of a hostile trace is drawn, escaped, small and without a script", async () => {
  server.answerWith(json({ data: [{ traceID: traceId, spans, processes: {}, warnings: [script] }] }));
  const raw = await getTrace(traceId);
  if (!raw) throw new Error("no trace");
  const trace = cleanTrace(raw);
  const view = buildTraceView(trace);
  const details = buildDetails(trace);
  if (!view) throw new Error("no view");
  expect(view.rows).toHaveLength(spans.length);
  const firstRow = view.rows[0];
  const huge = view.rows.findIndex(({ id }) => id === "b1");
  const hugeRow = view.rows[huge];
  if (!firstRow || !hugeRow) throw new Error("no row");
  const open = { traceId, usual: null, onZoom: () => {} };
  const html = renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <h1>{view.headline}</h1>
      <FaultsPanel view={view} />
      <NPlusOneNote view={view} calls={[]} />
      <Waterfall traceId={traceId} rows={view.rows} windowUs={view.windowUs} details={null} usual={{}} />
      <SpanDetails {...open} index={0} row={firstRow} detail={details[0]} />
      <SpanDetails {...open} index={huge} row={hugeRow} detail={details[huge]} />
      <TimePanel view={view} calls={[]} />
      <SqlPanel usual={{}} traceId={traceId} sql={view.sql} durationUs={view.durationUs} values="on-demand" />
    </QueryClientProvider>,
  );
  expect(html).toContain("&lt;script&gt;alert(1)");
  expect(html).not.toMatch(/<script|<img|<b>/);
  expect(["\u0000", "\u202e"].filter((character) => html.includes(character))).toEqual([]);
  expect(html).not.toMatch(/NaN|Invalid Date|Infinity/);
  // The rows in view and what was opened, not 3,000 rows and 6 MB.
  expect(html.length).toBeLessThan(400_000);
}, 60_000);
