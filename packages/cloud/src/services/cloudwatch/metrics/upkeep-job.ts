/** Queued with the first metric, and again as long as there are any. */
export const upkeepJob = "upkeep";
