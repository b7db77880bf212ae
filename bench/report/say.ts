/** Tells how far it is. */
export type Say = (progress: string) => void;
