/** Whether an address has anything behind its #. Whether that is a whole link, the SDK tells. */
export const hasSecret = ({ hash }: Pick<Location, "hash">): boolean => hash.length > 1;
