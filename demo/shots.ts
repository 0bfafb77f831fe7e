import type { Random } from "./random";

/** One request of the load. */
export type Shot = { method: string; path: string; headers: Record<string, string> };
type Kind = { weight: number; method: string; path: (id: number) => string; scanner?: boolean };

const api = (weight: number, method: string, path: (id: number) => string): Kind => ({ weight, method, path });
const scan = (weight: number, method: string, path: string): Kind => ({
  weight,
  method,
  path: () => path,
  scanner: true,
});

/** What clients ask for, by how often, scanners and careless clients included. */
const kinds: Kind[] = [
  api(24, "GET", () => "/api/tasks/"),
  api(17, "GET", () => "/api/residences/"),
  api(12, "GET", (id) => `/api/residences/${id}/`),
  api(9, "GET", () => "/api/notifications/"),
  api(8, "GET", () => "/api/notifications/unread/"),
  api(8, "POST", () => "/api/auth/login/"),
  api(7, "GET", () => "/api/documents/"),
  api(7, "POST", () => "/api/documents/"),
  api(5, "PATCH", (id) => `/api/tasks/${id}/`),
  api(4, "POST", () => "/api/tasks/"),
  api(2, "POST", () => "/api/notifications/test/"),
  api(1.2, "DELETE", (id) => `/api/documents/${id}/`),
  api(1, "POST", () => "/api/auth/logout/"),
  // The kubelet's probe.
  api(1, "GET", () => "/api/health/"),
  // No redirect: the trailing slash belongs to the route.
  api(0.6, "GET", () => "/api/residences"),
  api(0.4, "DELETE", (id) => `/api/residences/${id}/`),
  api(0.2, "OPTIONS", () => "/api/documents/"),
  scan(0.5, "GET", "/.env"),
  scan(0.4, "GET", "/wp-login.php"),
  scan(0.2, "HEAD", "/api/residences/"),
  scan(0.2, "PROPFIND", "/api/tasks/"),
  scan(0.1, "REPORT", "/"),
];
const totalWeight = kinds.reduce((total, { weight }) => total + weight, 0);

const apps = [
  "honeyDue/1.14.2 (iPhone; iOS 19.1)",
  "honeyDue/1.13.0 (iPhone; iOS 18.6)",
  "honeyDue/1.14.0 (Android 16)",
];

/** Draws the next request. `number` counts them from 1 and decides the request's fate in the API. */
export function drawShot(random: Random, number: number): Shot {
  let position = random.next() * totalWeight;
  const kind = kinds.find(({ weight }) => {
    position -= weight;
    return position < 0;
  });
  if (!kind) throw new Error("the weights of the load do not add up");
  const path = kind.path(random.integer(1, 40));
  const client = `203.0.113.${random.integer(1, 250)}`;
  const app = apps[random.integer(0, apps.length - 1)] ?? "";
  const headers: Record<string, string> = {
    "user-agent": kind.scanner ? "Mozilla/5.0 zgrab/0.x" : app,
    "x-forwarded-for": client,
    "x-demo-shot": String(number),
  };
  // A few clients trace themselves; Jaeger never sees their spans.
  if (random.chance(0.02)) headers.traceparent = `00-${hex(random, 4)}-${hex(random, 2)}-01`;
  return { method: kind.method, path, headers };
}

/** Random hex digits, eight for each of `words`. */
function hex(random: Random, words: number): string {
  const word = () =>
    random
      .integer(1, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, "0");
  return Array.from({ length: words }, word).join("");
}
