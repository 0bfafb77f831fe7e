import type { FindingCode } from "../diagnosis/codes";
import { podLogs } from "./commands";
import type { RunbookOf } from "./types";

type RequestCode = Extract<
  FindingCode,
  | "database-slow"
  | `b2-${string}`
  | `push-${string}`
  | `jobs-${string}`
  | `requests-${string}`
  | `route-${string}`
  | "queue-paused"
>;

/** Findings about requests and jobs. */
export const requestRunbooks: Record<RequestCode, RunbookOf> = {
  "database-slow": () => ({
    title: "The database is slow",
    means: "Queries take longer than usual, and the routes that use it with them.",
    steps: [
      { text: "The database page names the table and operation with most of the time. Open its slowest trace." },
      {
        text: "What runs now, and what does it wait for?",
        command:
          'psql "$DATABASE_URL" -c "select pid, state, wait_event_type, now() - query_start as runs, left(query, 80) from pg_stat_activity where state <> \'idle\' order by runs desc limit 10"',
      },
      { text: "One statement many times in one request is N+1: the board ranks it by wasted time." },
    ],
    see: ["database", "n-plus-one", "compare"],
  }),
  "b2-failing": (values) => ({
    title: "Uploads to B2 fail",
    means: "Documents cannot be stored, and their requests fail with them. Reading what is stored is another matter.",
    steps: [
      { text: "The B2 page has the message and a trace of each kind of failure." },
      {
        text: "Is it Backblaze?",
        command: "curl -s https://status.backblaze.com/api/v2/status.json | jq -r .status.description",
      },
      podLogs(values, "api"),
    ],
    see: ["b2", "traces"],
  }),
  "b2-slow": () => ({
    title: "Uploads to B2 are slow",
    means: "Slow is not failed: the uploads arrive, and their requests wait for them.",
    steps: [
      { text: "Compare sizes first: larger documents take longer, and the B2 page shows both." },
      { text: "The same for all pods? Then it is the way to B2, else the pod's node." },
    ],
    see: ["b2", "pods", "compare"],
  }),
  "push-failing": (values) => ({
    title: "Pushes fail",
    means: "Notifications do not arrive. Requests answer all the same: a push is not waited for by users.",
    steps: [
      {
        text: "The push page counts the reasons. BadDeviceToken of all is the wrong environment, sandbox or production.",
      },
      {
        text: "InvalidProviderToken or 403: the APNs key or its clock.",
        command: `kubectl -n ${values.namespace} get secret -o name | grep -iE 'apns|fcm'`,
      },
    ],
    see: ["push", "traces"],
  }),
  "push-slow": () => ({
    title: "Pushes are slow",
    means: "Apple or Google answers late. What sends them waits; users rarely do.",
    steps: [
      { text: "See on the push page whether one service or both." },
      { text: "Both: look at the cluster's egress. One: at that service's status page." },
    ],
    see: ["push"],
  }),
  "jobs-stuck": (values) => ({
    title: "Jobs are stuck",
    means:
      "Tasks wait and none is worked on. Thumbnails, mails and reminders do not happen until it is mended; nothing is lost.",
    steps: [
      { text: "Is a worker there?", command: `kubectl -n ${values.namespace} get pods | grep -iE 'worker|api'` },
      { text: "Is Redis?", command: `kubectl -n ${values.namespace} exec deploy/redis -- redis-cli ping` },
      podLogs(values, "worker"),
    ],
    see: ["jobs"],
  }),
  "jobs-failing": (values) => ({
    title: "Jobs fail",
    means: "Tasks are tried again with growing pauses, then archived. What is archived stays until somebody runs it.",
    steps: [
      { text: "The jobs page names the task type and a trace of a failed try." },
      podLogs(values, "worker"),
      { text: "After mending: run what was archived.", command: "asynq task runall --queue=default --state=archived" },
    ],
    see: ["jobs", "traces"],
  }),
  "jobs-late": () => ({
    title: "Jobs are late",
    means: "More comes in than is worked on. The page says when the queue would be empty, or that it never will.",
    steps: [
      { text: "One long task type? The jobs page shows their durations." },
      { text: "Otherwise raise the worker's concurrency, or its replicas." },
    ],
    see: ["jobs"],
  }),
  "jobs-unknown": (values) => ({
    title: "asynq says nothing",
    means: "Its series vanished while the API goes on: Redis may be down. Whether jobs are done is unknown, not fine.",
    steps: [
      { text: "Is Redis there?", command: `kubectl -n ${values.namespace} exec deploy/redis -- redis-cli ping` },
      podLogs(values, "api"),
    ],
    see: ["jobs"],
  }),
  "requests-failing": (values) => ({
    title: "Requests fail",
    means: "More requests answer 5xx than chance explains, over several routes.",
    steps: [
      { text: "Open the newest failed trace: the deepest span with an error is where it began." },
      {
        text: "Since a deploy? Compare before and after, and take it back if so.",
        command: `kubectl -n ${values.namespace} rollout undo deploy/api`,
      },
      podLogs(values, "api"),
    ],
    see: ["traces", "compare", "pods"],
  }),
  "route-failing": (values) => ({
    title: "A route fails",
    means: "One route answers 5xx; the others do not.",
    steps: [
      { text: "Open the route from the verdict, then its newest failed trace." },
      {
        text: "See what the API logged at that time.",
        command: `kubectl -n ${values.namespace} logs deploy/api --since 10m | grep -i error | tail -20`,
      },
    ],
    see: ["traces", "compare"],
  }),
  "route-slow": () => ({
    title: "A route is slow",
    means: "More of its requests than one in twenty take longer than its limit.",
    steps: [
      { text: "Open the route: its anatomy says which layer takes the time." },
      { text: "Open its slowest trace, and compare with an hour ago." },
      { text: "The limit is wrong for this route? Set its own in the settings." },
    ],
    see: ["traces", "n-plus-one", "settings"],
  }),
  "requests-slow": () => ({
    title: "Requests are slow",
    means: "Several routes at once, so it is what they share: the database, a pod, the host.",
    steps: [
      { text: "Look at the lanes first: a slow dependency is named before the routes it slows." },
      { text: "One pod or all? The pods page tells." },
    ],
    see: ["pods", "database", "compare"],
  }),
  "route-errors-few": () => ({
    title: "A few errors that could be chance",
    means: "Too few to be evidence. They are shown so that nobody is surprised, and they change no state.",
    steps: [{ text: "Open one of the failed traces if you have the time." }],
    see: ["traces"],
  }),
  "queue-paused": () => ({
    title: "A queue is paused",
    means: "Somebody paused it: its tasks wait on purpose. Nothing is broken.",
    steps: [{ text: "Still wanted? If not, let it go on.", command: "asynq queue unpause <its name>" }],
    see: ["jobs"],
  }),
};
