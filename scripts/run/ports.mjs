import { isPortFree } from "../process/free-port.mjs";

/** Every port of `npm start`: the variable that sets it, its default, and whose it is. */
export const portTable = /** @type {const} */ ({
  console: { variable: "PORT", fallback: 3100, owner: "the console" },
  internal: { variable: "OBS_INTERNAL_PORT", fallback: 3101, owner: "the console's internal listener" },
  gate: { variable: "OBS_GATE_PORT", fallback: 8080, owner: "the ingest gate (nginx)" },
  victoriaMetrics: { variable: "OBS_VICTORIAMETRICS_PORT", fallback: 8428, owner: "VictoriaMetrics" },
  vmagent: { variable: "OBS_VMAGENT_PORT", fallback: 8429, owner: "vmagent" },
  jaeger: { variable: "OBS_JAEGER_PORT", fallback: 16686, owner: "Jaeger's query API" },
  otlp: { variable: "OBS_OTLP_PORT", fallback: 4318, owner: "Jaeger's OTLP receiver" },
  demo: { variable: "OBS_DEMO_PORT", fallback: 8000, owner: "the demo API" },
  demoControl: { variable: "OBS_DEMO_CONTROL_PORT", fallback: 8001, owner: "the demo's fault switches" },
});

/** @typedef {keyof typeof portTable} PortName */
/** @typedef {Record<PortName, number>} Ports */

/**
 * The ports that the environment sets, or their defaults. Throws when one is no port, or two are the same.
 * @param {Record<string, string | undefined>} env
 * @returns {Ports}
 */
export function readPorts(env) {
  /** @type {Map<number, string>} */
  const owners = new Map();
  const entries = Object.entries(portTable).map(([name, { variable, fallback }]) => {
    const text = env[variable] || String(fallback);
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port < 1 || port > 65_535) throw new Error(`${variable}="${text}" is no port. Set it to 1 to 65535.`);
    const other = owners.get(port);
    if (other) throw new Error(`${other} and ${variable} are both ${port}. Set one of them to another port.`);
    owners.set(port, variable);
    return [name, port];
  });
  return Object.fromEntries(entries);
}

/**
 * One line per port that something else listens on, naming the variable to set.
 * @param {Ports} ports @param {PortName[]} needed
 * @returns {Promise<string[]>}
 */
export async function busyPorts(ports, needed) {
  const checks = needed.map(async (name) => ((await isPortFree(ports[name])) ? undefined : name));
  const busy = (await Promise.all(checks)).filter((name) => name !== undefined);
  return busy.map((name) => {
    const { variable, owner } = portTable[name];
    return `Port ${ports[name]} for ${owner} is in use. Free it, or set ${variable} to another port.`;
  });
}
