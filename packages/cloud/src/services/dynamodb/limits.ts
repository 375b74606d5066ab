/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
export const itemBytesMax = 400 * 1024;
export const hashKeyBytesMax = 2048;
export const rangeKeyBytesMax = 1024;
export const nestingLevelsMax = 32;
export const attributeNameBytesMax = 65_535;
export const expressionBytesMax = 4096;
export const operandsOfInMax = 100;
export const operatorsMax = 300;
export const pageBytesMax = 1024 * 1024;
export const batchGetBytesMax = 16 * 1024 * 1024;
export const batchWriteBytesMax = 16 * 1024 * 1024;
export const batchGetKeysMax = 100;
export const batchWriteRequestsMax = 25;
export const transactionItemsMax = 100;
export const transactionBytesMax = 4 * 1024 * 1024;
export const globalIndexesMax = 20;
export const localIndexesMax = 5;
/** Over all indexes of one table together. */
export const projectedAttributesMax = 100;
export const listTablesMax = 100;
export const tagsMax = 50;
/** How long a transaction's token is remembered. */
export const transactionTokenMs = 10 * 60 * 1000;
