import { expect, it } from "vitest";
import { readGrafanaParams } from "./from-grafana";

const read = (raw: Record<string, string | string[] | undefined>) => readGrafanaParams(raw, 1_800_000_000_000);

it("takes the range and the one route that was chosen", () => {
  expect(read({ from: "now-6h", to: "now", "var-route": "/api/tasks/", "var-method": "GET" })).toEqual({
    range: "6h",
    route: "GET /api/tasks/",
  });
});

it("opens the on-call page where all, several or half of a route were chosen", () => {
  for (const raw of [
    {},
    { "var-route": "$__all", "var-method": "$__all" },
    { "var-route": ["/a/", "/b/"], "var-method": "GET" },
    { "var-route": "/a/" },
    { "var-method": "GET" },
  ]) {
    expect(read(raw)).toEqual({ range: "1h", route: null });
  }
});
