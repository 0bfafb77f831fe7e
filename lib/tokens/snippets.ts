import type { Scope } from "./types";

export type Snippet = { id: string; title: string; hint: string; text: string };

type Input = { token: string; scopes: readonly Scope[]; gateUrl: string | null };

/** What to paste where, with the token filled in; only what fits the token's scopes. */
export function snippetsOf({ token, scopes, gateUrl }: Input): Snippet[] {
  const base = gateUrl ?? "https://obs.example.com";
  const hasMetrics = scopes.includes("metrics:write");
  const hasTraces = scopes.includes("traces:write");
  const snippets: (Snippet | null)[] = [
    {
      id: "prod-env",
      title: "deploy/prod.env",
      hint: "The line that honeyDue's deployment reads.",
      text: `OBS_INGEST_TOKEN=${token}`,
    },
    {
      id: "kubectl",
      title: "Kubernetes Secret",
      hint: "Patches the Secret. vmagent reads its file again every second; pods with an environment variable need a restart.",
      text: `kubectl -n honeydue patch secret obs-ingest --type merge \\\n  -p '{"stringData":{"OBS_INGEST_TOKEN":"${token}"}}'`,
    },
    hasMetrics
      ? {
          id: "vmagent",
          title: "vmagent",
          hint: "The file is read again every second: replacing it rotates without a restart.",
          text:
            `(umask 077; printf %s '${token}' > /etc/vmagent/token)\n` +
            `vmagent -remoteWrite.url=${base}/api/v1/write \\\n  -remoteWrite.bearerTokenFile=/etc/vmagent/token`,
        }
      : null,
    hasTraces
      ? {
          id: "otlp",
          title: "OTLP environment",
          hint: "For any OpenTelemetry SDK, over HTTP.",
          text:
            `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${base}/v1/traces\n` +
            `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf\n` +
            // In this variable a space is written as %20.
            `OTEL_EXPORTER_OTLP_TRACES_HEADERS=authorization=Bearer%20${token}`,
        }
      : null,
    {
      id: "curl",
      title: "curl",
      hint: "Answers 400 or 204 when the gate lets it through, 401 or 403 when it does not. The token is read from stdin.",
      text:
        `printf 'header = "Authorization: Bearer %s"' '${token}' | \\\n` +
        `  curl -sS -o /dev/null -w '%{http_code}\\n' -K - -X POST ${base}${hasMetrics ? "/api/v1/write" : "/v1/traces"}`,
    },
  ];
  return snippets.filter((snippet) => snippet !== null);
}
