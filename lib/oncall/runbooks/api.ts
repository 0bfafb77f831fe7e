import type { FindingCode } from "../diagnosis/codes";
import { podLogs } from "./commands";
import type { RunbookOf } from "./types";

type ApiCode = Extract<
  FindingCode,
  | `api-${string}`
  | "pods-down"
  | "pod-restarts"
  | "pod-outlier"
  | "several-processes"
  | "waiting-for-scrape"
  | "no-traffic"
  | "only-own-probes"
>;

/** The API's processes: up, down, partly up, or unknown. */
export const apiRunbooks: Record<ApiCode, RunbookOf> = {
  "api-down": (values) => ({
    title: "The API is down",
    means: "Its health URL fails and its pods are not scraped. Users get errors now.",
    steps: [
      {
        text: "Ask it yourself.",
        command: `curl -s -m 5 -o /dev/null -w '%{http_code} %{time_total}s\\n' ${values.healthUrl}`,
      },
      {
        text: "See the pods, newest restart first.",
        command: `kubectl -n ${values.namespace} get pods -l app=api -o wide`,
      },
      podLogs(values, "api"),
      { text: "Down since a deploy? Take it back.", command: `kubectl -n ${values.namespace} rollout undo deploy/api` },
    ],
    see: ["on-call", "pods", "compare"],
  }),
  "api-unreachable": (values) => ({
    title: "The API cannot be reached from outside",
    means: "Its pods run and are scraped, but the probe gets no answer: ingress, DNS or TLS, not the program.",
    steps: [
      { text: "See where it ends.", command: `curl -sv -m 5 ${values.healthUrl} 2>&1 | tail -20` },
      { text: "See ingress and service.", command: `kubectl -n ${values.namespace} get ingress,svc,endpoints` },
    ],
    see: ["on-call", "pods"],
  }),
  "api-gone": (values) => ({
    title: "vmagent finds no pod of the API",
    means:
      "The probe answers, so the API runs: discovery looks in the wrong place, or a policy hides the pods. Rates are unknown until then.",
    steps: [
      {
        text: "See what vmagent discovers.",
        command: `kubectl -n ${values.namespace} exec deploy/vmagent -- wget -qO- localhost:8429/api/v1/targets | head -c 2000`,
      },
      {
        text: "Compare with the pods' labels and port.",
        command: `kubectl -n ${values.namespace} get pods --show-labels`,
      },
    ],
    see: ["rollout", "pods"],
  }),
  "api-not-scraped": (values) => ({
    title: "/metrics of the API hangs or fails",
    means: "The API answers its users. Only its figures are missing.",
    steps: [
      {
        text: "Ask for them as vmagent does.",
        command: `kubectl -n ${values.namespace} exec deploy/vmagent -- wget -T 5 -qO- http://api:8000/metrics | head -5`,
      },
      {
        text: "A scrape that takes longer than its interval: too many series in one process, or a collector that waits for Redis.",
      },
      podLogs(values, "vmagent"),
    ],
    see: ["pods", "rollout"],
  }),
  "api-unknown": (values) => ({
    title: "Cannot tell whether the API is up",
    means:
      "No witness speaks: no scrape, no span, no probe. Nothing here is green, and nothing says that users suffer.",
    steps: [
      { text: "Ask the API yourself.", command: `curl -s -m 5 -o /dev/null -w '%{http_code}\\n' ${values.healthUrl}` },
      {
        text: "Set API_HEALTH_URL, so that this console can ask as well: it is the witness that depends on nothing else.",
      },
    ],
    see: ["on-call", "settings"],
  }),
  "pods-down": (values) => ({
    title: "Some pods of the API are down",
    means: "The others carry the load. Users may see single errors while connections move.",
    steps: [
      {
        text: "See which, and why.",
        command: `kubectl -n ${values.namespace} get pods -l app=api -o wide; kubectl -n ${values.namespace} get events --sort-by=.lastTimestamp | tail -20`,
      },
      {
        text: "Read the last lines of the one that restarts.",
        command: `kubectl -n ${values.namespace} logs -l app=api --previous --tail 50`,
      },
    ],
    see: ["pods"],
  }),
  "pod-restarts": (values) => ({
    title: "A pod restarts again and again",
    means: "Each restart loses the requests in flight, and its counters begin at zero.",
    steps: [
      {
        text: "Why did it end?",
        command: `kubectl -n ${values.namespace} describe pod -l app=api | grep -A5 'Last State'`,
      },
      {
        text: "OOMKilled: its memory limit. Error: its log before the end.",
        command: `kubectl -n ${values.namespace} logs -l app=api --previous --tail 50`,
      },
    ],
    see: ["pods", "compare"],
  }),
  "pod-outlier": (values) => ({
    title: "One pod is worse than the others",
    means: "The same code on the same load, so it is its node, its connections or its memory. The others serve.",
    steps: [
      { text: "The pods page shows what it has too much of: errors, latency, files or goroutines." },
      {
        text: "Take it out of the way; a new one comes.",
        command: `kubectl -n ${values.namespace} delete pod <its name>`,
      },
    ],
    see: ["pods"],
  }),
  "several-processes": (values) => ({
    title: "Several processes behind one target",
    means: "One address answers with the counters of different processes by turns, so every rate from it is wrong.",
    steps: [
      {
        text: "vmagent must scrape pods, not the Service.",
        command: `kubectl -n ${values.namespace} exec deploy/vmagent -- wget -qO- localhost:8429/api/v1/targets | head -c 2000`,
      },
    ],
    see: ["rollout", "pods"],
  }),
  "waiting-for-scrape": () => ({
    title: "Waiting for the first scrape",
    means: "The console or a store has just started. Nothing is judged before there is evidence.",
    steps: [
      { text: "Wait for two scrapes, half a minute by the plan's interval." },
      { text: "If it lasts, the strip of hops shows where the path ends." },
    ],
    see: ["on-call"],
  }),
  "no-traffic": (values) => ({
    title: "No requests",
    means:
      "The API answers, and nobody asks it. At night that can be right; by day something in front of it turns people away.",
    steps: [
      {
        text: "Ask it as its users do.",
        command: `curl -s -m 5 -o /dev/null -w '%{http_code} %{time_total}s\\n' ${values.healthUrl}`,
      },
      { text: "Compare with the same hour a week ago." },
    ],
    see: ["compare", "on-call"],
  }),
  "only-own-probes": () => ({
    title: "Only the console's own requests arrive",
    means: "The API is up and idle: rates of almost nothing say nothing about users.",
    steps: [{ text: "Compare with the same hour a week ago. By day, look at DNS and the app's release." }],
    see: ["compare"],
  }),
};
