import fc from "fast-check";

/**
 * Before every test file. fast-check's own default builds arrays and texts of about ten parts, whatever the maximum that
 * an arbitrary names: no property about thirty minutes or a limit of 300 characters would ever reach its case.
 */
fc.configureGlobal({ numRuns: 100, baseSize: "medium", defaultSizeToMaxWhenMaxSpecified: true });
