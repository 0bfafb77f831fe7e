import { describe, expect, it } from "vitest";
import type { Trace } from "@/lib/jaeger/trace";
import { checkCodes } from "@/lib/plan/rollout-steps";
import { judgeChecks, type RolloutFacts } from "./judge-checks";
import { allMet, nowMs, stackMet, withMetrics, withTraces } from "./testing/facts";

const notMet = (facts: RolloutFacts) => {
  const outcomes = judgeChecks(facts);
  return checkCodes.filter((code) => outcomes[code].state !== "met");
};
const failed = (source: "victoriametrics" | "jaeger") =>
  ({
    state: "error",
    failure: { source, kind: "unreachable", message: `${source} cannot be reached.` },
    askedAtMs: nowMs,
  }) as const;
/** Every span with this name changed. */
const changed = (traces: Trace[], name: string, tags: Record<string, string | undefined>) =>
  traces.map((trace) => ({
    ...trace,
    spans: trace.spans.map((span) => {
      if (span.name !== name) return span;
      const entries = Object.entries({ ...span.tags, ...tags }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
      );
      return { ...span, tags: Object.fromEntries(entries) };
    }),
  }));

describe("the plan's checks", () => {
  it("are all met by what the plan's real libraries emit", () => {
    expect(notMet(allMet())).toEqual([]);
  });

  it("carry evidence and, where traces prove them, a trace to open", () => {
    const outcomes = judgeChecks(allMet());
    for (const code of checkCodes) expect(outcomes[code].evidence.length, code).toBeGreaterThan(0);
    for (const code of [
      "login-trace",
      "root-spans",
      "span-b2",
      "span-apns",
      "span-asynq",
      "nested-request",
      "sql-text",
      "queries-in-requests",
    ] as const) {
      expect(outcomes[code].passing?.traceId, code).toMatch(/^[0-9a-f]{16,32}$/);
    }
  });

  it("know nothing of metrics without VictoriaMetrics, and go on with traces", () => {
    const outcomes = judgeChecks(allMet({ metrics: failed("victoriametrics"), sampling: failed("victoriametrics") }));
    for (const code of ["metric-http", "metric-b2", "scrape-interval", "vmagent", "sampling"] as const)
      expect(outcomes[code].state).toBe("unknown");
    expect(outcomes["login-trace"].state).toBe("met");
  });

  it("know nothing of traces without Jaeger, and go on with metrics", () => {
    const outcomes = judgeChecks(allMet({ traces: failed("jaeger"), sampling: failed("jaeger") }));
    for (const code of ["login-trace", "root-spans", "span-b2", "nested-request", "exporter-losses"] as const)
      expect(outcomes[code].state).toBe("unknown");
    expect(outcomes["metric-http"].state).toBe("met");
  });
});

describe("metrics that are not the plan's are named", () => {
  it.each([
    [
      "a missing label",
      (f) => {
        f.histograms.http.labels = ["method", "route"];
      },
      "metric-http",
      "status is missing",
    ],
    [
      "a label too many",
      (f) => {
        f.histograms.http.labels = ["code", "method", "route", "status"];
      },
      "metric-http",
      "code is not in the plan",
    ],
    [
      "20,000 values of a label",
      (f) => {
        f.histograms.http.values = [{ label: "route", count: 20_000 }];
      },
      "metric-http",
      "20,000 values",
    ],
    [
      "300 values are let be, 301 are not",
      (f) => {
        f.histograms.http.values = [{ label: "route", count: 301 }];
      },
      "metric-http",
      "301 values",
    ],
    [
      "too many to count",
      (f) => {
        f.histograms.http.values = null;
      },
      "metric-http",
      "refuses to count",
    ],
    [
      "a gauge",
      (f) => {
        f.histograms.gorm.suffixes = [""];
        f.histograms.gorm.bounds = [];
      },
      "metric-gorm",
      "gauge or counter",
    ],
    [
      "a summary",
      (f) => {
        f.histograms.gorm.suffixes = ["_count", "_sum"];
        f.histograms.gorm.bounds = [];
      },
      "metric-gorm",
      "no buckets",
    ],
    [
      "other buckets in one pod",
      (f) => {
        f.histograms.b2.bounds = [
          { instance: "a", boundsSeconds: [1, 2] },
          { instance: "b", boundsSeconds: [1, 3] },
        ];
      },
      "metric-b2",
      "different buckets",
    ],
    [
      "no finite bucket",
      (f) => {
        f.histograms.b2.bounds = [{ instance: "a", boundsSeconds: [] }];
      },
      "metric-b2",
      "no finite bucket",
    ],
    [
      "a scrape every 60 s",
      (f) => {
        f.scrapes = f.scrapes.map((s) => ({ ...s, intervalSeconds: 60 }));
      },
      "scrape-interval",
      "every 60 s",
    ],
    [
      "two vmagents",
      (f) => {
        f.vmagents = 2;
      },
      "vmagent",
      "2 vmagents",
    ],
    [
      "refused writes",
      (f) => {
        f.writes = { sent: 1, failed: 50, pendingBytes: 0 };
      },
      "vmagent",
      "refused than taken",
    ],
  ] satisfies [string, Parameters<typeof withMetrics>[0], (typeof checkCodes)[number], string][])(
    "%s",
    (_name, change, code, words) => {
      const facts = withMetrics(change);
      expect(notMet(facts)).toEqual([code]);
      const outcome = judgeChecks(facts)[code];
      expect(outcome.state).toBe("partly");
      expect(outcome.because).toContain(words);
    },
  );

  it("lets 300 values of a label be", () => {
    expect(
      notMet(
        withMetrics((f) => {
          f.histograms.http.values = [{ label: "route", count: 300 }];
        }),
      ),
    ).toEqual([]);
  });

  it("tells a histogram that vanished within a process from one that waits after a restart", () => {
    const gone = (startedAtMs: number) =>
      judgeChecks(
        withMetrics((f) => {
          f.histograms.b2.suffixes = [];
          f.histograms.b2.seenAtMs = nowMs - 3_600_000;
          f.scrapes = f.scrapes.map((scrape) => ({ ...scrape, startedAtMs }));
        }),
      )["metric-b2"].state;
    expect(gone(nowMs - 7_200_000)).toBe("not-yet");
    expect(gone(nowMs - 60_000)).toBe("quiet");
  });

  it("judges no histogram while the API is not scraped", () => {
    const outcomes = judgeChecks(
      withMetrics((f) => {
        f.scrapes = [];
        f.histograms.http.suffixes = [];
      }),
    );
    expect(outcomes["metric-http"].state).toBe("quiet");
    expect(outcomes["scrape-interval"].state).toBe("not-yet");
  });
});

