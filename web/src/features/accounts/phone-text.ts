/** A number within a sentence: of one piece, and from left to right in every language (Unicode TR9, isolates). */
export const phoneText = (phone: string): string => `\u2066${phone.replaceAll(/\s+/g, "\u00a0")}\u2069`;
