"use strict";
// A function sees the time of its cloud: when that was moved, so is what Date tells. Timers and performance.now() stay as they are.

const RealDate = Date;
let offsetMs = 0;

const now = () => RealDate.now() + offsetMs;

const MovedDate = new Proxy(RealDate, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});

/** Only where the clock was ever moved does Date become another. */
function moveClock(ms) {
  offsetMs = ms;
  if (ms !== 0) globalThis.Date = MovedDate;
}

module.exports = { moveClock, realNow: RealDate.now };
