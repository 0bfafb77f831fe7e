/** @typedef {{ version?: string, optionalDependencies?: Record<string, string> }} LockEntry */

const systems = ["android", "darwin", "freebsd", "linux", "win32"];
const processors = ["arm64", "x64", "ia32", "arm", "wasm32"];

/**
 * Entries that a lock's `packages` lack: optional dependencies whose name ends in a system and a processor, with the
 * `os`, `cpu` and `libc` that the name says, so that npm skips them elsewhere.
 * @param {Record<string, LockEntry>} packages
 * @returns {[string, { version: string, optional: true, os?: string[], cpu?: string[], libc?: string[] }][]}
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
        const libc = words.some((word) => word.startsWith("musl")) ? { libc: ["musl"] } : {};
        const platform = { ...(os.length > 0 ? { os } : {}), ...(cpu.length > 0 ? { cpu } : {}), ...libc };
        return /** @type {const} */ ([[`node_modules/${name}`, { version, optional: true, ...platform }]]);
      }),
  );
}
