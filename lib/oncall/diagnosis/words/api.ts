import type { Finding } from "../types";
import { count, has, number, over, subjectOf, text, type Writers } from "./read";

type ApiCode =
  | "api-down"
  | "api-unreachable"
  | "api-gone"
  | "api-not-scraped"
  | "api-unknown"
  | "pods-down"
  | "pod-restarts"
  | "several-processes"
  | "pod-outlier"
  | "no-traffic"
  | "only-own-probes";

/** What was asked and what came back, as far as somebody asked. */
function downBecause(finding: Finding): string {
  const probe = has(finding, "probe-status")
    ? `Its health URL answers ${number(finding, "probe-status")}.`
    : text(finding, "probe");
  const scrapes: Record<string, string> = {
    dead: "vmagent cannot scrape it either.",
    gone: "vmagent finds no pod of it.",
    silent: "No scrape speaks for it.",
  };
  const spans = has(finding, "spans") ? " Spans came until recently." : "";
  return `${[probe, scrapes[text(finding, "scrape")]].filter(Boolean).join(" ")}${spans}`;
}

/** What is said of the API itself, its pods and its traffic. */
export const apiWriters: Writers<ApiCode> = {
  "api-down": (finding) => ({
    headline: "API down",
    holds: downBecause(finding),
    toDo: "Look at the pods and their logs; what changed just before is under What changed.",
  }),
  "api-unreachable": (finding) => ({
    headline: has(finding, "probe-status")
      ? `Users cannot reach the API: its health URL answers ${number(finding, "probe-status")}`
      : "Users cannot reach the API: its health URL does not answer",
    holds: `vmagent still scrapes it inside the cluster. ${text(finding, "probe")}`.trim(),
    toDo: "Look at what stands before the API: DNS, certificate, ingress.",
  }),
  "api-gone": (finding) => ({
    headline:
      finding.reason === "answers"
        ? "The API answers its health URL, and vmagent finds no pod of it"
        : "API gone: vmagent finds no pod of it",
    holds: "vmagent itself works. Figures of the API end.",
    toDo: "Look at the pods, then at vmagent's service discovery.",
  }),
  "api-not-scraped": () => ({
    headline: "The API answers its health URL, and not vmagent's scrapes",
    holds: "Users are served. Figures of the API end.",
    toDo: "Ask its /metrics by hand: it hangs, fails, or takes longer than the scrape waits.",
  }),
  "api-unknown": () => ({
    headline: "Cannot tell whether the API is up",
    holds: "Nothing speaks for it or against it.",
    toDo: "Set API_HEALTH_URL, so that the console asks it from outside.",
  }),
  "pods-down": (finding) => ({
    headline: `${number(finding, "down")} of ${count(number(finding, "pods"), "pod")} down: ${text(finding, "names")}`,
    holds: "The others serve.",
    toDo: "Look at the logs of those pods.",
  }),
  "pod-restarts": (finding) => ({
    headline: `${subjectOf(finding)} restarts again and again: ${count(number(finding, "starts"), "start")} within minutes`,
    holds: "It answers in between.",
    toDo: "Look at why it ended: its log, and the kernel's for out of memory.",
  }),
  "several-processes": (finding) => ({
    headline: `Several processes behind one target: ${subjectOf(finding)} answers as ${number(finding, "processes")}`,
    holds: "Its counters cannot be told apart, so none of its figures are shown.",
    toDo: "Let vmagent scrape each pod, and not a service that stands before several.",
  }),
  "pod-outlier": (finding) => ({
    headline: `One bad pod: ${subjectOf(finding)}, ${finding.evidence.map(({ value }) => value).join(", ")}`,
    holds: "The other pods serve as usual.",
    toDo: "Compare it with the others on the pods page; replacing it is the quick way.",
  }),
  "no-traffic": (finding) => ({
    headline: `No requests ${over(finding, "requests")}`,
    holds: "The API is up.",
    toDo: "See whether clients reach it: DNS, certificate, ingress.",
  }),
  "only-own-probes": () => ({
    headline: "Idle: no traffic but health checks",
    holds: "The API is up; of its routes nothing is known now.",
    toDo: "Nothing, if that is expected at this hour.",
  }),
};
