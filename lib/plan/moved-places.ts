/** One entry of what a move copies. deploy/places.conf is the same list for migrate.sh; a test keeps the two equal. */
export type MovedPlace = {
  /** A store may be copied only while nothing writes to it, into an empty directory. */
  kind: "store" | "tree";
  name: string;
  /** Relative to the root of the machine. */
  path: string;
  /** What is left out of it: it has an entry of its own, or belongs to its machine. */
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

/**
 * The same for a stack that `npm start` runs, relative to its data directory; migrate.sh reads it from
 * scripts/move/places.conf.
 */
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
