import type { FindingCode } from "../diagnosis/codes";
import { askGate, logsOf, podLogs, refusalsInLog } from "./commands";
import type { RunbookOf } from "./types";

type PathCode = Extract<
  FindingCode,
  | `gate-${string}`
  | "metrics-refused"
  | "traces-refused"
  | `vmagent-${string}`
  | "metrics-path-silent"
  | "exporter-silent"
  | "traces-path-silent"
  | "clock-off"
>;

/** The way from the API to the stores: the gate, vmagent, the exporter. */
export const pathRunbooks: Record<PathCode, RunbookOf> = {
  "gate-down": (values) => ({
    title: "The gate is down",
    means:
      "Both paths end at the edge. Metrics wait at vmagent; spans are lost from the first minute on. The API itself is not affected.",
    steps: [
      askGate(values),
      {
        text: "See whether nginx runs and what it says of its configuration.",
        command: "systemctl status nginx --no-pager; sudo nginx -t",
      },
      {
        text: "An expired certificate closes the gate as well.",
        command: `curl -sv ${values.ingestUrl} 2>&1 | grep -E 'expire|SSL'`,
      },
      { text: "Start it again.", command: "sudo systemctl restart nginx" },
    ],
    see: ["on-call", "tokens"],
  }),
  "gate-fails": (values) => ({
    title: "The gate answers with errors",
    means: "nginx runs, but what stands behind it does not: the console's own port, VictoriaMetrics or Jaeger.",
    steps: [
      askGate(values),
      { text: "See which upstream it misses.", command: "sudo tail -n 50 /var/log/nginx/error.log" },
      logsOf(values, "console"),
    ],
    see: ["on-call", "budget"],
  }),
  "gate-open": (values) => ({
    title: "The gate takes writes without a token",
    means: "Anybody can push metrics. Nothing is broken yet, and it must be closed now.",
    steps: [
      askGate(values),
      {
        text: "Find the location that lacks auth_request.",
        command: "sudo nginx -T 2>/dev/null | grep -nE 'server_name|location|auth_request|proxy_pass'",
      },
      {
        text: "Install the vhost of this release again, then reload.",
        command: `sudo ${values.home}/source/deploy/install.sh && sudo nginx -s reload`,
      },
    ],
    see: ["tokens", "rollout"],
  }),
  "gate-log-silent": (values) => ({
    title: "The gate's log says nothing",
    means:
      "Pushes may be fine, but who sends what cannot be told: the console's own request does not show up in the log.",
    steps: [
      { text: "See whether lines arrive.", command: `tail -n 3 ${values.gateLog}` },
      {
        text: "A full disk or a rotation without a reload stops the log.",
        command: `df -h $(dirname ${values.gateLog}); sudo nginx -s reopen`,
      },
      { text: "The console must be able to read it.", command: `ls -l ${values.gateLog}` },
    ],
    see: ["tokens"],
  }),
  "metrics-refused": (values) => ({
    title: "Metrics are refused at the gate",
    means:
      "vmagent keeps trying and keeps what it cannot send, so nothing is lost until its disk is full. Figures end where the refusals began.",
    steps: [
      { text: "The tokens page names the token and the reason. Ended on purpose? Then give vmagent a new one." },
      refusalsInLog(values),
      {
        text: "Put the new token into vmagent's Secret. It is read again every second: no restart.",
        command: `npm run -s token -- create --name k3s-vmagent --scope metrics:write --k8s | kubectl -n ${values.namespace} apply -f -`,
      },
    ],
    see: ["tokens", "audit"],
  }),
  "traces-refused": (values) => ({
    title: "Traces are refused at the gate",
    means: "An exporter drops a batch at once on 401: these spans are lost for good. Metrics are not affected.",
    steps: [
      { text: "The tokens page names the token, since when, and who ended it." },
      refusalsInLog(values),
      {
        text: "Disabled by mistake? Enable it there: it works again within a second. Revoked is final: issue a new one.",
      },
      { text: "Tell the API its new token.", command: `kubectl -n ${values.namespace} rollout restart deploy/api` },
    ],
    see: ["tokens", "audit"],
  }),
  "vmagent-gone": (values) => ({
    title: "vmagent is gone",
    means: "No metrics arrive, so rates and errors end where it stopped. Traces and the probe still tell of the API.",
    steps: [
      { text: "See whether it runs.", command: `kubectl -n ${values.namespace} get pods -l app=vmagent -o wide` },
      { text: "See why not.", command: `kubectl -n ${values.namespace} describe pod -l app=vmagent | tail -30` },
      podLogs(values, "vmagent"),
      {
        text: "Restart it. Its queue is on disk.",
        command: `kubectl -n ${values.namespace} rollout restart deploy/vmagent`,
      },
    ],
    see: ["on-call", "tokens"],
  }),
  "vmagent-drops": (values) => ({
    title: "vmagent drops metrics",
    means: "Its queue is full: the oldest samples are thrown away to make room. There will be a gap in the charts.",
    steps: [
      { text: "Mend what keeps it from writing first: the verdict names it." },
      {
        text: "See how full the queue is.",
        command: `kubectl -n ${values.namespace} exec deploy/vmagent -- wget -qO- localhost:8429/metrics | grep -E 'pending_data_bytes|bytes_dropped'`,
      },
    ],
    see: ["on-call", "budget"],
  }),
  "vmagent-catches-up": (values) => ({
    title: "vmagent sends what waited",
    means: "After an outage it sends the oldest first, so the newest figures come last. Nothing is lost.",
    steps: [
      { text: "Wait: the page says how much is left." },
      {
        text: "Or watch it.",
        command: `kubectl -n ${values.namespace} exec deploy/vmagent -- wget -qO- localhost:8429/metrics | grep pending_data_bytes`,
      },
    ],
    see: ["on-call"],
  }),
  "metrics-path-silent": (values) => ({
    title: "No metrics arrive, and nobody says why",
    means:
      "The gate is up and refuses nobody, yet no push of metrics comes. The break lies between the cluster and the gate.",
    steps: [
      askGate(values),
      {
        text: "Ask the gate from inside the cluster: DNS, egress policy or TLS.",
        command: `kubectl -n ${values.namespace} exec deploy/vmagent -- wget -S -qO- ${values.ingestUrl}/api/v1/write 2>&1 | head -5`,
      },
      podLogs(values, "vmagent"),
    ],
    see: ["tokens", "on-call"],
  }),
  "exporter-silent": (values) => ({
    title: "The API sends no spans",
    means:
      "The gate refuses none, and none arrives: the API has traffic but its exporter is off or cannot reach the gate. Metrics are not affected.",
    steps: [
      podLogs(values, "api"),
      {
        text: "See whether the exporter is set up.",
        command: `kubectl -n ${values.namespace} get deploy api -o yaml | grep -A1 -E 'OTEL|OBS_'`,
      },
      { text: "Compare with the plan's step 2: the rollout page shows the lines to paste." },
    ],
    see: ["rollout", "tokens"],
  }),
  "traces-path-silent": (values) => ({
    title: "No spans arrive",
    means:
      "Newest spans are old, and what the gate's log knows does not say why. The API is judged by metrics and the probe meanwhile.",
    steps: [
      {
        text: "Ask Jaeger for its newest span.",
        command: `curl -s '${values.jaegerUrl}/api/traces?service=honeydue-api&limit=1' | jq '.data[0].spans[0].startTime'`,
      },
      refusalsInLog(values),
      podLogs(values, "api"),
    ],
    see: ["traces", "tokens"],
  }),
  "clock-off": () => ({
    title: "A clock is wrong",
    means:
      "Times that the sender stamps differ from the receiver's by more than a minute: figures and spans land in the wrong place.",
    steps: [
      {
        text: "On the host that the verdict names: is time kept by the network?",
        command: "timedatectl; chronyc tracking 2>/dev/null || timedatectl timesync-status",
      },
      {
        text: "Set it right. Data that came before keeps its wrong times.",
        command: "sudo systemctl restart systemd-timesyncd",
      },
    ],
    see: ["on-call", "pods"],
  }),
};