describe("spans that are not the plan's are named", () => {
  it.each([
    [
      "a raw device token",
      (f) => {
        f.pushes.traces = changed(f.pushes.traces, "apns.send", { device_token_hash: "5f".repeat(32) });
      },
      "span-apns",
      "looks like the device token",
    ],
    [
      "no size on an upload",
      (f) => {
        f.uploads.traces = changed(f.uploads.traces, "b2.PutObject", { size_bytes: undefined });
      },
      "span-b2",
      "size_bytes missing",
    ],
    [
      "no retries on a task",
      (f) => {
        f.tasks.traces = changed(f.tasks.traces, "asynq.document:thumbnail", { retry_count: undefined });
      },
      "span-asynq",
      "retry_count missing",
    ],
    [
      "queries without SQL",
      (f) => {
        f.queries.traces = changed(f.queries.traces, "gorm.Query", { "db.statement": undefined });
      },
      "sql-text",
      "carry their SQL",
    ],
  ] satisfies [string, Parameters<typeof withTraces>[0], (typeof checkCodes)[number], string][])(
    "%s",
    (_name, change, code, words) => {
      const facts = withTraces(change);
      expect(notMet(facts)).toEqual([code]);
      expect(judgeChecks(facts)[code].because).toContain(words);
    },
  );

  it("a query that is a trace of its own", () => {
    const facts = withTraces((f) => {
      const query = f.queries.traces[0]?.spans.find(({ name }) => name === "gorm.Query");
      if (query)
        f.queries.traces = [
          ...f.queries.traces,
          { traceId: "c".repeat(32), spans: [{ ...query, parentSpanId: null }], warnings: [] },
        ];
    });
    expect(notMet(facts)).toEqual(["queries-in-requests"]);
    expect(judgeChecks(facts)["queries-in-requests"].because).toContain("1 of 4");
  });

  it("an upload whose spans do not stand below its service", () => {
    const facts = withTraces((f) => {
      f.uploads.traces = f.uploads.traces.map((trace) => ({
        ...trace,
        spans: trace.spans.filter(({ name }) => name !== "apns.send"),
      }));
    });
    expect(notMet(facts)).toEqual(["nested-request"]);
    expect(judgeChecks(facts)["nested-request"].because).toContain("apns.send");
  });

  it("spans whose parent got lost", () => {
    const facts = withTraces((f) => {
      f.recent.traces = f.recent.traces.map((trace) => ({
        ...trace,
        spans: trace.spans.filter(({ name }) => !name.startsWith("service.")),
      }));
    });
    expect(notMet(facts)).toEqual(["root-spans"]);
  });

  it("judges no upload where none happened", () => {
    const facts = allMet();
    if (facts.traces.state !== "ready" || facts.metrics.state !== "ready") throw new Error("ready");
    facts.traces.value.uploads = { traces: [], lookedBackMs: 6 * 3_600_000 };
    facts.metrics.value.histograms.b2.hourCount = 0;
    expect(judgeChecks(facts)["span-b2"].state).toBe("quiet");
    facts.metrics.value.histograms.b2.hourCount = 49;
    expect(judgeChecks(facts)["span-b2"].state).toBe("quiet");
    facts.metrics.value.histograms.b2.hourCount = 50;
    expect(judgeChecks(facts)["span-b2"].state).toBe("not-yet");
  });
});

