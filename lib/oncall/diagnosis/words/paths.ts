import type { Finding } from "../types";
import { age, count, duration, has, lost, number, over, room, subjectOf, text, type Writers } from "./read";
import { refusalWords } from "./refusals";

const answer = (finding: Finding) => (has(finding, "answer") ? ` ${text(finding, "answer")}` : "");

type PathCode =
  | "metrics-store-unreachable"
  | "metrics-store-too-busy"
  | "metrics-store-read-only"
  | "metrics-store-refuses"
  | "traces-store-unreachable"
  | "traces-store-refuses"
  | "gate-down"
  | "gate-fails"
  | "gate-open"
  | "gate-log-silent"
  | "metrics-refused"
  | "traces-refused"
  | "vmagent-gone"
  | "vmagent-drops"
  | "vmagent-catches-up"
  | "metrics-path-silent"
  | "exporter-silent"
  | "traces-path-silent"
  | "clock-off"
  | "waiting-for-scrape";

const waiting: Record<string, string> = {
  first: "Waiting for the first scrape",
  "no-target": "vmagent runs and has not scraped the API yet",
  "other-job": "Waiting for a scrape of the API under its own job",
  none: "No scrape of the API has arrived within the last hour",
};

/** What is said of the two paths and of the programs on them. */
export const pathWriters: Writers<PathCode> = {
  "metrics-store-unreachable": (finding) => ({
    headline:
      finding.reason === "late"
        ? "Rate, errors and latency unknown: VictoriaMetrics has not answered yet"
        : "Rate, errors and latency unknown: VictoriaMetrics does not answer",
    holds: `Traces, the probe, tokens and the budget do not depend on it.${answer(finding)}`,
    toDo: "See whether its container runs and has memory left, then its log.",
  }),
  "metrics-store-too-busy": (finding) => ({
    headline:
      finding.reason === "too-heavy"
        ? "Rate, errors and latency unknown: VictoriaMetrics refuses the question as too heavy"
        : "Rate, errors and latency unknown: VictoriaMetrics is too slow to answer",
    holds: `It answers simple questions, so data still arrives.${answer(finding)}`,
    toDo: "Close dashboards with long ranges, and look for a metric whose series have multiplied.",
  }),
  "metrics-store-read-only": (finding) => ({
    headline: "Metrics storage is read-only: its disk is full",
    holds: `What is stored can still be read.${room(finding)}`,
    toDo: "Free disk space on its data mount. It takes writes again by itself.",
  }),
  "metrics-store-refuses": (finding) => ({
    headline: `Metrics arrive at the gate, and VictoriaMetrics answers them with ${number(finding, "status")}`,
    holds: `The token and the gate are well.${room(finding)}`,
    toDo: "See whether VictoriaMetrics runs, then its log.",
  }),
  "traces-store-unreachable": (finding) => ({
    headline:
      finding.reason === "late"
        ? "Traces unknown: Jaeger has not answered yet"
        : "Traces unknown: Jaeger does not answer",
    holds: `Metrics and the probe do not depend on it.${answer(finding)}`,
    toDo: "See whether its container runs and has memory left, then its log.",
  }),
  "traces-store-refuses": (finding) => ({
    headline: has(finding, "status")
      ? `Traces arrive at the gate, and Jaeger answers them with ${number(finding, "status")}`
      : "Jaeger refuses spans",
    holds: `The token and the gate are well.${lost(finding)}`,
    toDo: "See whether Jaeger runs and has memory and swap left; a lower sampling ratio takes load off it.",
  }),
  "gate-down": (finding) => ({
    headline: "The gate is down: metrics and traces end there",
    holds: `vmagent keeps metrics and delivers them later; spans are dropped at once.${answer(finding)}`,
    toDo: "See whether nginx runs, then its error log.",
  }),
  "gate-fails": (finding) => ({
    headline: `The gate answers with ${number(finding, "status")}: metrics and traces end there`,
    holds: "vmagent keeps metrics and delivers them later; spans are dropped.",
    toDo: "Look at nginx's error log, and test its configuration with nginx -t.",
  }),
  "gate-open": () => ({
    headline: "The gate takes writes without a token: anyone can push",
    holds: "Data still arrives.",
    toDo: "Put back the gate's configuration at once, and reload nginx.",
  }),
  "gate-log-silent": () => ({
    headline: "The gate's log does not reach the console: refused pushes would go unseen",
    holds: "The gate itself answers.",
    toDo: "Check that OBS_GATE_LOG names the file that nginx writes, and that the console may read it.",
  }),
  "metrics-refused": (finding) => ({
    headline: `Metrics refused at the gate: ${refusalWords(finding)}`,
    holds: `The gate is up.${room(finding)}`,
    toDo: "Give vmagent a token that works, in the file that it reads; it needs no restart.",
  }),
  "traces-refused": (finding) => ({
    headline: `Traces refused at the gate: ${refusalWords(finding)}`,
    holds: `The gate is up; requests are served as before.${lost(finding)}`,
    toDo: "Give the API's exporter a token that works. What is refused is dropped at once.",
  }),
  "vmagent-gone": () => ({
    headline: "Metrics path down: nothing arrives from vmagent, so the figures end",
    holds: "The gate and VictoriaMetrics are well; the probe and the traces still tell of the API.",
    toDo: "See whether vmagent runs, then its log: it names the address that it cannot reach.",
  }),
  "vmagent-drops": (finding) => ({
    headline: `vmagent throws samples away ${over(finding, "dropped")}`,
    holds: "What it delivers is right, but incomplete.",
    toDo: "Give its queue more disk, or find why VictoriaMetrics calls blocks bad in vmagent's log.",
  }),
  "vmagent-catches-up": (finding) => ({
    headline: `vmagent delivers a backlog: its figures are ${age(number(finding, "behind"))} behind`,
    holds: "Nothing of it is lost; the present is seen when the backlog is through.",
    toDo: "Wait. If it does not shrink, look at how busy VictoriaMetrics is.",
  }),
  "metrics-path-silent": () => ({
    headline: "Metrics path silent: no sample arrives, so the figures end",
    holds: "The probe and the traces still tell of the API.",
    toDo: "See whether vmagent runs and what it says of its pushes in its log.",
  }),
  "exporter-silent": (finding) => ({
    headline: "The API sends no traces: its exporter is silent",
    holds: `The gate and Jaeger are well; requests are served. About ${count(number(finding, "due"), "trace")} should have come ${over(finding, "due")}.`,
    toDo: "Look for export errors in the API's log, and at its OTLP settings.",
  }),
  "traces-path-silent": () => ({
    headline: "Traces path silent: requests go on and no span arrives",
    holds: "Metrics still tell of the API.",
    toDo: "Look for export errors in the API's log.",
  }),
  "clock-off": (finding) => ({
    headline: `The clock of ${subjectOf(finding)} is ${duration(number(finding, "offset"))} ${finding.reason ?? "off"}`,
    holds: "Its data arrives, at times that are not true.",
    toDo: "Set that host's clock by NTP. Until then charts and ages of its data are shifted.",
  }),
  "waiting-for-scrape": (finding) => ({
    headline: waiting[finding.reason ?? ""] ?? "Waiting for a scrape",
    holds: "Nothing is judged by metrics before one has arrived.",
    toDo: "Point vmagent at the API's /metrics and at this gate; the tokens page has the settings to copy.",
  }),
};
