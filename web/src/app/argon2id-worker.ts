import { createOwnWorkerStart } from "./own-worker.ts";

export const startArgon2idWorker = createOwnWorkerStart(ARGON2ID_WORKER_URL);
