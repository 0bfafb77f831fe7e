import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import images from "@/deploy/images.json";

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), "utf8");

test("compose.yaml and the Dockerfile name the images of images.json", () => {
  const compose = read("compose.yaml");
  for (const name of ["victoria-metrics", "jaeger", "grafana", "nginx"] as const) {
    expect(compose).toContain(`image: ${images[name]}\n`);
  }
  expect(read("Dockerfile")).toContain(`ARG NODE_IMAGE=${images.node}\n`);
});
