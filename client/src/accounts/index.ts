export { connectAccount, type Account, type AccountConnection } from "./connect-account.ts";
export { endSession, resumeSession, type KeptSession, type SessionKeeping } from "./kept-session.ts";
