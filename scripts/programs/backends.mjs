/** @typedef {"victoria-metrics" | "vmagent" | "jaeger" | "nginx"} BackendName */

const victoriaMetrics = "github.com/VictoriaMetrics/VictoriaMetrics/app";

/**
 * The programs beside the console, at the versions that its tests run. `go` says how the Go toolchain makes it.
 * @type {Record<BackendName, { version: string, go?: { install: string } | { build: string, moduleDir: string, duration: string } }>}
 */
export const backends = {
  "victoria-metrics": { version: "v1.150.0", go: { install: `${victoriaMetrics}/victoria-metrics@v1.150.0` } },
  vmagent: { version: "v1.150.0", go: { install: `${victoriaMetrics}/vmagent@v1.150.0` } },
  // v1.76.0 of the Go module is Jaeger 2.13.0.
  jaeger: {
    version: "v2.13.0",
    go: { build: "github.com/jaegertracing/jaeger/cmd/jaeger", moduleDir: "tools/jaeger", duration: "3 to 4 min" },
  },
  nginx: { version: "" },
};

/** In the order in which they are worth obtaining: the quick ones first. */
export const backendNames = /** @type {BackendName[]} */ (["nginx", "victoria-metrics", "vmagent", "jaeger"]);
