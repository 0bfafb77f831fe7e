import { expect, test } from "vitest";
import { launchOf } from "./launch-of.mjs";

const options = { args: ["-a"], dirs: [], env: { KEY: "v" }, entrypoint: "nginx", containerName: "one" };

test("a binary gets the arguments and variables as they are", () => {
  expect(launchOf({ name: "nginx", via: "path", command: "/usr/sbin/nginx" }, options)).toEqual({
    command: "/usr/sbin/nginx",
    args: ["-a"],
    env: { KEY: "v" },
  });
});

test("an image runs on the host's network as this user, removed when it ends", () => {
  const { command, args } = launchOf({ name: "nginx", via: "docker", docker: "docker", image: "nginx:1" }, options);
  const user = `${process.getuid?.()}:${process.getgid?.()}`;
  const run = `run --rm --name one --network host --user ${user} -e KEY=v --entrypoint nginx nginx:1 -a`;
  expect([command, args.join(" ")]).toEqual(["docker", run]);
});