describe("sampling", () => {
  const sampled = (requests: number, traced: number, environment: string | null) =>
    judgeChecks(allMet({ sampling: { state: "ready", sampledAtMs: nowMs, value: { requests, traced, environment } } }))
      .sampling.state;
  it.each([
    [400, 41, "production", "met"],
    [400, 400, "production", "partly"],
    [400, 4, "production", "partly"],
    [400, 0, "production", "not-yet"],
    [400, 398, "demo", "met"],
    [400, 41, "staging", "partly"],
    [10, 0, "production", "quiet"],
  ])("%i requests, %i traced, %s: %s", (requests, traced, environment, state) => {
    expect(sampled(requests, traced, environment)).toBe(state);
  });
});

describe("the stack around them", () => {
  const stack = (change: (stack: ReturnType<typeof stackMet>) => void) => {
    const facts = stackMet();
    change(facts);
    return judgeChecks(allMet({ stack: facts }));
  };
  it("names a container without its limit, and one that is not there", () => {
    expect(
      stack((s) => {
        const now = s.services[1]?.now;
        if (now) now.enforcedLimitBytes = null;
      })["stack-limits"].because,
    ).toContain("Jaeger");
    expect(
      stack((s) => {
        const now = s.services[1]?.now;
        if (now) now.enforcedLimitBytes = 512 * 1024 ** 2;
      })["stack-limits"].state,
    ).toBe("partly");
    expect(
      stack((s) => {
        s.services.pop();
      })["stack-limits"].because,
    ).toContain("Grafana");
    expect(
      stack((s) => {
        s.services = [];
      })["stack-limits"].state,
    ).toBe("unknown");
  });
  it("wants TLS of a public host, and none of a local one", () => {
    const host = (url: string) =>
      stack((s) => {
        s.hosts = [{ name: "obs", url, reached: true, detail: "answers 401", atMs: nowMs }];
      })["hosts-answer"].state;
    expect(host("http://obs.example.com")).toBe("partly");
    expect(host("http://127.0.0.1:8080")).toBe("met");
  });
  it("an open gate is not met, and one that is not asked is unknown", () => {
    expect(
      stack((s) => {
        s.gate.state = "bad";
      })["token-required"].state,
    ).toBe("not-yet");
    expect(
      stack((s) => {
        s.gate.state = "unknown";
      })["token-required"].state,
    ).toBe("unknown");
  });
  it("older metrics: kept, retired on purpose, or gone", () => {
    const legacy = (present: boolean | null, choice?: "kept" | "retired") =>
      judgeChecks(
        allMet({
          stack: {
            ...stackMet(),
            legacy: present === null ? null : { present, url: "http://api/metrics/legacy", atMs: nowMs },
          },
          decisions: choice
            ? { "legacy-metrics": { choice, reason: "moved to /metrics", by: "a@example.com", atMs: nowMs } }
            : {},
        }),
      )["legacy-metrics"].state;
    expect([legacy(true), legacy(false), legacy(null)]).toEqual(["met", "partly", "not-yet"]);
    expect([legacy(false, "retired"), legacy(null, "kept"), legacy(true, "retired")]).toEqual(["met", "met", "partly"]);
  });
  it("spans lost at the gate", () => {
    const loss = {
      publicId: "a",
      address: "10.0.0.1",
      agent: "otel",
      reason: "denied",
      lost: 3,
      lostBytes: 900,
      late: 0,
      firstAtMs: nowMs,
      lastAtMs: nowMs,
    };
    expect(
      stack((s) => {
        s.losses = [loss];
      })["exporter-losses"].because,
    ).toContain("3 pushes");
    expect(
      stack((s) => {
        s.losses = [{ ...loss, lost: 0, late: 3 }];
      })["exporter-losses"].state,
    ).toBe("met");
  });
});

describe("Grafana", () => {
  const grafana = (facts: RolloutFacts["grafana"]) => {
    const outcomes = judgeChecks(allMet({ grafana: facts }));
    return (["grafana-metrics", "grafana-traces", "red-dashboard"] as const).map((code) => outcomes[code].state);
  };
  const ready = (value: { metrics: string | null; traces: string | null; hasRedDashboard: boolean }) =>
    grafana({ state: "ready", value, sampledAtMs: nowMs });
  it("is met, lacks something, or is not asked", () => {
    expect(ready({ metrics: null, traces: null, hasRedDashboard: true })).toEqual(["met", "met", "met"]);
    expect(ready({ metrics: "victoriametrics: down", traces: null, hasRedDashboard: false })).toEqual([
      "not-yet",
      "met",
      "not-yet",
    ]);
    expect(grafana({ state: "empty", askedAtMs: nowMs })).toEqual(["unknown", "unknown", "unknown"]);
  });
});

it("a query whose request is still being written is no query of its own", () => {
  const facts = withTraces((f) => {
    const query = f.queries.traces[0]?.spans.find(({ name }) => name === "gorm.Query");
    if (query) f.queries.traces = [...f.queries.traces, { traceId: "d".repeat(32), spans: [query], warnings: [] }];
  });
  expect(notMet(facts)).toEqual([]);
});
