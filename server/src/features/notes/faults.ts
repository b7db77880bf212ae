/**
 * Places where a process may die while it handles a claim. Tests give a function that kills the process there; the server gives none,
 * so that nothing in what is shipped can.
 */
export const faultPoints = [
  "claim: before update",
  "claim: after update",
  "claim: after insert",
  "claim: before commit",
  "claim: after commit",
  "claim: after first byte",
  "confirm: before commit",
  "confirm: after commit",
] as const;
export type FaultPoint = (typeof faultPoints)[number];
export type ReachFaultPoint = (point: FaultPoint) => void;
export const noFaults: ReachFaultPoint = () => {};
