import { freePort } from "../process/free-port.mjs";
import { startJaeger } from "../programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "../programs/start-victoria-metrics.mjs";
import { countStores } from "./count-stores.mjs";

/**
 * Starts both programs on a copy of their data, on free ports, asks what they hold and stops them. Throws when one does
 * not start.
 * @param {{ metricsDir: string, tracesDir: string }} options
 */
export async function tryStores({ metricsDir, tracesDir }) {
  const metrics = await startVictoriaMetrics({ port: await freePort(), dataDir: metricsDir });
  try {
    const traces = await startJaeger({ queryPort: await freePort(), otlpPort: await freePort(), dataDir: tracesDir });
    try {
      return await countStores({ metricsUrl: metrics.url, tracesUrl: traces.url });
    } finally {
      await traces.stop();
    }
  } finally {
    await metrics.stop();
  }
}
