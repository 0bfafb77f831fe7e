import { readConfig } from "./config";
import { startDemo } from "./demo";

try {
  const config = readConfig(process.env);
  const stop = await startDemo(config);
  const { address, port, controlPort } = config;
  console.log(`demo API on http://${address}:${port}, faults on http://${address}:${controlPort}/demo/faults`);
  const stopOnce = () => {
    process.off("SIGINT", stopOnce).off("SIGTERM", stopOnce);
    void stop().then(() => process.exit(0));
  };
  process.on("SIGINT", stopOnce).on("SIGTERM", stopOnce);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
