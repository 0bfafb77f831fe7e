import fc from "fast-check";

/**
 * Runs before every test file. By default fast-check builds arrays and strings of about ten elements, whatever maximum
 * an arbitrary names, so a property about thirty minutes or a limit of 300 characters would never reach its case.
 */
fc.configureGlobal({ numRuns: 100, baseSize: "medium", defaultSizeToMaxWhenMaxSpecified: true });
