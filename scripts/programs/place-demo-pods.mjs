import { freePort } from "../process/free-port.mjs";

const podsMax = 5;

/**
 * Where the demo's processes listen: the first on the ports of the settings, more of them (90 MB each) on free ones,
 * under the names that pods have.
 * @param {string | undefined} wanted how many, `OBS_DEMO_PODS`; 1 to 5, else 1
 * @param {{ demo: number, demoControl: number }} ports
 * @returns {Promise<{ name: string, port: number, controlPort: number }[]>}
 */
export async function placeDemoPods(wanted, ports) {
  const count = /^[1-9]$/.test(wanted ?? "") ? Math.min(podsMax, Number(wanted)) : 1;
  const pods = [{ name: "demo", port: ports.demo, controlPort: ports.demoControl }];
  const taken = new Set([ports.demo, ports.demoControl]);
  const another = async () => {
    let port = await freePort();
    while (taken.has(port)) port = await freePort();
    taken.add(port);
    return port;
  };
  for (let number = 2; number <= count; number += 1) {
    pods.push({ name: `honeydue-api-${number}`, port: await another(), controlPort: await another() });
  }
  return pods;
}
