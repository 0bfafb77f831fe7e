/** @typedef {{ version?: string, optionalDependencies?: Record<string, string> }} LockEntry */
/** @typedef {{ version: string, optional: true, os?: string[], cpu?: string[], libc?: string[] }} PlatformEntry */

const systems = ["android", "darwin", "freebsd", "linux", "win32"];
const processors = ["arm64", "x64", "ia32", "arm", "wasm32"];

/**
 * Entries that a lock's `packages` lack: optional dependencies whose name ends in a system and a processor, with the
 * `os`, `cpu` and `libc` that the name says, so that npm skips them elsewhere.
 * @param {Record<string, LockEntry>} packages
 * @returns {[string, PlatformEntry][]}
 */
export function missingPlatformPackages(packages) {
  return Object.entries(packages).flatMap(([owner, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${owner}/node_modules/${name}`])
      .flatMap(([name, version]) => {
        const words = name.split(/[-/]/);
        const os = systems.filter((system) => words.includes(system));
        const cpu = processors.filter((processor) => words.includes(processor));
        if (os.length + cpu.length === 0 || !/^\d/.test(version)) return [];
        /** @type {PlatformEntry} */
        const added = { version, optional: true };
        if (os.length > 0) added.os = os;
        if (cpu.length > 0) added.cpu = cpu;
        if (words.some((word) => word.startsWith("musl"))) added.libc = ["musl"];
        return [/** @type {[string, PlatformEntry]} */ ([`node_modules/${name}`, added])];
      }),
  );
}
