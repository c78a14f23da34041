import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { PERSONAL_FIELDS } from './personal-fields.js';

const LIBS = fileURLToPath(new URL('..', import.meta.url));
const TSCONFIG = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));

/** How a person's data is called, whoever adds an event. */
const PERSONAL_NAME =
  /^(.*name|number|value|phone|mobile|tel|email|address|bornOn|birthday|nationality|objector|statement|identity.*|contact.*|account(Number|No)?|idNumber|passport.*)$/i;

/** Named like it, and of nobody: each with what it is. */
const OF_NOBODY: Readonly<Record<string, string>> = {
  'TeamRegistered/name': 'a team, as it was publicised',
  'AccountProposed/account/bankName': 'a bank',
  'BatchAssembled/lines/*/account/bankName': 'a bank',
  'LinesAssembled/lines/*/account/bankName': 'a bank',
  'BatchSent/fileName': 'our own file, named after the batch',
  'BankAnswerImported/fileName': 'a file of the bank',
  'HandOverBegun/fileName': 'our own file, named after the batch',
  'PaymentFileHandedOver/fileName': 'our own file, named after the batch',
  'HandOverUncertain/fileName': 'our own file, named after the batch',
  'HandOverRefused/fileName': 'our own file, named after the batch',
  'AwardApproved/tranches/*/evidence/*/name': 'a kind of document, as the measure names it',
  'TopUpAdded/plan/evidence/*/name': 'a kind of document, as the measure names it',
  'TrancheClaimed/claim/evidence/*/name': 'a kind of document, as the measure names it',
  'AwardTakenOver/source/fileName': 'a file of the office',
  'EarlierPaymentTakenOver/source/fileName': 'a file of the office',
  'ImportRequested/fileName': 'a file of the office',
  'DayEndProved/comparisons/*/name': 'one comparison of the proof',
  'UserRegistered/name': 'the sign-in name, chosen for the office; every event names its actor by it',
};

interface Field {
  readonly where: string;
  readonly name: string;
}

/** Also one with a brand, such as a business date. */
const isText = (type: ts.Type): boolean =>
  Boolean(type.flags & ts.TypeFlags.StringLike) || (type.isIntersection() && type.types.some(isText));

/** All texts of all events of the libraries, as `Type/json/pointer`, from the types themselves. */
const textsOfEvents = (): readonly Field[] => {
  const { config } = ts.readConfigFile(TSCONFIG, (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    fileURLToPath(new URL('../..', import.meta.url)),
  );
  const files = readdirSync(LIBS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|contract)\.ts$/.test(file))
    .map((file) => LIBS + file)
    // Whoever declares an event says so; the compiler then need not read the rest.
    .filter((file) => /DomainEvent</.test(readFileSync(file, 'utf8')));
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const found = new Map<string, Field>();

  const walk = (type: ts.Type, where: string, depth: number): void => {
    if (depth > 6) return;
    for (const part of type.isUnion() ? type.types : [type]) {
      if (checker.isArrayType(part) || checker.isTupleType(part)) {
        for (const item of checker.getTypeArguments(part as ts.TypeReference))
          walk(item, `${where}/*`, depth + 1);
      } else if (isText(part)) {
        const name = where.slice(where.lastIndexOf('/') + 1);
        if (!part.isStringLiteral()) found.set(where, { where, name });
      } else if (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) {
        for (const property of part.getProperties())
          walk(checker.getTypeOfSymbol(property), `${where}/${property.name}`, depth + 1);
      }
    }
  };
  const event = (type: ts.Type): void => {
    for (const part of type.isUnion() ? type.types : [type]) {
      const [name, data] = ['type', 'data'].map((property) => part.getProperty(property));
      if (!name || !data || part.getProperties().length !== 2) continue;
      const literal = checker.getTypeOfSymbol(name);
      if (literal.isStringLiteral()) walk(checker.getTypeOfSymbol(data), literal.value, 0);
    }
  };
  for (const source of program.getSourceFiles().filter(({ fileName }) => files.includes(fileName))) {
    source.forEachChild((node) => {
      if (ts.isTypeAliasDeclaration(node) && !node.typeParameters) event(checker.getTypeAtLocation(node));
    });
  }
  return [...found.values()];
};

describe('The list of what is personal (promise 10)', () => {
  let texts: readonly Field[];
  beforeAll(() => {
    texts = textsOfEvents();
  }, 120_000);
  const listed = Object.entries(PERSONAL_FIELDS).flatMap(([type, fields]) =>
    fields.map(({ pointer }) => `${type}${pointer}`),
  );

  it('sees the events of all parts of the service', () => {
    const types = new Set(texts.map(({ where }) => where.split('/')[0]));
    expect([...types]).toEqual(
      expect.arrayContaining([
        'PartyRegistered',
        'BatchAssembled',
        'UserRegistered',
        'ObjectionRaised',
        'TrancheReleased',
      ]),
    );
    expect(types.size).toBeGreaterThan(60);
  });

  it('has every text that is named like something of a person', () => {
    const suspicious = texts.filter(({ name }) => PERSONAL_NAME.test(name)).map(({ where }) => where);
    const unknown = suspicious.filter((where) => !listed.includes(where) && !(where in OF_NOBODY));
    expect(unknown).toEqual([]);
  });

  it('names only what is there', () => {
    const known = texts.map(({ where }) => where);
    expect([...listed, ...Object.keys(OF_NOBODY)].filter((where) => !known.includes(where))).toEqual([]);
  });
});
