const kibibyte = 1024;

/** "Name:  123 kB" lines of /proc/meminfo and /proc/<pid>/status, in bytes. Lines without kB are left out. */
export function parseKilobytes(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, name, kilobytes] of text.matchAll(/^([A-Za-z_()0-9]+):\s+(\d+) kB$/gm)) {
    if (name) found.set(name, Number(kilobytes) * kibibyte);
  }
  return found;
}

/** Percentage of time stalled over 10 s, 60 s and 300 s. */
type PressureLine = { avg10: number; avg60: number; avg300: number };
export type Pressure = { some: PressureLine; full: PressureLine };

/** /proc/pressure/memory; null when it has another form (the kernel was built or started without PSI). */
export function parsePressure(text: string): Pressure | null {
  const line = (kind: string): PressureLine | null => {
    const match = new RegExp(`^${kind} avg10=([\\d.]+) avg60=([\\d.]+) avg300=([\\d.]+)`, "m").exec(text);
    return match ? { avg10: Number(match[1]), avg60: Number(match[2]), avg300: Number(match[3]) } : null;
  };
  const some = line("some");
  const full = line("full");
  return some && full ? { some, full } : null;
}

/** The value of a counter of /proc/vmstat; null when this kernel does not have it. */
export function parseVmstat(text: string, name: string): number | null {
  const match = new RegExp(`^${name} (\\d+)$`, "m").exec(text);
  return match ? Number(match[1]) : null;
}

/** Load average over one minute; null when the text is not /proc/loadavg. */
export function parseLoad1(text: string): number | null {
  const match = /^(\d+\.\d+) /.exec(text);
  return match ? Number(match[1]) : null;
}

export type ProcessStat = { startedAtTicks: string; cpuTicks: number; parentPid: number };

/** /proc/<pid>/stat; null when the process has ended (or is a zombie) or the text has another form. */
export function parseProcessStat(text: string): ProcessStat | null {
  // The name in parentheses may hold spaces and parentheses; field 3 follows the last one.
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .trim()
    .split(" ");
  const [state, parent] = fields;
  const cpuTicks = Number(fields[11]) + Number(fields[12]);
  const startedAtTicks = fields[19];
  if (!state || state === "Z" || state === "X" || !startedAtTicks || !Number.isFinite(cpuTicks)) return null;
  return { startedAtTicks, cpuTicks, parentPid: Number(parent) };
}
