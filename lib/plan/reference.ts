/**
 * The plan's quick reference: which question is answered where (plan.md, "what shows up where"), and what answers it
 * when that place is down.
 */
export const referenceRows = [
  {
    code: "up",
    question: "Is the API up right now? Latency? Errors?",
    place: "on-call",
    program: "red-dashboard",
    otherwise: "With VictoriaMetrics down: the probe and the newest spans, on the same page.",
  },
  {
    code: "slow-request",
    question: "Why is this specific request slow?",
    place: "traces",
    program: "jaeger",
    otherwise: "With Jaeger down: the route's page, by metrics, and traces that were kept.",
  },
  {
    code: "what-it-did",
    question: "What did the slow part of that request actually do: which SQL, which B2 PUT?",
    place: "traces",
    program: "jaeger",
    otherwise: "With Jaeger down: the database and B2 pages, by metrics.",
  },
  {
    code: "jobs",
    question: "Background jobs: throughput and queue depth?",
    place: "jobs",
    program: "dependencies-dashboard",
    otherwise: "With VictoriaMetrics down: spans of task types on the same page.",
  },
  {
    code: "stdout",
    question: "What did the app print to stdout 5 minutes ago?",
    place: "dozzle",
    program: "dozzle",
    otherwise: "With Dozzle down: kubectl logs.",
  },
  {
    code: "app-error",
    question: "What error did the app log?",
    place: "dozzle",
    program: "dozzle",
    otherwise: "Failed requests on on-call carry their error's message.",
  },
  {
    code: "who-pushes",
    question: "Who sends data here, with which token, and is anything refused?",
    place: "tokens",
    program: "stack-dashboard",
    otherwise: "With the console down: the gate's log on the VPS.",
  },
  {
    code: "fits",
    question: "Does the stack keep within 768 MB and its disks?",
    place: "budget",
    program: "stack-dashboard",
    otherwise: "With the console down: docker stats on the VPS.",
  },
  {
    code: "move",
    question: "Is it time to move to another box?",
    place: "triggers",
    program: "stack-dashboard",
    otherwise: "free -g and journalctl -k on the VPS.",
  },
] as const;
export type ReferenceRow = (typeof referenceRows)[number];

/** "Call it out, don't fix": what one box for two stacks means. */
export const blastRadius =
  "One kernel panic on 88oakappsUpdate loses PostHog and this stack at once. At the present scale that is fine; the third migration trigger is for the day it is not.";

/** Words of this console that are not everybody's. */
export const glossary: readonly [term: string, meaning: string][] = [
  ["RED", "Rate, errors and duration of requests: the three figures of the on-call page."],
  ["Scrape", "vmagent reads a pod's /metrics, every 15 s by the plan."],
  ["Remote write", "vmagent pushes what it scraped through the gate to VictoriaMetrics."],
  ["Gate", "nginx on the obs host: it lets in who has a token, and asks the console about it."],
  ["Span, trace", "One unit of work, and all of one request together."],
  ["Lane", "One dependency of the API: database, B2, push, jobs."],
  ["Cardinality", "How many series a metric has: one per combination of label values."],
  ["Dwell", "How long something must last before it counts."],
  ["Working set", "Memory that cannot be taken back without harm: what the kernel's limit is about."],
  ["Tombstone", "A deny file of a revoked token: it outlives the database, so no backup revives the token."],
  ["Canary", "A request of the console's own that proves a path."],
  ["Capsule", "An incident frozen into one file."],
];
