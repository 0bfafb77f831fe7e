import "server-only";
import { stat } from "node:fs/promises";
import { stack } from "@/lib/plan/stack";
import { HostError } from "../ask-host";
import { stackContainers } from "../stack-containers";
import { type Check, failed, type Outcome, ok, unknown } from "../types";

const privateFiles = (paths: { token: string; gateSecret: string; envFile: string; database: string }) =>
  [paths.token, paths.gateSecret, paths.envFile, paths.database] as const;

/** Files with secrets can be read by their owners only. */
export const fileModes: Check = {
  name: "file-modes",
  place: "host",
  title: "Files with secrets are closed to others",
  run: async ({ seen, named }) =>
    Promise.all(
      privateFiles(seen).map(async (file, index) => {
        const subject = privateFiles(named)[index] ?? file;
        const found = await stat(file).catch(() => null);
        if (!found) return failed("file-missing", subject);
        const mode = (found.mode & 0o777).toString(8);
        return (found.mode & 0o077) === 0 ? ok(subject, { mode }) : failed("file-open", subject, { mode });
      }),
    ),
};

/** The containers have no more rights than they need. */
export const hardening: Check = {
  name: "hardening",
  place: "host",
  title: "Containers run without rights",
  run: async ({ docker }) =>
    (await stackContainers(docker)).map(({ service, info }) => {
      const { Privileged, ReadonlyRootfs, CapDrop, SecurityOpt, NetworkMode } = info.HostConfig;
      const user = info.Config.User;
      const evidence = { user, readOnly: ReadonlyRootfs ?? false, network: NetworkMode ?? "" };
      const isRoot = user === "" || /^(0|root)(:|$)/.test(user);
      const isClosed =
        ReadonlyRootfs &&
        CapDrop?.includes("ALL") &&
        SecurityOpt?.some((word: string) => word.startsWith("no-new-privileges"));
      return Privileged || isRoot || !isClosed || NetworkMode === "host"
        ? failed("rights-too-wide", service, evidence)
        : ok(service, evidence);
    }),
};

/** Compares this host's clock with another machine's: samples with wrong times fall out of every window. */
export const clock: Check = {
  name: "clock",
  place: "host",
  title: "The clock is right",
  run: async ({ apiHealthUrl, askOutside, clockSynchronized, nowMs }) => {
    if (clockSynchronized === false) return [failed("clock-not-kept", "clock")];
    if (!apiHealthUrl) {
      return [clockSynchronized ? ok("clock", { synchronized: true }) : unknown("clock-no-reference", "clock")];
    }
    try {
      const before = nowMs();
      const { headers } = await askOutside(apiHealthUrl);
      const after = nowMs();
      const theirs = Date.parse(headers.date ?? "");
      if (Number.isNaN(theirs)) return [unknown("clock-no-reference", "clock")];
      // The header has whole seconds, rounded down.
      const offMs = theirs < before - 1000 ? before - 1000 - theirs : theirs > after ? theirs - after : 0;
      const evidence = { offSeconds: Math.round(offMs / 100) / 10, beside: new URL(apiHealthUrl).host };
      return [
        offMs / 1000 > stack.clockSkewMaxSeconds ? failed("clock-off", "clock", evidence) : ok("clock", evidence),
      ];
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return [unknown("clock-no-reference", "clock", { reason: error.code })];
    }
  },
};

/** The console's pages ask for a session; no public host leads to its internal port. */
export const consoleDoor: Check = {
  name: "console-door",
  place: "hosts",
  title: "The console asks for a session",
  run: async ({ ask, hosts }) => {
    const outcomes: Outcome[] = [];
    try {
      const health = await ask(hosts.console, "/api/health");
      outcomes.push(
        health.status === 200
          ? ok("/api/health", { status: 200 })
          : failed("console-broken", "/api/health", { status: health.status }),
      );
      for (const path of ["/api/overview?range=1h", "/api/tokens"]) {
        const { status } = await ask(hosts.console, path);
        outcomes.push(status === 401 ? ok(path, { status }) : failed("console-open", path, { status }));
      }
      for (const path of ["/ingest-auth", "/metrics"]) {
        const { status, text } = await ask(hosts.console, path);
        const isInternal = status === 204 || text.includes("obs_console_");
        outcomes.push(isInternal ? failed("internal-public", path, { status }) : ok(path, { status }));
      }
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      outcomes.push(failed("host-unreachable", hosts.console, { reason: error.code }));
    }
    return outcomes;
  },
};
