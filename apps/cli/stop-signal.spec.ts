import { untilStopSignal } from './stop-signal.js';

describe('a signal to stop', () => {
  afterEach(() => {
    process.removeAllListeners('SIGINT');
    process.removeAllListeners('SIGTERM');
  });

  it.each([
    ['the same Ctrl-C, handed on by npm', 5, 0],
    ['a second Ctrl-C of somebody who does not want to wait', 1_001, 1],
  ])('counts %s', async (_, laterMs, forcedTimes) => {
    let nowMs = 0;
    let forced = 0;
    const stopped = untilStopSignal(
      () => (forced += 1),
      () => nowMs,
    );
    process.emit('SIGINT');
    await stopped;
    nowMs = laterMs;
    process.emit('SIGINT');
    expect(forced).toBe(forcedTimes);
  });
});
