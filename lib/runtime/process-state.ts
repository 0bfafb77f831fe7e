import "server-only";

const registry = Symbol.for("honeydue-obs.process-state");
type Registry = Map<string, unknown>;

/**
 * Returns the one instance of `name` in this process, created on first use. Next bundles instrumentation and routes
 * separately, so a module-level variable would exist once per bundle; everything shared (caches, counters, listeners)
 * goes through here.
 */
export function processState<T>(name: string, create: () => T): T {
  const holder = globalThis as typeof globalThis & { [registry]?: Registry };
  holder[registry] ??= new Map();
  const states = holder[registry];
  if (!states.has(name)) states.set(name, create());
  return states.get(name) as T;
}
