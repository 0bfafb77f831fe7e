/** The plan's four steps, smallest first, and what each is worth (plan.md, "Implementation order"). */
export const rolloutSteps = [
  {
    step: 1,
    title: "Metrics and dashboards",
    worth: "Is the API healthy, and where is time being spent right now?",
    checks: [
      "stack-limits",
      "hosts-answer",
      "token-required",
      "grafana-metrics",
      "metric-http",
      "metric-gorm",
      "metric-b2",
      "metric-apns",
      "metric-fcm",
      "scrape-interval",
      "vmagent",
      "red-dashboard",
      "legacy-metrics",
    ],
  },
  {
    step: 2,
    title: "Tracing baseline",
    worth: "Why is this one request slow?",
    checks: ["grafana-traces", "login-trace", "root-spans", "sampling", "exporter-losses"],
  },
  {
    step: 3,
    title: "Manual spans",
    worth: "Why did this upload take 30 seconds, why did these pushes fail?",
    checks: ["span-b2", "span-apns", "span-asynq"],
  },
  {
    step: 4,
    title: "SQL in every trace",
    worth: "Every query with its SQL: the N+1 finder one would otherwise build by hand.",
    checks: ["nested-request", "sql-text", "queries-in-requests"],
  },
] as const;

export type StepNumber = (typeof rolloutSteps)[number]["step"];
export type CheckCode = (typeof rolloutSteps)[number]["checks"][number];
export const checkCodes: readonly CheckCode[] = rolloutSteps.flatMap(({ checks }) => [...checks]);

export function isCheckCode(text: string): text is CheckCode {
  return checkCodes.some((code) => code === text);
}

/** What each check asks, as a sentence that is true when it is met. */
export const checkTitles: Record<CheckCode, string> = {
  "stack-limits": "Three containers, each held to 256 MB",
  "hosts-answer": "The grafana and obs hosts answer over TLS",
  "token-required": "Nothing is taken without a token",
  "grafana-metrics": "Grafana reads VictoriaMetrics",
  "metric-http": "HTTP requests by route, method and status",
  "metric-gorm": "Queries by table and operation",
  "metric-b2": "B2 uploads by bucket and result",
  "metric-apns": "APNs pushes by result",
  "metric-fcm": "FCM pushes by result",
  "scrape-interval": "A scrape every 15 s",
  vmagent: "One vmagent, whose writes arrive",
  "red-dashboard": "The RED dashboard shows data",
  "legacy-metrics": "/metrics/legacy kept or retired, on purpose",
  "grafana-traces": "Grafana reads Jaeger",
  "login-trace": "POST /api/auth/login/ makes a trace",
  "root-spans": "Each request is one trace with its root",
  sampling: "10 % of requests traced in production",
  "exporter-losses": "No spans lost on the way",
  "span-b2": "b2.PutObject says bucket, key, size and result",
  "span-apns": "apns.send says status and reason, and hashes the device token",
  "span-asynq": "Each task type has a span with its retries",
  "nested-request": "An upload shows service, queries, B2 and push in one trace",
  "sql-text": "Query spans carry their SQL",
  "queries-in-requests": "Queries belong to their request",
};
