import { apiJob } from "@/lib/plan/contract";

export const manyRoutes = 1000;
const statuses = "200 201 204 301 302 304 400 401 403 404 405 409 410 413 422 500 501 502 503 504".split(" ");
const bounds = ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"];
/**
 * How many of the 20 statuses each route answers with: 28,000 series. All of them on every route are 280,000, which the
 * plan's 256 MB cannot hold: a look then ran into the 3 s timeout, and VictoriaMetrics grew to 1.2 GB (measured).
 */
const statusesOfEach = 2;

/** What one scrape of an API with 1,000 routes brings, as text; `step` counts the scrapes. */
export function scrapeOfManyRoutes(atMs: number, step: number): string {
  const lines: string[] = [`up{job="${apiJob}",instance="pod-1:8000"} 1 ${atMs}`];
  for (let route = 0; route < manyRoutes; route += 1) {
    for (let nth = 0; nth < statusesOfEach; nth += 1) {
      const status = statuses[(route + nth * 7) % statuses.length];
      const labels = `method="GET",route="/api/r${route}/:id/",status="${status}"`;
      const count = step * (1 + (route % 5));
      bounds.forEach((le, index) => {
        const below = Math.round((count * (index + 1)) / bounds.length);
        lines.push(`http_request_duration_seconds_bucket{${labels},le="${le}"} ${below} ${atMs}`);
      });
      lines.push(`http_request_duration_seconds_count{${labels}} ${count} ${atMs}`);
      lines.push(`http_request_duration_seconds_sum{${labels}} ${count * 0.2} ${atMs}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
