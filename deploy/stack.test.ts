import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import images from "@/deploy/images.json";
import { servicePlans } from "@/lib/plan/stack";

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), "utf8");

test("compose.yaml and the Dockerfile name the images of images.json", () => {
  const compose = read("compose.yaml");
  for (const name of ["victoria-metrics", "jaeger", "grafana", "nginx"] as const) {
    expect(compose).toContain(`image: ${images[name]}\n`);
  }
  expect(read("Dockerfile")).toContain(`ARG NODE_IMAGE=${images.node}\n`);
});

test("the demo beside it names the same images and the plan's users", () => {
  const demo = read("compose.demo.yaml");
  expect(demo).toContain(`image: ${images.nginx}\n`);
  expect(demo).toContain(`image: ${images.vmagent}\n`);
  const { victoriametrics, jaeger, grafana, console: own } = servicePlans;
  expect(demo).toContain(`user: "${own.uid}:${own.gid}"\n`);
  // Plain Node, which runs it in the image, cannot import the plan.
  const owners = `{ victoriametrics: ${victoriametrics.uid}, jaeger: ${jaeger.uid}, grafana: ${grafana.uid}, console: ${own.uid} }`;
  expect(read("../scripts/image/prepare-demo.mjs")).toContain(`const owners = ${owners};`);
});
