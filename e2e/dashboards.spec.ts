import { readFileSync } from "node:fs";
import path from "node:path";
import { createClient } from "@libsql/client";
import type { Browser, Page } from "@playwright/test";
import { type DashboardPanel, readDashboard } from "../lib/grafana/dashboards/read-dashboard";
import { dashboards } from "../lib/plan/grafana";
import { signedIn } from "./support/accounts";
import { startLoneConsole } from "./support/lone-console";
import { expect, type Stack, test } from "./support/stack";

const dashboardNames = ["red", "dependencies", "stack"] as const;
const jsonOf = (name: (typeof dashboardNames)[number]) =>
  readDashboard(readFileSync(path.resolve("deploy/grafana/dashboards", `${dashboards[name].uid}.json`), "utf8"));

/** A query as Grafana would send it, with everything chosen. */
const filledIn = (expr: string, window = "60s") =>
  expr
    .replaceAll("$__rate_interval", window)
    .replaceAll("$__range", "300s")
    .replaceAll(/\$(route|method|status)\b/g, ".*");

type Answer = {
  data: { result: { metric: Record<string, string>; values?: [number, string][]; value?: [number, string] }[] };
};

async function askVictoriaMetrics(stack: Stack, kind: "query" | "query_range", form: Record<string, string>) {
  const startedMs = performance.now();
  const body = new URLSearchParams({ ...form, nocache: "1", latency_offset: "1ms" });
  const answer = await fetch(`${stack.urls.victoriametrics}/api/v1/${kind}`, { method: "POST", body });
  if (!answer.ok) throw new Error(`${form.query}: ${answer.status} ${await answer.text()}`);
  return { ...((await answer.json()) as Answer), tookMs: performance.now() - startedMs };
}

/** Panels of which a query has no data now, or took longer than a second, by name. */
async function complaintsOf(stack: Stack, panels: readonly DashboardPanel[]): Promise<string[]> {
  const complaints: string[] = [];
  for (const { title, targets } of panels) {
    for (const { expr, instant, refId } of targets) {
      const query = filledIn(expr);
      const end = Math.floor(Date.now() / 1000);
      const range = { start: String(end - 300), end: String(end), step: "15" };
      const { data, tookMs } = instant
        ? await askVictoriaMetrics(stack, "query", { query })
        : await askVictoriaMetrics(stack, "query_range", { query, ...range });
      if (data.result.length === 0) complaints.push(`${title} (${refId}): no data`);
      if (tookMs > 1000) complaints.push(`${title} (${refId}): ${Math.round(tookMs)} ms`);
    }
  }
  return complaints;
}

/** A token that expires, for as long as `look` takes: the stack's own never does. */
async function withExpiringToken(stack: Stack, look: () => Promise<void>) {
  const client = createClient({ url: stack.databaseUrl, timeout: 5000 });
  const inAMonth = new Date(Date.now() + 30 * 24 * 3600_000).toISOString().replace("Z", "+00:00");
  const values = ["Expires001", "expires", "hdobs", "0".repeat(64), "metrics:write", inAMonth, inAMonth, "test", 1];
  await client.execute({
    sql: "INSERT INTO token (public_id, name, format, digest, scopes, expires_at, created_at, created_by, change_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    args: values,
  });
  try {
    await look();
  } finally {
    await client.execute("DELETE FROM token WHERE public_id = 'Expires001'");
    client.close();
  }
}

test("every query of every dashboard returns live data within a second, and VictoriaMetrics keeps inside its 256 MB", async ({
  stack,
}) => {
  await withExpiringToken(stack, async () => {
    for (const name of dashboardNames) {
      const { panels } = jsonOf(name);
      await expect.poll(() => complaintsOf(stack, panels), { message: name, timeout: 90_000 }).toEqual([]);
    }
  });
  const { data } = await askVictoriaMetrics(stack, "query", { query: "process_resident_memory_anon_bytes" });
  const own = data.result.find(({ metric }) => metric.job === "victoria-metrics");
  expect(Number(own?.value?.[1])).toBeLessThan(256 * 1024 ** 2);
});

