import "server-only";
import images from "@/deploy/images.json";
import { stack } from "@/lib/plan/stack";
import { stackContainers } from "../stack-containers";
import { type Check, failed, ok, unknown } from "../types";

/** Periods in hours: "30d", "168h", "168h0m0s". */
function hoursOf(text: string): number | null {
  const match = /^(\d+)(h|d|w)(?:0m)?(?:0s)?$/.exec(text);
  const unit = { h: 1, d: 24, w: 168 }[match?.[2] ?? ""];
  return match && unit ? Number(match[1]) * unit : null;
}

export const retention: Check = {
  name: "retention",
  place: "stores",
  title: "Metrics are kept for 30 days, traces for 7",
  run: async ({ askLocal, ports, read, seen, named }) => {
    const { text } = await askLocal(ports.victoriametrics, "/metrics");
    const flag = /^flag\{name="retentionPeriod", value="([^"]*)"/m.exec(text)?.[1];
    const planned = stack.retention;
    const metrics =
      flag === undefined
        ? unknown("retention-unknown", "VictoriaMetrics")
        : hoursOf(flag) === hoursOf(planned.metrics)
          ? ok("VictoriaMetrics", { retention: flag })
          : failed("retention-differs", "VictoriaMetrics", { retention: flag, planned: planned.metrics });
    // Jaeger does not report it; the file is what it was started with.
    const config = await read(`${seen.home}/jaeger/config.yaml`);
    const ttl = /^\s*spans:\s*"?([0-9a-z]+)"?\s*$/m.exec(config ?? "")?.[1];
    const traces =
      ttl === undefined
        ? unknown("retention-unknown", "Jaeger", { file: `${named.home}/jaeger/config.yaml` })
        : hoursOf(ttl) === hoursOf(planned.traces)
          ? ok("Jaeger", { retention: ttl })
          : failed("retention-differs", "Jaeger", { retention: ttl, planned: planned.traces });
    return [metrics, traces];
  },
};

/** What deletes or copies everything needs the key, on the loopback too: any program of the host could ask. */
export const adminPaths: Check = {
  name: "admin-paths",
  place: "stores",
  title: "VictoriaMetrics deletes nothing without its key",
  run: async ({ askLocal, ports }) => {
    const paths = [
      "/api/v1/admin/tsdb/delete_series?match[]=obs_no_such_series",
      "/snapshot/list",
      "/internal/force_flush",
      "/internal/resetRollupResultCache",
      "/flags",
    ];
    return Promise.all(
      paths.map(async (path) => {
        const { status } = await askLocal(ports.victoriametrics, path, { method: "POST" });
        const subject = path.split("?")[0] ?? path;
        return status === 401 || status === 403
          ? ok(subject, { status })
          : failed("store-unprotected", subject, { status });
      }),
    );
  },
};

const pinned: Record<string, string> = {
  victoriametrics: images["victoria-metrics"],
  jaeger: images.jaeger,
  grafana: images.grafana,
  "docker-proxy": images.nginx,
};

export const versions: Check = {
  name: "versions",
  place: "stores",
  title: "The versions are those that were tested together",
  run: async ({ docker }) =>
    (await stackContainers(docker)).map(({ service, info }) => {
      const runs = info.Config.Image.replace(/@sha256:.*/, "");
      const planned = pinned[service];
      if (planned === undefined) return ok(service, { image: runs });
      return runs === planned
        ? ok(service, { image: runs })
        : failed("version-differs", service, { image: runs, planned });
    }),
};
