/** A name of PostgreSQL, kept as it is: without quotes `orderId` would become `orderid`. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
