/**
 * The rooms of lib/ by floor, lowest first; a room imports only from lower floors, or from rooms before it on its own.
 * `lib/rooms.test.ts` holds every import to this order, types included.
 */
export const floors = [
  { name: "ground", rooms: ["measured", "format", "ranges", "stats", "plan", "actor"] },
  { name: "runtime", rooms: ["runtime", "secrets", "db"] },
  { name: "wire", rooms: ["upstream", "web", "links"] },
  { name: "clients", rooms: ["victoriametrics", "jaeger", "docker", "grafana"] },
  { name: "keepers", rooms: ["audit", "notify", "auth", "settings"] },
  { name: "sources", rooms: ["red", "usual", "charts", "resources", "gate"] },
  {
    name: "subjects",
    rooms: ["traces", "dependencies", "pods", "routes", "tokens", "budget", "triggers", "timeline", "checks", "health"],
  },
  { name: "whole", rooms: ["oncall", "compare", "rollout", "migration"] },
  { name: "records", rooms: ["history", "capsule", "report"] },
] as const;
