import { formatBytes } from "@/lib/format/bytes";
import { serviceBudgets } from "@/lib/plan/budget";
import { glossary } from "@/lib/plan/reference";
import { servicePlans, stack, stackHosts, stackPaths, stackServices } from "@/lib/plan/stack";
import type { Row } from "./stack-tables";

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** What the deployed stack is made of, by lib/plan: the same figures that compose, installer and budget use. */
export function stackRows(): { services: Row[]; hosts: Row[]; files: Row[]; words: Row[] } {
  const services = stackServices.map((name) => {
    const { title, memoryBytes, swapBytes, ports } = servicePlans[name];
    const swap = swapBytes > 0 ? ` and ${formatBytes(swapBytes)} swap` : "";
    const where = ports.map(
      ({ title: what, containerPort, hostPort }) =>
        `${hostPort === null ? `:${containerPort} inside` : `127.0.0.1:${hostPort}`} ${what}`,
    );
    return { id: `service-${name}`, name: title, value: `${formatBytes(memoryBytes)}${swap}`, note: where.join(", ") };
  });
  const disks = Object.entries(serviceBudgets).map(([name, { title, diskCapBytes }]) => ({
    id: `disk-${name}`,
    name: `${title}, disk`,
    value: formatBytes(diskCapBytes),
    note:
      name === "victoriametrics"
        ? `kept ${stack.retention.metrics}`
        : name === "jaeger"
          ? `kept ${stack.retention.traces}; not enforced by badger`
          : "",
  }));
  const hosts = Object.entries(stackHosts()).map(([name, host]) => ({
    id: `host-${name}`,
    name,
    value: host,
    note: "",
  }));
  const files = Object.entries(stackPaths()).flatMap(([name, place]) =>
    (Array.isArray(place) ? place : [place]).map((file) => ({ id: `file-${slug(file)}`, name, value: file, note: "" })),
  );
  const words = glossary.map(([term, meaning]) => ({ id: `word-${slug(term)}`, name: term, value: meaning, note: "" }));
  return { services: [...services, ...disks], hosts, files, words };
}
