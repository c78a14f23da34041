import { metricsText } from './metrics-text.js';

describe('metrics as text', () => {
  it('names each family once, with its samples and escaped labels', () => {
    const text = metricsText([
      {
        name: 'tranche_lag_events',
        help: 'Events not yet handled.',
        type: 'gauge',
        samples: [{ labels: { runner: 'a"b\\c\nd' }, value: 3 }, { value: 0 }],
      },
    ]);
    expect(text).toBe(
      '# HELP tranche_lag_events Events not yet handled.\n# TYPE tranche_lag_events gauge\n' +
        'tranche_lag_events{runner="a\\"b\\\\c\\nd"} 3\ntranche_lag_events 0\n',
    );
  });
});
