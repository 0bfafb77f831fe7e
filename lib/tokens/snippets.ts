import { cluster } from "@/lib/plan/cluster";
import type { Scope } from "@/lib/plan/scopes";
import { tellsDeploys } from "./types";

export type Snippet = { id: string; title: string; hint: string; text: string };

type Input = {
  token: string;
  scopes: readonly Scope[];
  gateUrl: string | null;
  /** Where this console is reached, for what is sent to it. */
  consoleUrl: string;
};

/** What to paste where, with the token filled in; only what fits the token's scopes. */
export function snippetsOf({ token, scopes, gateUrl, consoleUrl }: Input): Snippet[] {
  if (tellsDeploys(scopes)) return deploySnippets(token, consoleUrl);
  const base = gateUrl ?? "https://obs.example.com";
  const hasMetrics = scopes.includes("metrics:write");
  const hasTraces = scopes.includes("traces:write");
  const snippets: (Snippet | null)[] = [
    {
      id: "prod-env",
      title: "deploy/prod.env",
      hint: "The line that honeyDue's deployment reads.",
      text: `${cluster.secretKey}=${token}`,
    },
    {
      id: "kubectl",
      title: "Kubernetes Secret",
      hint: "Patches the Secret of deploy/k3s. Kubernetes hands the new file to the pods within about a minute; no restart.",
      text:
        `kubectl -n ${cluster.namespace} patch secret ${cluster.secretName} --type merge \\\n` +
        `  -p '{"stringData":{"${cluster.secretKey}":"${token}"}}'`,
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

/**
 * For CI: report a deploy once it is done. The token never appears on a command line, where others on the host could
 * see it.
 */
function deploySnippets(token: string, consoleUrl: string): Snippet[] {
  const url = `${consoleUrl}/api/deploys`;
  return [
    {
      id: "deploy-curl",
      title: "curl",
      hint: "After the rollout. Only version is needed; telling the same twice is one deploy. The token is read from stdin.",
      text:
        `printf 'header = "Authorization: Bearer %s"' '${token}' | \\\n` +
        `  curl -sS --fail-with-body --retry 3 -K - -H 'Content-Type: application/json' \\\n` +
        `  -d '{"version":"v1.4.2","environment":"production","by":"me"}' \\\n  ${url}`,
    },
    {
      id: "deploy-github-secret",
      title: "GitHub secret",
      hint: "Stores the token as a secret of the repository, for the step beside.",
      text: `printf %s '${token}' | gh secret set OBS_DEPLOY_TOKEN`,
    },
    {
      id: "deploy-github",
      title: "GitHub Actions step",
      hint: "After the step that deploys. It never fails the job: a deploy is a deploy without it too.",
      text: githubStep(url),
    },
  ];
}

const githubStep = (url: string) => `- name: Tell the console of the deploy
  continue-on-error: true
  env:
    OBS_DEPLOY_TOKEN: \${{ secrets.OBS_DEPLOY_TOKEN }}
    IDEMPOTENCY_KEY: \${{ github.run_id }}-\${{ github.run_attempt }}
    VERSION: \${{ github.ref_name }}
    RUN_URL: \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}
  run: |
    jq -n --arg version "$VERSION" --arg commit "$GITHUB_SHA" --arg url "$RUN_URL" --arg by "$GITHUB_ACTOR" \\
      '{version: $version, commit: $commit, url: $url, by: $by}' > deploy.json
    printf 'header = "Authorization: Bearer %s"' "$OBS_DEPLOY_TOKEN" |
      curl -sS --fail-with-body --retry 3 -K - -H 'Content-Type: application/json' \\
        -H "Idempotency-Key: $IDEMPOTENCY_KEY" -d @deploy.json ${url}`;
