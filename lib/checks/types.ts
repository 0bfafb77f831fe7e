import type Docker from "dockerode";
import type { StackHosts, StackPaths } from "@/lib/plan/stack";
import type { HostAnswer, HostQuestion } from "./ask-host";

/** Part of the deployment that an outcome is about; the order in which they are shown. */
export const checkPlaces = ["ingest", "hosts", "grafana", "stores", "limits", "network", "host"] as const;
export type CheckPlace = (typeof checkPlaces)[number];

type CheckState = "ok" | "failed" | "unknown";
export type Evidence = Record<string, string | number | boolean | null>;

export type Outcome = {
  code: string;
  state: CheckState;
  /** What it is about: a host, a service, a file. */
  subject: string;
  evidence: Evidence;
};

/** What a check may ask: the deployment as seen from its own host. */
export type Deployment = {
  hosts: StackHosts;
  /** Through the public hosts, by TLS. Throws `HostError`. */
  ask: (host: string, path: string, question?: HostQuestion) => Promise<HostAnswer>;
  /** A public host at port 80, without TLS. Throws `HostError`. */
  askPlain: (host: string, path: string) => Promise<HostAnswer>;
  /** A port on this host's loopback, by plain HTTP. Throws `HostError`. */
  askLocal: (port: number, path: string, question?: HostQuestion) => Promise<HostAnswer>;
  /** Like `askLocal`, at another address. */
  askAddress: (address: string, port: number, path: string, question?: HostQuestion) => Promise<HostAnswer>;
  /** Any URL elsewhere. Throws `HostError`. */
  askOutside: (url: string) => Promise<HostAnswer>;
  ports: { victoriametrics: number; jaeger: number; grafana: number; console: number };
  docker: Docker;
  /** Paths of the host's files as this process sees them, and as the host itself names them. */
  seen: StackPaths;
  named: StackPaths;
  procDir: string;
  cgroupRoot: string;
  /** Contents of a file as seen; null when it is not there. Throws when it cannot be read. */
  read: (file: string) => Promise<string | null>;
  /** Public URL of the API's health, an outside clock; null when it is not set. */
  apiHealthUrl: string | null;
  /** What the host's own time service says of the clock; null where there is none. */
  clockSynchronized: boolean | null;
  subnetPrefix: string;
  nowMs: () => number;
};

export type Check = {
  name: string;
  place: CheckPlace;
  title: string;
  run: (deployment: Deployment) => Promise<Outcome[]>;
};

export type CheckResult = { name: string; place: CheckPlace; title: string; durationMs: number; outcomes: Outcome[] };

export const ok = (subject: string, evidence: Evidence = {}): Outcome => ({
  code: "ok",
  state: "ok",
  subject,
  evidence,
});
export const failed = (code: string, subject: string, evidence: Evidence = {}): Outcome => ({
  code,
  state: "failed",
  subject,
  evidence,
});
export const unknown = (code: string, subject: string, evidence: Evidence = {}): Outcome => ({
  code,
  state: "unknown",
  subject,
  evidence,
});
