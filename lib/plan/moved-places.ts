/** One entry of what a move copies; deploy/places.conf says the same to migrate.sh, and a test holds the two equal. */
export type MovedPlace = {
  /** A store may be copied only while nothing writes to it, into an empty directory. */
  kind: "store" | "tree";
  name: string;
  /** Below the root of a box. */
  path: string;
  /** What of it stays: it is copied by an entry of its own, or belongs to its box. */
  left: readonly string[];
};

export const movedPlaces: readonly MovedPlace[] = [
  { kind: "store", name: "metrics", path: "opt/honeydue-obs/data/vm", left: [] },
  { kind: "store", name: "traces", path: "opt/honeydue-obs/data/jaeger", left: [] },
  { kind: "tree", name: "console", path: "opt/honeydue-obs/data/console", left: ["moves"] },
  { kind: "tree", name: "grafana", path: "opt/honeydue-obs/data/grafana", left: [] },
  { kind: "tree", name: "stack", path: "opt/honeydue-obs", left: ["data"] },
  { kind: "tree", name: "settings", path: "etc/honeydue-obs", left: ["forwarders"] },
  { kind: "tree", name: "deny", path: "var/lib/honeydue-obs/deny", left: [] },
  { kind: "tree", name: "certificates", path: "etc/letsencrypt/live/honeydue-obs", left: [] },
  { kind: "tree", name: "archive", path: "etc/letsencrypt/archive/honeydue-obs", left: [] },
  { kind: "tree", name: "renewal", path: "etc/letsencrypt/renewal/honeydue-obs.conf", left: [] },
];

/** The same of a stack that `npm start` runs, below its data directory; scripts/move/places.conf says it to migrate.sh. */
export const plainPlaces: readonly MovedPlace[] = [
  { kind: "store", name: "metrics", path: "victoria-metrics", left: [] },
  { kind: "store", name: "traces", path: "jaeger", left: [] },
  {
    kind: "tree",
    name: "console",
    path: ".",
    left: [
      "victoria-metrics",
      "victoria-metrics-scrape",
      "victoria-metrics-key",
      "jaeger",
      "vmagent",
      "moves",
      "move-marker",
      "start.env",
      "run.json",
      "logs",
      "gate",
    ],
  },
  { kind: "tree", name: "deny", path: "gate/deny", left: [] },
];

/** Whether an entry of the list copies this file. */
export function isMoved(file: string, places: readonly MovedPlace[] = movedPlaces): boolean {
  return places.some(({ path, left }) => {
    if (path !== "." && file !== path && !file.startsWith(`${path}/`)) return false;
    const below = path === "." ? file : file.slice(path.length + 1);
    return !left.some((name) => below === name || below.startsWith(`${name}/`));
  });
}