test("the variables of the RED dashboard have values, and its links know the console", async ({ stack, baseURL }) => {
  const values = async (metric: string, label: string) => {
    const form = new URLSearchParams({ "match[]": metric });
    const answer = await fetch(`${stack.urls.victoriametrics}/api/v1/label/${label}/values?${form}`);
    return ((await answer.json()) as { data: string[] }).data;
  };
  await expect.poll(() => values("http_request_duration_seconds_count", "route")).toContain("/api/tasks/");
  expect(await values("http_request_duration_seconds_count", "method")).toContain("GET");
  expect(await values("http_request_duration_seconds_count", "status")).toContain("200");
  await expect.poll(() => values("obs_console_info", "url")).toEqual([baseURL]);
});

type Chart = { timesMs: number[]; promql: string; lines: { name: string; points: (number | null)[] }[] };

test("a panel of Grafana and the chart of the console show the same figures", async ({ stack, request }) => {
  const chartOf = async (metric: string) => {
    const answer = await request.get(`/api/series?range=15m&metric=${metric}&fresh=1`);
    return ((await answer.json()) as { value?: Chart }).value;
  };
  const pointsOf = (chart: Chart | undefined) => chart?.lines[0]?.points.filter((point) => point !== null).length ?? 0;
  for (const metric of ["rate", "errors", "latency"] as const) {
    await expect
      .poll(async () => pointsOf(await chartOf(metric)), { message: metric, timeout: 60_000 })
      .toBeGreaterThan(7);
    const { timesMs, promql, lines } = (await chartOf(metric)) ?? { timesMs: [], promql: "", lines: [] };
    const window = /\[(\d+s)\]/.exec(promql)?.[1] ?? "";
    const panel = jsonOf("red").panels.find(({ id }) => id === dashboards.red.panels[metric]);
    const [first = 0, second = 0, last = 0] = [timesMs[0], timesMs[1], timesMs.at(-1)].map(
      (time) => (time ?? 0) / 1000,
    );
    const { data } = await askVictoriaMetrics(stack, "query_range", {
      query: filledIn(panel?.targets[0]?.expr ?? "", window),
      start: String(first),
      end: String(last),
      step: String(second - first),
    });
    expect(data.result.length, metric).toBe(lines.length);
    // The newest points are still being counted between the two questions.
    const settled = timesMs.slice(0, -4);
    const ofGrafana = data.result.map(({ values = [] }) =>
      settled.map((time) => Number(values.find(([at]) => at * 1000 === time)?.[1] ?? Number.NaN).toPrecision(9)),
    );
    const ofConsole = lines.map(({ points }) =>
      settled.map((_, at) => Number(points[at] ?? Number.NaN).toPrecision(9)),
    );
    expect(ofGrafana.map(String).sort(), metric).toEqual(ofConsole.map(String).sort());
  }
});

/** What is wrong with a link into Grafana; null when it lands. */
function linkComplaint(href: string): string | null {
  const url = new URL(href);
  const { searchParams } = url;
  if (url.pathname.endsWith("/explore")) {
    const panes = JSON.parse(searchParams.get("panes") ?? "{}") as Record<
      string,
      { datasource: string; queries: { datasource: { uid: string } }[]; range: object }
    >;
    const uids = Object.values(panes).flatMap(({ datasource, queries }) => [
      datasource,
      ...queries.map((query) => query.datasource.uid),
    ]);
    return uids.length > 1 && uids.every((uid) => ["victoriametrics", "jaeger"].includes(uid))
      ? null
      : `${href}: data source`;
  }
  const found = dashboardNames.map(jsonOf).find(({ uid }) => url.pathname.endsWith(`/d/${uid}`));
  if (!found) return `${href}: no such dashboard`;
  const panel = searchParams.get("viewPanel");
  if (panel !== null && !found.panels.some(({ id }) => `panel-${id}` === panel)) return `${href}: no such panel`;
  for (const name of searchParams.keys()) {
    if (name.startsWith("var-") && !found.variables.includes(name.slice(4))) return `${href}: no variable ${name}`;
  }
  return searchParams.get("from") === "now-15m" && searchParams.get("to") === "now" ? null : `${href}: another range`;
}

