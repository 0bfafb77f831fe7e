import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Counter, Gauge, type Registry } from "prom-client";

const pageBytes = 4096;
const startedEpochSeconds = Date.now() / 1000 - process.uptime();

/** client_golang's process collector: real figures of this process, the `/proc` ones on Linux only, as there. */
export function registerProcessMetrics(registry: Registry): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge("process_resident_memory_bytes", "Resident memory size in bytes.", () => process.memoryUsage.rss());
  gauge("process_start_time_seconds", "Start time since unix epoch in seconds.", () => startedEpochSeconds);
  if (!existsSync("/proc/self/statm")) return;
  gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", () => {
    const [pages = ""] = readFileSync("/proc/self/statm", "utf8").split(" ");
    return Number(pages) * pageBytes;
  });
  gauge("process_virtual_memory_max_bytes", "Maximum amount of virtual memory in bytes.", () => 2 ** 64);
  gauge("process_open_fds", "Number of open file descriptors.", () => readdirSync("/proc/self/fd").length);
  gauge("process_max_fds", "Maximum number of open file descriptors.", () => {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return Number(limit ?? 2 ** 64);
  });
  counter("process_network_receive_bytes_total", "Number of bytes received over the network.", () =>
    octets("InOctets"),
  );
  counter("process_network_transmit_bytes_total", "Number of bytes sent over the network.", () => octets("OutOctets"));
}

/** A field of IpExt, which /proc/self/net/netstat gives as a line of names above a line of values. */
function octets(field: "InOctets" | "OutOctets"): number {
  const [names = [], values = []] = readFileSync("/proc/self/net/netstat", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("IpExt:"))
    .map((line) => line.split(" "));
  return Number(values[names.indexOf(field)]);
}
