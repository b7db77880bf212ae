export * from "./session-claims.ts";
export { createWorkerStretch } from "./worker-stretch.ts";
