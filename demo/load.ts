import { Agent, request } from "node:http";
import type { World } from "./work";

type Shot = { weight: number; method: string; path: (id: number) => string };

/** What clients ask for, by how often, scanners and careless clients included. */
const shots: Shot[] = [
  { weight: 24, method: "GET", path: () => "/api/tasks/" },
  { weight: 18, method: "GET", path: () => "/api/residences/" },
  { weight: 12, method: "GET", path: (id) => `/api/residences/${id}/` },
  { weight: 10, method: "GET", path: () => "/api/notifications/" },
  { weight: 8, method: "GET", path: () => "/api/notifications/unread/" },
  { weight: 8, method: "POST", path: () => "/api/auth/login/" },
  { weight: 7, method: "GET", path: () => "/api/documents/" },
  { weight: 7, method: "POST", path: () => "/api/documents/" },
  { weight: 6, method: "PATCH", path: (id) => `/api/tasks/${id}/` },
  { weight: 1, method: "GET", path: () => "/.env" },
  { weight: 0.6, method: "GET", path: () => "/api/residences" },
  { weight: 0.4, method: "DELETE", path: (id) => `/api/residences/${id}/` },
  { weight: 0.2, method: "PROPFIND", path: () => "/api/tasks/" },
];
const totalWeight = shots.reduce((total, { weight }) => total + weight, 0);

/** The shot whose share of the total weight holds `position`. */
function pickShot(position: number): Shot | undefined {
  let end = 0;
  return shots.find(({ weight }) => {
    end += weight;
    return position < end;
  });
}

/** Sends real requests to the API at random moments, about `requestsPerSecond` of them; returns what stops it. */
export function startLoad({ config, random }: World): () => void {
  if (config.requestsPerSecond === 0) return () => {};
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let timer: NodeJS.Timeout;
  const send = () => {
    const shot = pickShot(random.next() * totalWeight);
    if (shot) {
      const options = {
        host: "127.0.0.1",
        port: config.port,
        method: shot.method,
        path: shot.path(random.integer(1, 40)),
        agent,
      };
      const sent = request({ ...options, headers: { "user-agent": "honeydue-ios/3.2" } }, (response) =>
        response.resume(),
      );
      // An API that is down is a fault somebody switched on.
      sent.on("error", () => {});
      sent.end();
    }
    schedule();
  };
  // Exponential gaps: arrivals as independent clients make them.
  const schedule = () => {
    timer = setTimeout(send, (-Math.log(1 - random.next()) * 1000) / config.requestsPerSecond);
  };
  schedule();
  return () => {
    clearTimeout(timer);
    agent.destroy();
  };
}
