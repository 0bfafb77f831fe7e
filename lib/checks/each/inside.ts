import "server-only";
import { PassThrough } from "node:stream";
import { z } from "zod";
import { stack } from "@/lib/plan/stack";
import { stackContainers } from "../stack-containers";
import { type Check, failed, ok, unknown } from "../types";

/** Tries to connect to each target; prints { name: "open" | why not }. Runs in the console's image, on Node alone. */
const program = `
const net = require("node:net");
const targets = JSON.parse(process.argv[1]);
Promise.all(targets.map(({ name, host, port }) => new Promise((resolve) => {
  const socket = net.connect({ host, port, timeout: 3000 });
  const end = (word) => { socket.destroy(); resolve([name, word]); };
  socket.on("connect", () => end("open"));
  socket.on("timeout", () => end("ETIMEDOUT"));
  socket.on("error", (error) => end(error.code || "error"));
}))).then((all) => console.log(JSON.stringify(Object.fromEntries(all))));
`;

const answerSchema = z.record(z.string(), z.string());

/**
 * What one of the stores could reach, tried from a short-lived container in their network: the console's internal port
 * and each other; neither the console's pages nor the host nor the outside.
 */
export const insideStores: Check = {
  name: "inside",
  place: "network",
  title: "The stores reach each other, and nothing else",
  run: async ({ docker, hosts, subnetPrefix, ports }) => {
    const own = await stackContainers(docker);
    const image = own.find(({ service }) => service === "console")?.info.Config.Image;
    if (!image) return [unknown("container-missing", "console")];
    const targets = [
      { name: "internal port", host: "console", port: 3101 },
      { name: "VictoriaMetrics", host: "victoriametrics", port: 8428 },
      { name: "console's pages", host: "console", port: 3100 },
      { name: "console's pages by address", host: `${subnetPrefix}.2`, port: 3100 },
      { name: "Docker", host: `${subnetPrefix}.34`, port: 2375 },
      { name: "this host", host: `${subnetPrefix}.17`, port: 443 },
      { name: "this host's loopback", host: `${subnetPrefix}.17`, port: ports.victoriametrics },
      { name: "the outside", host: hosts.console, port: 443 },
      // An address that answers on port 53 and 443 wherever there is an Internet.
      { name: "the Internet", host: "1.1.1.1", port: 443 },
    ];
    const output = new PassThrough();
    let text = "";
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    const create = {
      Entrypoint: ["node", "-e"],
      Tty: true,
      HostConfig: {
        NetworkMode: `${stack.project}_stores`,
        AutoRemove: true,
        Memory: 64 * 1024 * 1024,
        CapDrop: ["ALL"],
      },
      Env: ["NODE_OPTIONS="],
    };
    await docker.run(image, [program, JSON.stringify(targets)], output, create);
    const parsed = answerSchema.safeParse(JSON.parse(text.slice(text.indexOf("{"))));
    if (!parsed.success) return [unknown("inside-unreadable", "stores")];
    const wanted = new Set(["internal port", "VictoriaMetrics"]);
    return targets.map(({ name }) => {
      const answer = parsed.data[name] ?? "no answer";
      if (wanted.has(name)) return answer === "open" ? ok(name) : failed("inside-closed", name, { answer });
      if (answer !== "open") return ok(name, { answer });
      return failed(name.startsWith("console") ? "console-open-inside" : "stores-reach-outside", name, { answer });
    });
  },
};

/** The console's Docker proxy allows five paths, none of which shows settings or changes anything. */
export const dockerProxy: Check = {
  name: "docker-proxy",
  place: "network",
  title: "The door to Docker is read-only and narrow",
  run: async ({ docker, askAddress }) => {
    const own = await stackContainers(docker);
    const proxy = own.find(({ service }) => service === "docker-proxy")?.info;
    const address = Object.values(proxy?.NetworkSettings.Networks ?? {})[0]?.IPAddress;
    const target = own.find(({ service }) => service === "console")?.info.Id ?? "x";
    if (!address) return [failed("docker-proxy-away", "docker-proxy")];
    const ask = (path: string, method: "GET" | "POST" | "DELETE" = "GET") =>
      askAddress(address, 2375, path, { method }).then(
        ({ status }) => status,
        () => 0,
      );
    const open = await ask("/containers/json");
    if (open !== 200) return [failed("docker-proxy-away", "docker-proxy", { status: open })];
    const forbidden = [
      ["GET", `/containers/${target}/json`],
      ["GET", `/v1.41/containers/${target}/logs?stdout=1`],
      ["GET", `/containers/${target}/archive?path=/data`],
      ["GET", `/containers/${target}/x/../json`],
      ["GET", "/images/json"],
      ["POST", `/containers/${target}/restart`],
      ["POST", "/containers/create"],
      ["DELETE", `/containers/${target}`],
    ] as const;
    const outcomes = [];
    for (const [method, path] of forbidden) {
      const status = await ask(path, method);
      // Anything but the proxy's own refusal came from the engine.
      const subject = `${method} ${path.replace(target, "{id}")}`;
      outcomes.push(
        status === 403 || status === 400
          ? ok(subject, { status })
          : failed("docker-proxy-too-wide", subject, { status }),
      );
    }
    return outcomes;
  },
};
