export { type Arn, formatArn, parseArn } from "./arn.ts";
export { type Clock, frozenClock, MovableClock, sleep, type Timer, wallClock } from "./clock.ts";
export { type Ids, lowerAlphanumeric, randomIds, seededIds, upperAlphanumeric } from "./ids.ts";
export { createLog, type Fields, type Level, type Log, silentLog } from "./log.ts";
