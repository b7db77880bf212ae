import type { Endpoint } from "./endpoint.ts";
import {
  BurnNote,
  ClaimNote,
  ConfirmClaim,
  CreateNote,
  FetchClaim,
  FindNote,
  MakeChallenge,
  ReadReceipt,
} from "./notes/endpoints.ts";

/** Every endpoint there is: the server must answer each, and documents and tests walk this list. */
export const api = [
  MakeChallenge,
  CreateNote,
  FindNote,
  ClaimNote,
  FetchClaim,
  ConfirmClaim,
  ReadReceipt,
  BurnNote,
] as const satisfies readonly Endpoint[];
