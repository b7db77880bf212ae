export { connectAccount, type Account, type AccountConnection } from "./connect-account.ts";