/** A console beside the same programs that knows of a Grafana, which does not answer; signed in. */
async function withGrafana(stack: Stack, browser: Browser, look: (page: Page) => Promise<void>) {
  const admin = { email: "admin@links.test", password: "the-admin-of-the-links" };
  const lone = await startLoneConsole(() => ({
    VICTORIAMETRICS_URL: stack.urls.victoriametrics,
    JAEGER_URL: stack.urls.jaeger,
    OBS_SCRAPE_INTERVAL_SECONDS: "1",
    GRAFANA_PUBLIC_URL: "https://grafana.test",
    OBS_GRAFANA_URL: "http://127.0.0.1:1",
    OBS_ADMIN_EMAIL: admin.email,
    OBS_ADMIN_PASSWORD: admin.password,
  }));
  try {
    const context = await browser.newContext({ baseURL: lone.url, storageState: await signedIn(lone.url, admin) });
    await look(await context.newPage());
    await context.close();
  } finally {
    await lone.stop();
  }
}

test("every link into Grafana on every page lands, and says so while Grafana does not answer", async ({
  stack,
  browser,
}) => {
  test.setTimeout(120_000);
  const seen: string[] = [];
  const route = encodeURIComponent("GET /api/tasks/");
  const lanes = ["database", "b2", "push", "jobs"].map((lane) => `/dependencies/${lane}?range=15m`);
  const pages = [
    "/?range=15m",
    `/?range=15m&route=${route}`,
    `/routes?range=15m&route=${route}`,
    ...lanes,
    "/pods?range=15m",
  ];
  await withGrafana(stack, browser, async (page) => {
    for (const target of pages) {
      await page.goto(target);
      const links = page.locator('a[href^="https://grafana.test/"]');
      await expect(links.nth(1), target).toBeVisible({ timeout: 30_000 });
      seen.push(...(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))));
    }
    const link = page.locator('a[href^="https://grafana.test/"]').first();
    await expect(link).toHaveAccessibleName(/Grafana.*the connection was refused.*The link may lead nowhere/);
    const health = await (await page.request.get("/api/health")).json();
    expect(health.components).toContainEqual(expect.objectContaining({ name: "grafana", state: "bad" }));
    await page.goto("/budget");
    await expect(page.locator('[data-row="grafana"]')).toContainText("the connection was refused");
  });
  expect(seen.map(linkComplaint).filter((complaint) => complaint !== null)).toEqual([]);
  const panels = seen.map((href) => new URL(href)).filter(({ pathname }) => pathname.startsWith("/d/"));
  // Three charts of requests, two or three of each lane, three of the pods, and the dashboards of the rows.
  const places = new Set(panels.map(({ pathname, searchParams }) => `${pathname} ${searchParams.get("viewPanel")}`));
  expect(places.size).toBeGreaterThan(14);
  expect(seen.some((href) => href.includes("var-route=%2Fapi%2Ftasks%2F") && href.includes("viewPanel"))).toBe(true);
});

test("a link of a dashboard comes back to the page that shows the same", async ({ page }) => {
  await page.goto("/from-grafana?from=now-6h&to=now&var-route=%2Fapi%2Ftasks%2F&var-method=GET&var-status=%24__all");
  await expect(page).toHaveURL(/\/routes\?route=GET\+%2Fapi%2Ftasks%2F&range=6h$/);
  await page.goto(`/from-grafana?from=${Date.now() - 600_000}&to=${Date.now()}&var-route=%24__all`);
  await expect(page).toHaveURL(/\/\?range=15m$/);
});
