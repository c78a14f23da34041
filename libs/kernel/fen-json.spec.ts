import fc from 'fast-check';
import { fromStored, fromStoredInPlace, fromWire, type JsonObject, toStored, toWire } from './fen-json.js';

const payment = {
  paymentId: 'P1',
  amountFen: 45_000_000n,
  withheldFen: null,
  instalmentsFen: [1n, -250n],
  capsFen: { 2024: 100n, 2025: 0n },
  lines: [{ amountFen: 5n, note: 'first' }],
  approved: true,
};

const stored = {
  paymentId: 'P1',
  amountFen: '45000000',
  withheldFen: null,
  instalmentsFen: ['1', '-250'],
  capsFen: { 2024: '100', 2025: '0' },
  lines: [{ amountFen: '5', note: 'first' }],
  approved: true,
};

const wire = {
  paymentId: 'P1',
  amountYuan: '450000.00',
  withheldYuan: null,
  instalmentsYuan: ['0.01', '-2.50'],
  capsYuan: { 2024: '1.00', 2025: '0.00' },
  lines: [{ amountYuan: '0.05', note: 'first' }],
  approved: true,
};

describe('money in JSON', () => {
  it('is fen as a string in the log, and comes back as bigint', () => {
    expect(toStored(payment)).toEqual(stored);
    expect(fromStored(stored)).toEqual(payment);
  });

  it('comes back the same where it is, in data that are nobody else’s', () => {
    const own = structuredClone(stored);
    expect(fromStoredInPlace(own)).toBe(own);
    expect(own).toEqual(payment);
    const hostile = JSON.parse(
      '{"__proto__":{"amountFen":"1"},"list":[{"feeFen":"2"},null,[]]}',
    ) as JsonObject;
    expect(fromStoredInPlace(hostile)).toEqual(
      fromStored(JSON.parse('{"__proto__":{"amountFen":"1"},"list":[{"feeFen":"2"},null,[]]}') as JsonObject),
    );
    expect(() => fromStoredInPlace({ amountFen: '1.00' })).toThrow('Not an amount in fen');
  });

  it('is decimal yuan under another name over HTTP, and comes back as bigint', () => {
    expect(toWire(payment)).toEqual(wire);
    expect(fromWire(wire)).toEqual(payment);
  });

  it('shows the log’s form over HTTP as well, and stores it unchanged', () => {
    expect(toWire(stored)).toEqual(wire);
    expect(toStored(stored)).toEqual(stored);
  });

  it('drops properties without a value, as JSON does', () => {
    expect(Object.keys(toStored({ note: undefined, amountFen: undefined, id: 'P1' }))).toEqual(['id']);
  });

  it.each([
    ['a bigint under a name that does not end in Fen', () => toStored({ amount: 1n })],
    ['a bigint in a list of such a name', () => toStored({ amounts: [1n] })],
    ['a bigint under such a name over HTTP', () => toWire({ rate: { numerator: 1n } })],
    ['a JSON number as fen', () => toStored({ amountFen: 100 })],
    ['fen with a decimal point in the log', () => fromStored({ amountFen: '1.00' })],
    ['no fen at all in the log', () => fromStored({ amountFen: '' })],
    ['a JSON number as yuan', () => fromWire({ amountYuan: 1 })],
  ])('treats %s as a bug', (_, convert) => {
    expect(convert).toThrow();
  });

  const amounts = fc.oneof(
    fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }),
    fc.constant(null),
    fc.array(fc.bigInt({ min: -1000n, max: 1000n }), { maxLength: 3 }),
  );
  const name = fc.string().filter((key) => !/(Fen|Yuan)$/.test(key));
  const { data } = fc.letrec<{ data: object; item: unknown }>((tie) => ({
    item: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      tie('data'),
      fc.array(tie('item')),
    ),
    data: fc
      .tuple(
        fc.dictionary(name, tie('item'), { maxKeys: 4 }),
        fc.dictionary(
          name.map((key) => `${key}Fen`),
          amounts,
          { maxKeys: 3 },
        ),
      )
      .map(([others, money]) => Object.fromEntries([...Object.entries(others), ...Object.entries(money)])),
  }));

  it('survives the log and HTTP, as text, whatever its shape', () => {
    const asText = (json: unknown) => JSON.parse(JSON.stringify(json)) as JsonObject;
    fc.assert(
      fc.property(data, (domain) => {
        expect(fromStored(asText(toStored(domain)))).toEqual(domain);
        expect(fromWire(asText(toWire(domain)))).toEqual(domain);
      }),
    );
  });

  it('keeps a key named __proto__ an ordinary key', () => {
    const hostile = JSON.parse('{"__proto__": {"amountFen": "1"}}') as JsonObject;
    expect(JSON.stringify(toWire(fromStored(hostile)))).toBe('{"__proto__":{"amountYuan":"0.01"}}');
  });
});
