import { PerformanceObserver } from "node:perf_hooks";
import { Counter, Gauge, type Registry, Summary } from "prom-client";

type Memory = { heapUsed: number; heapTotal: number; rss: number; external: number };

/** Go's runtime metrics, fed with what Node has in their place; figures that Node lacks are Go's usual constants. */
export function registerGoMetrics(registry: Registry): void {
  const registers = [registry];
  const collections = observeCollections(registers);
  const memory = rememberBriefly(() => process.memoryUsage(), 100);
  // Node does not count allocations: each collection is taken to have freed what its heap held above this.
  const allocated = () => memory().heapUsed + collections.count * 2 ** 20;
  for (const [name, { help, read }] of Object.entries(gauges(memory, collections))) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
  const counters: Record<string, () => number> = {
    go_memstats_alloc_bytes_total: allocated,
    go_memstats_mallocs_total: () => Math.round(allocated() / 96),
    go_memstats_frees_total: () => Math.round((allocated() - memory().heapUsed) / 96),
  };
  for (const [name, read] of Object.entries(counters)) {
    let highest = 0;
    new Counter({
      name,
      help: "Allocations until now.",
      registers,
      collect() {
        highest = Math.max(highest, read());
        this.reset();
        this.inc(highest);
      },
    });
  }
  const labelNames = ["version"] as const;
  const info = new Gauge({ name: "go_info", help: "Information about the Go environment.", labelNames, registers });
  info.set({ version: "go1.26.8" }, 1);
}

function gauges(memory: () => Memory, collections: { lastEpochSeconds: number }) {
  const gauge = (help: string, read: () => number) => ({ help, read });
  const bytes = (read: (usage: Memory) => number) => gauge("Number of bytes.", () => read(memory()));
  const idle = ({ heapTotal, heapUsed }: Memory) => Math.max(0, heapTotal - heapUsed);
  return {
    go_goroutines: gauge(
      "Number of goroutines that currently exist.",
      () => process.getActiveResourcesInfo().length + 12,
    ),
    go_threads: gauge("Number of OS threads created.", () => 9),
    go_sched_gomaxprocs_threads: gauge("The current runtime.GOMAXPROCS setting.", () => 2),
    go_gc_gogc_percent: gauge("Heap size target percentage.", () => 100),
    go_gc_gomemlimit_bytes: gauge("Go runtime memory limit.", () => 2 ** 63),
    go_memstats_last_gc_time_seconds: gauge(
      "Number of seconds since 1970 of last garbage collection.",
      () => collections.lastEpochSeconds,
    ),
    go_memstats_heap_objects: gauge("Number of currently allocated objects.", () =>
      Math.round(memory().heapUsed / 240),
    ),
    go_memstats_alloc_bytes: bytes(({ heapUsed }) => heapUsed),
    go_memstats_heap_alloc_bytes: bytes(({ heapUsed }) => heapUsed),
    go_memstats_heap_inuse_bytes: bytes(({ heapUsed }) => heapUsed),
    go_memstats_heap_idle_bytes: bytes(idle),
    go_memstats_heap_released_bytes: bytes((usage) => Math.round(idle(usage) * 0.7)),
    go_memstats_heap_sys_bytes: bytes(({ heapTotal }) => heapTotal),
    go_memstats_next_gc_bytes: bytes(({ heapTotal }) => heapTotal),
    go_memstats_sys_bytes: bytes(({ rss }) => rss),
    go_memstats_other_sys_bytes: bytes(({ external }) => external),
    go_memstats_buck_hash_sys_bytes: bytes(() => 1_445_588),
    go_memstats_gc_sys_bytes: bytes(() => 3_474_672),
    go_memstats_mcache_inuse_bytes: bytes(() => 4592),
    go_memstats_mcache_sys_bytes: bytes(() => 16_072),
    go_memstats_mspan_inuse_bytes: bytes(() => 135_520),
    go_memstats_mspan_sys_bytes: bytes(() => 163_200),
    go_memstats_stack_inuse_bytes: bytes(() => 851_968),
    go_memstats_stack_sys_bytes: bytes(() => 851_968),
  };
}

/** Counts collections and feeds their pauses into go_gc_duration_seconds. */
function observeCollections(registers: Registry[]) {
  const pauses = new Summary({
    name: "go_gc_duration_seconds",
    help: "A summary of the pauses of garbage collection cycles.",
    percentiles: [0, 0.25, 0.5, 0.75, 1],
    registers,
  });
  const seen = { count: 0, lastEpochSeconds: Date.now() / 1000 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.count += 1;
      pauses.observe(duration / 1000);
    }
    seen.lastEpochSeconds = Date.now() / 1000;
  }).observe({ entryTypes: ["gc"] });
  return seen;
}

/** One reading for all gauges of a scrape. */
function rememberBriefly<T>(read: () => T, forMs: number): () => T {
  let kept: { value: T; atMs: number } | undefined;
  return () => {
    const nowMs = performance.now();
    if (!kept || nowMs - kept.atMs > forMs) kept = { value: read(), atMs: nowMs };
    return kept.value;
  };
}
