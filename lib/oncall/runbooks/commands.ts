import type { RunbookStep, RunbookValues } from "./types";

/** Steps that several runbooks share, filled with this stack's own values. */
export const compose = ({ home }: RunbookValues, rest: string) => `docker compose --project-directory ${home} ${rest}`;

export const logsOf = (values: RunbookValues, service: string): RunbookStep => ({
  text: `Read what ${service} said last.`,
  command: compose(values, `logs --tail 100 ${service}`),
});

export const restartOf = (values: RunbookValues, service: string): RunbookStep => ({
  text: "Restart it. Its data stays on disk.",
  command: compose(values, `restart ${service}`),
});

export const podLogs = ({ namespace }: RunbookValues, what: string): RunbookStep => ({
  text: `Read what ${what} said last.`,
  command: `kubectl -n ${namespace} logs deploy/${what} --tail 100`,
});

export const refusalsInLog = ({ gateLog }: RunbookValues): RunbookStep => ({
  text: "See whom the gate refuses, and why.",
  command: `tail -n 2000 ${gateLog} | jq -r 'select(.refusal != "") | [.refusal, .token, .scope, .address] | @tsv' | sort | uniq -c | sort -rn | head`,
});

export const askGate = ({ ingestUrl }: RunbookValues): RunbookStep => ({
  text: "Ask the gate as an outsider. 401 is right: it is up and wants a token.",
  command: `curl -s -o /dev/null -w '%{http_code}\\n' -X POST ${ingestUrl}/api/v1/write`,
});
