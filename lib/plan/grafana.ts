/**
 * UIDs that provisioning pins; links and panels depend on them, and a query with an unknown one comes back empty,
 * without an error.
 */
export const dataSources = {
  metrics: { type: "prometheus", uid: "victoriametrics" },
  traces: { type: "jaeger", uid: "jaeger" },
} as const;

/** The dashboards, their variables and the numbers of their panels: what a link can lead to. */
export const dashboards = {
  red: {
    uid: "honeydue-red",
    variables: ["route", "method", "status"],
    panels: {
      rate: 1,
      errors: 2,
      latency: 3,
      routes: 4,
      rateByRoute: 5,
      errorsByRoute: 6,
      p95ByRoute: 7,
      spread: 8,
      time: 9,
      pods: 10,
      errorsByPod: 11,
      p95ByPod: 12,
      rateByPod: 13,
    },
  },
  dependencies: {
    uid: "honeydue-dependencies",
    variables: [],
    panels: {
      databaseRate: 1,
      databaseLatency: 2,
      tables: 3,
      slowTables: 4,
      b2Rate: 5,
      b2Latency: 6,
      b2Failures: 7,
      pushRate: 8,
      pushLatency: 9,
      apnsFailures: 10,
      tries: 11,
      backlog: 12,
      oldestWait: 13,
    },
  },
  stack: {
    uid: "honeydue-stack",
    variables: [],
    panels: {
      budget: 1,
      memory: 2,
      swap: 3,
      disk: 4,
      hostMemory: 5,
      hostDisk: 6,
      kills: 7,
      tokens: 8,
      accepted: 9,
      refused: 10,
      asking: 11,
      queue: 12,
      dropped: 13,
      pushes: 14,
      samples: 15,
      activeSeries: 16,
      slowQueries: 17,
      spans: 18,
      questions: 19,
    },
  },
} as const;

export type DashboardName = keyof typeof dashboards;
/** A panel of a dashboard, with the variables that a link sets. */
export type PanelTarget = {
  [Name in DashboardName]: {
    dashboard: Name;
    panel: PanelName<Name>;
    variables?: Partial<Record<VariableName<Name>, string | undefined>>;
  };
}[DashboardName];
type PanelName<Name extends DashboardName> = keyof (typeof dashboards)[Name]["panels"];
export type VariableName<Name extends DashboardName> = (typeof dashboards)[Name]["variables"][number];
