export type DockerAddress = { socketPath: string } | { protocol: "http"; host: string; port: number };

/**
 * Where DOCKER_HOST points: `unix:///path` or `tcp://host:port` (port 2375 when not given). Null for what this console
 * does not speak (ssh, npipe, TLS).
 */
export function parseDockerHost(text: string): DockerAddress | null {
  if (text.startsWith("unix://")) {
    const socketPath = text.slice("unix://".length);
    return socketPath.startsWith("/") ? { socketPath } : null;
  }
  const tcp = /^(?:tcp|http):\/\/(\[[0-9a-f:]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?\/?$/.exec(text);
  const port = Number(tcp?.[2] ?? 2375);
  if (!tcp?.[1] || port < 1 || port > 65_535) return null;
  return { protocol: "http", host: tcp[1].replace(/^\[|\]$/g, ""), port };
}

/** Newest version of the Engine API whose answers this console knows. */
const newestKnown = [1, 51] as const;
type Version = readonly [number, number];
const isBelow = (a: Version, b: Version) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

function parseVersion(text: string | undefined): Version | null {
  const match = /^(\d{1,3})\.(\d{1,3})$/.exec(text ?? "");
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/**
 * The API version to speak with an engine that offers `min` to `max`: the newest that both know, or the engine's own
 * nearest one where they do not meet, since fields are only ever added. Null when `max` is no version.
 */
export function negotiateVersion(offered: { min?: string; max: string }): string | null {
  const max = parseVersion(offered.max);
  if (!max) return null;
  const min = parseVersion(offered.min);
  const newest = isBelow(newestKnown, max) ? newestKnown : max;
  const chosen = min !== null && isBelow(newest, min) ? min : newest;
  return `v${chosen[0]}.${chosen[1]}`;
}
