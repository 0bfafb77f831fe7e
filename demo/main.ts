import { readConfig } from "./config";
import { host, startDemo } from "./demo";

try {
  const config = readConfig(process.env);
  const stop = await startDemo(config);
  console.log(`demo API on http://${host}:${config.port}, faults on http://${host}:${config.controlPort}/demo/faults`);
  const stopOnce = () => {
    process.off("SIGINT", stopOnce).off("SIGTERM", stopOnce);
    void stop().then(() => process.exit(0));
  };
  process.on("SIGINT", stopOnce).on("SIGTERM", stopOnce);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
